/// Writes cells in 24 bit itself; ncurses would need a pair of colours for every combination, and stalls on photographs.
///
/// One frame is in flight at a time; what changes meanwhile is in the next difference.
final class DirectPresenter: Presenter {
  private var encoder = FrameEncoder()
  private let output: TerminalOutput

  init(output: TerminalOutput) { self.output = output }

  func present(_ surface: Surface) { output.send(encoder.encode(surface)) }
  func invalidate() { encoder.invalidate() }
  func flush() { output.flush() }
  func finish(within milliseconds: Int32) { output.finish(within: milliseconds) }
  var isReady: Bool { output.isEmpty }
  var isLost: Bool { output.isLost }
  var descriptor: Int32 { output.descriptor }
}
