import TerminalUI

/// With blanks after the text, or for a negative width before it.
func padded(_ text: String, to width: Int) -> String {
  let blanks = String(repeating: " ", count: max(0, abs(width) - displayWidth(text)))
  return width < 0 ? blanks + text : text + blanks
}

extension Surface {
  /// One line of text in the rectangle's first row.
  mutating func line(
    _ line: TextLine, in rectangle: Rectangle, theme: Theme, alignment: Alignment = .left
  ) {
    draw(Paragraph([line], alignment: alignment, wraps: false), in: rectangle.splitTop(1).top, theme: theme)
  }
}

extension JobStatus {
  var role: Role {
    switch self {
    case .queued: .muted
    case .running: .accent
    case .paused: .warning
    case .completed: .good
    case .failed: .bad
    case .cancelled: .muted
    case .interrupted: .warning
    }
  }
}

extension RunState {
  /// `▶ running`
  var statusLine: TextLine { TextLine("\(status.glyph) \(status.rawValue)", status.role) }

  /// The bar of a live run; nil when there is nothing to show yet or any more.
  var progressBar: ProgressBar? {
    guard status.isLive, let progress else { return nil }
    return ProgressBar(
      label: progress.phase, done: Double(progress.done), total: Double(progress.total), unit: progress.unit,
      rate: status == .running ? progress.rate : nil,
      remaining: status == .running ? progress.remaining : nil,
      role: status.role)
  }

  /// Seconds from the start to the end, or to now; of a run whose program died to its last word.
  func elapsed(now: Double) -> Double? {
    guard let startedAt, let end = endedAt ?? (status.isLive ? now : newestTime) else { return nil }
    return max(0, end - startedAt)
  }
}
