import CNcurses

/// Draws in up to 256 colours on whatever terminfo knows: ncurses gets the changed cells and finds the bytes.
final class NcursesPresenter: Presenter {
  private let depth: ColorDepth
  private let paletteSize: Int
  private var shown: [Cell]?
  private var size = Size(rows: 0, columns: 0)
  /// The last colours and their pair: neighbours mostly share them.
  private var recent: (foreground: Int32, background: Int32, pair: Int32) = (-1, -1, 0)

  /// - Parameter depth: at most 256 colours; after `Terminal` has opened the screen.
  init(depth: ColorDepth) {
    self.depth = depth
    paletteSize = Int(tigetnum("colors"))
  }

  func present(_ surface: Surface) {
    let isUnknown = shown == nil || surface.size != size
    if !isUnknown, shown == surface.cells { return }
    surface.forEachChange(from: isUnknown ? nil : shown) { row, column, cell in
      if cell.width != .wideRight { put(cell, row, column) }
    }
    cn_refresh(isUnknown)
    shown = surface.cells
    size = surface.size
  }

  func invalidate() { shown = nil }
  func flush() {}
  func finish(within milliseconds: Int32) {}
  var isReady: Bool { true }
  var isLost: Bool { false }
  var descriptor: Int32 { -1 }

  private func put(_ cell: Cell, _ row: Int, _ column: Int) {
    let scalar = cell.scalar
    let attributes = depth == .monochrome ? ColorMapping.monochrome(cell) : cell.attributes
    let pair = pair(for: cell)
    let width: Int32 = cell.width == .wideLeft ? 2 : 1
    let bits = UInt32(attributes.rawValue)
    // A libc older than the scalar's Unicode gives it another width, and ncurses would shift the row.
    let isKnown = scalar.isASCII || cn_width(scalar.value) == width
    var text: [wchar_t] = [isKnown ? wchar_t(scalar.value) : 0xfffd]
    if isKnown {
      if let mark = cell.marks.first { text.append(wchar_t(mark.value)) }
      if let mark = cell.marks.second { text.append(wchar_t(mark.value)) }
    }
    if !cn_put(Int32(row), Int32(column), text, Int32(text.count), bits, pair), text.count > 1 {
      _ = cn_put(Int32(row), Int32(column), text, 1, bits, pair)
    }
    if !isKnown, width == 2 {
      _ = cn_put(Int32(row), Int32(column) + 1, [0x20], 1, bits, pair)
    }
  }

  private func pair(for cell: Cell) -> Int32 {
    let foreground = index(cell.foreground), background = index(cell.background)
    if foreground == -1, background == -1 { return 0 }
    if (foreground, background) == (recent.foreground, recent.background) { return recent.pair }
    // alloc_pair finds a pair that it gave before, and reuses the oldest when all are taken.
    let pair = max(0, alloc_pair(foreground, background))
    recent = (foreground, background, pair)
    return pair
  }

  private func index(_ color: Color) -> Int32 {
    if color.isStandard { return -1 }
    switch depth {
    case .monochrome: return -1
    case .indexed16: return Int32(ColorMapping.indexed16(color, count: min(16, max(8, paletteSize))))
    case .indexed256, .truecolor: return Int32(ColorMapping.indexed256(color))
    }
  }
}
