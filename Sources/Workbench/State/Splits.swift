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
    let least = max(1, min(least, total / 2))
    let split = Split(.columns, state: SplitState(ratio: share), minimum: (least, least), hasDivider: false)
    return split.layout(in: Rectangle(row: 0, column: 0, rows: 1, columns: total)).first.columns
  }
}
