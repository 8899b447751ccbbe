import Catalog
import Engine
import Foundation

import struct Engine.Progress

/// What a headless run shows of its events.
struct Report {
  let console: Console
  let card: Card
  let job: JobID
  let json: Bool
  /// The experiment has begun to find something.
  private(set) var hasFigures = false
  private var isAnnounced = false
  private(set) var result: JSONValue = .null
  private(set) var ending: Ending?
  private var lastRedraw = 0.0
  private let encoder = EventLine()

  init(console: Console, card: Card, job: JobID, json: Bool) {
    self.console = console
    self.card = card
    self.job = job
    self.json = json
  }

  /// - Returns: the ending, once it came.
  mutating func take(_ event: Event) throws -> Ending? {
    announce(event.payload)
    switch event.payload {
    case .progress(let progress): draw(progress, event.time)
    case .point, .grid, .cell: hasFigures = true
    case .note(let text):
      finishLine()
      if !json { console.say(text) }
    case .result(let figures): result = figures
    case .ended(let end):
      finishLine()
      ending = end
    default: break
    }
    if json { try printLine(event) }
    return ending
  }

  /// The run's id, once its input has proved good: bad input is told in one line.
  private mutating func announce(_ payload: EventPayload) {
    switch payload {
    case .progress, .point, .grid, .cell, .note: announce()
    default: break
    }
  }

  private mutating func announce() {
    if !isAnnounced, !json { console.say("run \(job)") }
    isAnnounced = true
  }

  /// After events were dropped: what matters out of the recording.
  mutating func reload(_ recording: Recording) throws {
    for event in recording {
      switch event.payload {
      case .result(let figures): result = figures
      case .ended(let end): ending = end
      case .point, .grid, .cell: hasFigures = true
      default: break
      }
    }
  }

  func finishLine() { if Console.errorIsTerminal { console.endRedrawing() } }

  /// Pictures and the result's own event stay out: the tensors are for `--output`, the result comes last.
  private func printLine(_ event: Event) throws {
    switch event.payload {
    case .pictures, .result, .ended: break
    default: console.print(json: String(decoding: try encoder.encode(event), as: UTF8.self))
    }
  }

  private mutating func draw(_ progress: Progress, _ time: Double) {
    guard Console.errorIsTerminal, time - lastRedraw > 0.1 || progress.done == progress.total else { return }
    lastRedraw = time
    console.redraw(ProgressLine.text(progress, width: (Console.columns(of: 2) ?? 80) - 1))
  }

  /// The last line of `--json`, or a short table for people.
  mutating func printResult() {
    announce()
    if json {
      var members = result.object ?? [:]
      members["event"] = "result"
      members["experiment"] = .string(card.identifier)
      members["run"] = .string(job)
      console.print(json: JSONValue.object(members).line)
    } else {
      for line in ResultTable.lines(result) { console.print(line) }
    }
  }
}
