import TerminalUI

/// Where the borders between panes were dragged to; a screen's own choice elsewhere.
struct Splits: Sendable, Equatable {
  private struct Key: Sendable, Hashable {
    let screen: ScreenID
    let number: Int
  }

  private var shares: [Key: Double] = [:]

  subscript(screen: ScreenID, number: Int) -> Double? {
    get { shares[Key(screen: screen, number: number)] }
    set { shares[Key(screen: screen, number: number)] = newValue }
  }
}

extension AppState {
  /// The rows or columns of the first of two panes: where its border was dragged to, else what the screen finds natural.
  ///
  /// - Parameters:
  ///   - number: of the border on this screen; side by side and one above the other are two borders.
  ///   - total: rows or columns of both panes.
  ///   - least: what each keeps while it is dragged.
  func firstPane(_ number: Int, of total: Int, natural: Int, least: Int = 5) -> Int {
    guard let share = splits[screen, number] else { return natural }
    return max(least, min(total - least, Int((share * Double(total)).rounded())))
  }
}

extension Surface {
  /// Makes the border between two panes a handle for the mouse; after both are drawn.
  mutating func markSplit(_ number: Int, _ first: Rectangle, _ second: Rectangle) {
    guard !first.isEmpty, !second.isEmpty else { return }
    if first.row == second.row {
      let split = HitSplit(
        number: number, isVertical: true, start: first.column, extent: second.right - first.column)
      let rows = min(first.rows, second.rows)
      mark(.split(split), in: Rectangle(row: first.row, column: first.right - 1, rows: rows, columns: 2))
    } else {
      let split = HitSplit(
        number: number, isVertical: false, start: first.row, extent: second.bottom - first.row)
      // The upper edge of the lower pane carries its title, which is a handle as well.
      mark(
        .split(split),
        in: Rectangle(row: first.bottom - 1, column: first.column, rows: 2, columns: first.columns))
    }
  }
}
