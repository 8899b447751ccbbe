import Engine
import Workbench

import struct Engine.Progress

/// The line that shows how far a job is.
struct ProgressLine {
  /// `training ━━━━━━━━──────── 52 % · 31 204 inputs/s · 0:12 left`
  static func text(_ progress: Progress, width: Int) -> String {
    let share = progress.total == 0 ? 0 : min(1, Double(progress.done) / Double(progress.total))
    var tail = " \(Int(share * 100)) %"
    if let rate = progress.rate { tail += " · \(short(rate)) \(progress.unit)/s" }
    if let remaining = progress.remaining { tail += " · \(clock(remaining)) left" }
    // A line that the terminal wraps could not be drawn anew.
    let tailWidth = TextColumns.width(tail)
    let phase = TextColumns.cut(progress.phase, to: max(0, width - tailWidth - 8))
    let room = max(4, min(30, width - TextColumns.width(phase) - tailWidth - 4))
    let filled = Int(share * Double(room))
    let bar = String(repeating: "━", count: filled) + String(repeating: "─", count: room - filled)
    return TextColumns.cut("\(phase) \(bar)\(tail)", to: width)
  }

  static func short(_ rate: Double) -> String {
    switch rate {
    case 10_000...: "\(Int(rate / 1000)) k"
    case 100...: "\(Int(rate))"
    default: "\((rate * 10).rounded() / 10)"
    }
  }

  /// `1:02:03` or `2:03`.
  static func clock(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds).rounded())
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return whole >= 3600
      ? "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))" : "\(whole / 60):\(two(whole % 60))"
  }
}
