/// Puts a surface on the terminal, sending only what changed since the last one.
protocol Presenter: AnyObject {
  /// Shows a surface; only while `isReady`.
  func present(_ surface: Surface)
  /// What the terminal shows is not known any more: the next surface is sent whole.
  func invalidate()
  /// Continues a frame that the terminal did not take at once. After it, `isReady` or `isLost` may have changed.
  func flush()
  /// Waits until everything is written, for `milliseconds` at most.
  func finish(within milliseconds: Int32)
  /// Whether the last frame is out.
  var isReady: Bool { get }
  /// Whether the terminal has gone away.
  var isLost: Bool { get }
  /// To be polled for writing while not ready.
  var descriptor: Int32 { get }
}

extension Surface {
  /// Calls `body` with the places that differ from what is shown, row by row from the left; `shown` nil stands for "all".
  ///
  /// Where half of a wide glyph is among them, so is the other: the halves are told apart from every other cell.
  func forEachChange(from shown: [Cell]?, _ body: (_ row: Int, _ column: Int, _ cell: Cell) -> Void) {
    let columns = size.columns
    for row in 0..<size.rows {
      for index in row * columns..<(row + 1) * columns where shown.map({ $0[index] != cells[index] }) ?? true
      {
        body(row, index - row * columns, cells[index])
      }
    }
  }
}
