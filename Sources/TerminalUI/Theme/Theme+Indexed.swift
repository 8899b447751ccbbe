extension Theme {
  /// The theme for a terminal with 256 colours: every colour is one of the fixed 240, and the maps keep the order of
  /// their lightness, which the nearest colour alone would not.
  public func indexed256() -> Theme {
    var theme = self
    let grounds: [Role] = [.background, .raised, .selection]
    for role in grounds { theme.colors[role] = IndexedPalette.nearest(self[role]) }
    for (role, color) in colors where !grounds.contains(role) {
      // What reads in the theme must read in its nearest colour, too.
      let under: [Role] = role == .selectionText ? [.selection] : [.background, .raised]
      theme.colors[role] = IndexedPalette.nearest(color) { candidate in
        under.allSatisfy {
          candidate.contrast(with: theme[$0]) >= min(4.5, color.contrast(with: self[$0]))
        }
      }
    }
    theme.series = series.map { IndexedPalette.nearest($0) }
    theme.sequential = sequential.indexed256()
    theme.diverging = diverging.indexed256()
    return theme
  }
}

extension ColorMap {
  func indexed256() -> ColorMap {
    let targets = colors.map(OKLab.init)
    let reduced: [Color]
    if isDiverging {
      // From the middle outwards on both sides.
      let lower = IndexedPalette.ordered(Array(targets[..<128].reversed()))
      let upper = IndexedPalette.ordered(Array(targets[128...]))
      reduced = lower.reversed() + upper
    } else {
      reduced = IndexedPalette.ordered(targets)
    }
    return ColorMap(name: name, isDiverging: isDiverging, colors: reduced)
  }
}

/// The colours 16…255 of a terminal with 256, which no one's palette changes.
enum IndexedPalette {
  static let colors: [Color] = {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    let cube = levels.flatMap { red in
      levels.flatMap { green in levels.map { Color(red: red, green: green, blue: $0) } }
    }
    return cube + (0..<24).map { Color(red: 8 + 10 * $0, green: 8 + 10 * $0, blue: 8 + 10 * $0) }
  }()

  /// From dark to light.
  private static let sorted = colors.map(OKLab.init).sorted { $0.lightness < $1.lightness }

  /// The nearest colour among those that are good enough, or among all where none is.
  static func nearest(_ color: Color, where isGood: (Color) -> Bool = { _ in true }) -> Color {
    guard !color.isStandard else { return color }
    let target = OKLab(color)
    let good = sorted.filter { isGood($0.color) }
    return (good.isEmpty ? sorted : good).min { error($0, target) < error($1, target) }?.color ?? color
  }

  /// The palette's best row of colours for a row of targets whose lightness runs one way: the sum of the errors is the
  /// least among all rows whose lightness never turns back.
  static func ordered(_ targets: [OKLab]) -> [Color] {
    guard let first = targets.first, let last = targets.last else { return [] }
    if first.lightness > last.lightness { return ordered(targets.reversed()).reversed() }
    // best[p]: the least error of the row so far, ending with palette colour p or a darker one.
    var best = Array(repeating: 0.0, count: sorted.count)
    var choices: [[Int]] = []
    for target in targets {
      var leader = (error: Double.infinity, choice: 0)
      var row = Array(repeating: 0, count: sorted.count)
      for place in sorted.indices {
        let total = best[place] + error(sorted[place], target)
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
