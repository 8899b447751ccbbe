import TerminalUI

extension RunState {
  /// What happened in the run, the oldest first: its own notes between its beginning and its end, each with the time
  /// since the run was asked for.
  var log: LogBuffer {
    let origin = queuedAt ?? startedAt ?? notes.first?.time ?? 0
    var entries: [(time: Double, text: String, level: LogLevel)] = []
    if let queuedAt { entries.append((queuedAt, "asked for", .debug)) }
    if let startedAt { entries.append((startedAt, "begun", .debug)) }
    entries += notes.map { ($0.time, $0.text, .information) }
    if let endedAt, !status.isLive {
      let message = ending?.message.map { ": \($0)" } ?? ""
      entries.append((endedAt, status.rawValue + message, status.logLevel))
    }
    let ordered = entries.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    var buffer = LogBuffer()
    for entry in ordered.map(\.element) {
      let time = Figures.duration(max(0, entry.time - origin))
      buffer.append(LogLine(entry.text, level: entry.level, time: time))
    }
    return buffer
  }
}

extension JobStatus {
  fileprivate var logLevel: LogLevel {
    switch self {
    case .failed: .error
    case .cancelled, .interrupted: .warning
    default: .information
    }
  }
}
