extension Theme {
  /// The theme as a terminal of that depth can show it.
  public func adapted(to depth: ColorDepth) -> Theme {
    switch depth {
    case .truecolor: self
    case .indexed256: indexed(by: .fixed240)
    case .indexed16: indexed(by: .usual16)
    case .indexed8: eight()
    case .monochrome: monochrome()
    }
  }

  /// Every colour is one of the palette's, and the maps keep the order of their lightness, which the nearest colour
  /// alone would not.
  func indexed(by palette: IndexedPalette) -> Theme {
    var theme = self
    let grounds: [Role] = [.background, .raised, .selection]
    for role in grounds {
      theme.colors[role] = palette.nearest(self[role]) { candidate in
        role != .selection || candidate != theme[.background]
      }
    }
    for (role, color) in colors where !grounds.contains(role) {
      // What reads in the theme must read in its nearest colour, too.
      let under: [Role] = role == .selectionText ? [.selection] : [.background, .raised]
      theme.colors[role] = palette.nearest(color) { candidate in
        under.allSatisfy {
          candidate.contrast(with: theme[$0]) >= min(4.5, color.contrast(with: self[$0]))
        }
      }
    }
    theme.series = palette.distinct(series, on: theme[.background])
    theme.sequential = sequential.indexed(by: palette)
    theme.diverging = diverging.indexed(by: palette)
    return theme
  }

  /// The theme in eight colours, which have no grey: what is muted reads like the text, and what only leads the eye is dim.
  func eight() -> Theme {
    var theme = indexed(by: .usual8)
    for role in [Role.muted, .faint, .border] { theme.colors[role] = theme[.text] }
    for role in [Role.faint, .border] { theme.emphasis[role] = .dim }
    return theme
  }

  /// The theme for a terminal without colours: the ground is its own, the chosen line is reversed, weight says the rest.
  func monochrome() -> Theme {
    var theme = self
    theme.colors = [.selection: Color(rgb: 0xffffff), .selectionText: Color(rgb: 0)]
    theme.emphasis = [
      .accent: .bold, .title: .bold, .key: .bold, .focusBorder: .bold, .warning: .bold, .bad: .bold,
      .critical: .bold, .muted: .dim, .faint: .dim, .border: .dim,
    ]
    theme.series = Array(repeating: .standard, count: series.count)
    theme.sequential = .grey
    theme.diverging = .greySigned
    return theme
  }
}

extension ColorMap {
  func indexed(by palette: IndexedPalette) -> ColorMap {
    let targets = colors.map(OKLab.init)
    let reduced: [Color]
    if isDiverging, name != Self.greySigned.name {
      // From the middle outwards on both sides.
      let lower = palette.ordered(Array(targets[..<128].reversed()))
      let upper = palette.ordered(Array(targets[128...]))
      reduced = lower.reversed() + upper
    } else {
      reduced = palette.ordered(targets)
    }
    return ColorMap(name: name, isDiverging: isDiverging, colors: reduced)
  }
}

/// The colours that a terminal has instead of all.
struct IndexedPalette: Sendable {
  let colors: [Color]
  /// From dark to light.
  private let sorted: [(color: Color, lab: OKLab)]

  init(_ colors: [Color]) {
    self.colors = colors
    sorted = colors.map { ($0, OKLab($0)) }.sorted { $0.1.lightness < $1.1.lightness }
  }

  /// The colours 16…255 of a terminal with 256, which no one's palette changes.
  static let fixed240 = IndexedPalette((16...255).map(ColorMapping.palette256))
  /// The sixteen as most palettes have them.
  static let usual16 = IndexedPalette(ColorMapping.colors16)
  /// The first eight of them, all that some terminals have.
  static let usual8 = IndexedPalette(ColorMapping.colors8)

  /// The nearest colour among those that are good enough, or among all where none is.
  func nearest(_ color: Color, where isGood: (Color) -> Bool = { _ in true }) -> Color {
    guard !color.isStandard else { return color }
    let target = OKLab(color)
    let good = sorted.filter { isGood($0.color) }
    return (good.isEmpty ? sorted : good).min { Self.error($0.lab, target) < Self.error($1.lab, target) }?
      .color
      ?? color
  }

  /// The nearest colours that read on the ground, each once while there are others.
  func distinct(_ wanted: [Color], on ground: Color) -> [Color] {
    var taken: Set<Color> = []
    return wanted.map { color in
      let found = nearest(color) { !taken.contains($0) && $0.contrast(with: ground) >= 2.5 }
      taken.insert(found)
      return found
    }
  }

  /// The palette's best row of colours for a row of targets whose lightness runs one way: the sum of the errors is the
  /// least among all rows whose lightness never turns back.
  func ordered(_ targets: [OKLab]) -> [Color] {
    guard let first = targets.first, let last = targets.last else { return [] }
    if first.lightness > last.lightness { return ordered(targets.reversed()).reversed() }
    // best[p]: the least error of the row so far, ending with palette colour p or a darker one.
    var best = Array(repeating: 0.0, count: sorted.count)
    var choices: [[Int]] = []
    for target in targets {
      var leader = (error: Double.infinity, choice: 0)
      var row = Array(repeating: 0, count: sorted.count)
      for place in sorted.indices {
        let total = best[place] + Self.error(sorted[place].lab, target)
        if total < leader.error { leader = (total, place) }
        best[place] = leader.error
        row[place] = leader.choice
      }
      choices.append(row)
    }
    var limit = sorted.count - 1
    return choices.reversed().map { row in
      limit = row[limit]
      return sorted[limit].color
    }.reversed()
  }

  /// Hue weighs more than lightness: the order of lightness is kept anyway, and a wrong hue reads as another value.
  private static func error(_ color: OKLab, _ target: OKLab) -> Double {
    let (l, a, b) = (color.lightness - target.lightness, color.a - target.a, color.b - target.b)
    return l * l + 2.5 * (a * a + b * b)
  }
}
