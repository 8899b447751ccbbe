/// The characters that fill cells exactly: no font draws them so that neighbours meet.
enum CellShape {
  /// A rectangle in a cell of 1 × 1, and how much ink lies there.
  struct Patch: Equatable {
    var x: Double, y: Double, width: Double, height: Double
    var ink = 1.0
  }

  /// The patches of a block, braille or straight box-drawing character; nil for one that the font draws.
  static func patches(_ scalar: Unicode.Scalar) -> [Patch]? {
    switch scalar.value {
    case 0x2580...0x259f: block(scalar.value)
    case 0x2800...0x28ff: braille(scalar.value - 0x2800)
    case 0x2500...0x257f: lines[scalar].map(box)
    default: nil
    }
  }

  private static func block(_ value: UInt32) -> [Patch] {
    switch value {
    case 0x2580: return [Patch(x: 0, y: 0, width: 1, height: 0.5)]
    case 0x2581...0x2588:
      let height = Double(value - 0x2580) / 8
      return [Patch(x: 0, y: 1 - height, width: 1, height: height)]
    case 0x2589...0x258f: return [Patch(x: 0, y: 0, width: Double(0x2590 - value) / 8, height: 1)]
    case 0x2590: return [Patch(x: 0.5, y: 0, width: 0.5, height: 1)]
    case 0x2591...0x2593: return [Patch(x: 0, y: 0, width: 1, height: 1, ink: Double(value - 0x2590) / 4)]
    case 0x2594: return [Patch(x: 0, y: 0, width: 1, height: 0.125)]
    case 0x2595: return [Patch(x: 0.875, y: 0, width: 0.125, height: 1)]
    default: return quadrants(value)
    }
  }

  /// Upper left 1, upper right 2, lower left 4, lower right 8, for U+2596…U+259F.
  private static let quadrantSets = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]

  private static func quadrants(_ value: UInt32) -> [Patch] {
    let set = quadrantSets[Int(value - 0x2596)]
    return (0..<4).filter { set >> $0 & 1 == 1 }.map {
      Patch(x: $0 % 2 == 0 ? 0 : 0.5, y: $0 < 2 ? 0 : 0.5, width: 0.5, height: 0.5)
    }
  }

  /// Dots 1–3 and 7 stand left, 4–6 and 8 right.
  private static func braille(_ dots: UInt32) -> [Patch] {
    let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    return places.indices.filter { dots >> $0 & 1 == 1 }.map { dot in
      let (column, row) = places[dot]
      return Patch(x: Double(column) * 0.5 + 0.14, y: Double(row) * 0.25 + 0.07, width: 0.22, height: 0.11)
    }
  }

  /// Weights of the four arms: left, right, up, down; 1 light, 2 heavy.
  private typealias Arms = (left: Int, right: Int, up: Int, down: Int)

  private static let lines: [Unicode.Scalar: Arms] = [
    "─": (1, 1, 0, 0), "━": (2, 2, 0, 0), "│": (0, 0, 1, 1), "┃": (0, 0, 2, 2),
    "┌": (0, 1, 0, 1), "┐": (1, 0, 0, 1), "└": (0, 1, 1, 0), "┘": (1, 0, 1, 0),
    "┏": (0, 2, 0, 2), "┓": (2, 0, 0, 2), "┗": (0, 2, 2, 0), "┛": (2, 0, 2, 0),
    "├": (0, 1, 1, 1), "┤": (1, 0, 1, 1), "┬": (1, 1, 0, 1), "┴": (1, 1, 1, 0), "┼": (1, 1, 1, 1),
    "╭": (0, 1, 0, 1), "╮": (1, 0, 0, 1), "╰": (0, 1, 1, 0), "╯": (1, 0, 1, 0),
    "╴": (1, 0, 0, 0), "╵": (0, 0, 1, 0), "╶": (0, 1, 0, 0), "╷": (0, 0, 0, 1),
    "╸": (2, 0, 0, 0), "╹": (0, 0, 2, 0), "╺": (0, 2, 0, 0), "╻": (0, 0, 0, 2),
    "╼": (1, 2, 0, 0), "╾": (2, 1, 0, 0), "╽": (0, 0, 1, 2), "╿": (0, 0, 2, 1),
    "┣": (0, 2, 2, 2), "┫": (2, 0, 2, 2), "┳": (2, 2, 0, 2), "┻": (2, 2, 2, 0), "╋": (2, 2, 2, 2),
  ]

  /// Light lines are a tenth of a cell's width, and as thick across its height.
  private static func box(_ arms: Arms) -> [Patch] {
    func patch(_ weight: Int, isAcross: Bool, from start: Double, to end: Double) -> Patch? {
      guard weight > 0 else { return nil }
      let thick = Double(weight) * (isAcross ? 0.05 : 0.1)
      return isAcross
        ? Patch(x: start, y: 0.5 - thick / 2, width: end - start, height: thick)
        : Patch(x: 0.5 - thick / 2, y: start, width: thick, height: end - start)
    }
    return [
      patch(arms.left, isAcross: true, from: 0, to: 0.55),
      patch(arms.right, isAcross: true, from: 0.45, to: 1),
      patch(arms.up, isAcross: false, from: 0, to: 0.525),
      patch(arms.down, isAcross: false, from: 0.475, to: 1),
    ].compactMap { $0 }
  }
}
