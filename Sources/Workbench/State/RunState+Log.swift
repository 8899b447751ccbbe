import TerminalUI

extension RunState {
  /// A line of the run's log with the seconds since the run was asked for.
  struct LogEntry: Sendable, Equatable {
    let time: Double
    let text: String
    let role: Role
  }

  /// What happened in the run, the oldest first: its own notes between its beginning and its end.
  var logEntries: [LogEntry] {
    let origin = queuedAt ?? startedAt ?? notes.first?.time ?? 0
    var entries: [LogEntry] = []
    if let queuedAt { entries.append(LogEntry(time: queuedAt, text: "asked for", role: .muted)) }
    if let startedAt { entries.append(LogEntry(time: startedAt, text: "begun", role: .muted)) }
    entries += notes.map { LogEntry(time: $0.time, text: $0.text, role: .text) }
    if let endedAt, !status.isLive {
      let message = ending?.message.map { ": \($0)" } ?? ""
      entries.append(LogEntry(time: endedAt, text: status.rawValue + message, role: status.role))
    }
    let ordered = entries.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    return ordered.map {
      LogEntry(time: max(0, $0.element.time - origin), text: $0.element.text, role: $0.element.role)
    }
  }
}
