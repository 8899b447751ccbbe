import Catalog
import Foundation
import TerminalUI

func printError(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
func exitProbe(_ code: Int32) -> Never { exit(code) }

func runProbe(_ arguments: [String]) throws {
  let environment = ProcessInfo.processInfo.environment
  let session = try TerminalSession(
    TerminalOptions(
      colorDepth: environment["PROBE_DEPTH"].flatMap { ColorDepth(rawValue: $0) },
      glyphs: environment["PROBE_GLYPHS"].flatMap { GlyphSet(rawValue: $0) },
      bytesPerSecond: environment["PROBE_RATE"].flatMap { Int($0) },
      usesMouse: environment["PROBE_MOUSE"] != "no"))
  session.describeCrash(report: environment["PROBE_REPORT"] ?? "", note: "the runs are in /tmp/runs")
  let application: any TerminalApplication
  switch arguments.first {
  case "events": application = EventList(traits: session.traits)
  case "exit": application = Leaver(how: arguments.dropFirst().first ?? "return")
  case "fuzz":
    guard arguments.count == 3, let seed = UInt64(arguments[1]) else {
      throw UserError("expected: fuzz SEED FILE")
    }
    application = try Fuzzer(seed: seed, expected: arguments[2])
  case "busy": application = Busy(waker: session.waker)
  case "animate": application = Animation()
  case "pages": application = Pages()
  case "scene":
    guard arguments.count == 3, let name = Scene.Name(rawValue: arguments[1]), let count = Int(arguments[2])
    else { throw UserError("expected: scene NAME FRAMES") }
    application = Scene(name, count: count)
  default:
    throw UserError("expected: events, exit HOW, busy, animate, pages, scene NAME FRAMES, or fuzz SEED FILE")
  }
  let end = session.run(application)
  session.close()
  if let scene = application as? Scene {
    let line = "{\"frames\": \(scene.result.frames), \"seconds\": \(scene.result.seconds)}\n"
    FileHandle.standardOutput.write(Data(line.utf8))
  }
  FileHandle.standardOutput.write(Data("ended: \(end)\n\(session.statistics)\n".utf8))
  if case .signal = end { exit(1) }
}

/// Shows the events that come.
final class EventList: TerminalApplication {
  private let traits: TerminalTraits
  private var lines: [String] = []
  private var frames = 0

  init(traits: TerminalTraits) { self.traits = traits }

  var nextTick: ContinuousClock.Instant? { nil }

  func handle(_ event: InputEvent) -> Reaction {
    lines.append(Self.text(event))
    switch event {
    case .key(KeyPress(.character("q"))): return .quit
    case .key(KeyPress(.character("z"), .control)): return .suspend
    case .key(KeyPress(.character("l"), .control)): return .repaint
    default: return .redraw
    }
  }

  private static func text(_ event: InputEvent) -> String {
    switch event {
    case .key(let press): "key \(press.text)"
    case .mouse(let mouse):
      "mouse \(mouse.kind) at \(mouse.position.row),\(mouse.position.column) held \(mouse.modifiers.rawValue)"
    case .paste(let text): "paste \(text.debugDescription)"
    case .resize(let size): "resize \(size.columns)x\(size.rows)"
    case .focus(let gained): "focus \(gained)"
    case .wake: "wake"
    case .tick: "tick"
    case .terminate(let signal): "terminate \(signal)"
    }
  }

  func draw(on surface: inout Surface) {
    frames += 1
    let area = surface.bounds
    surface.put(
      "depth \(traits.depth.rawValue), glyphs \(traits.glyphs.rawValue), \(traits.isDark ? "dark" : "light")",
      row: 0, column: 0,
      style: Style().with(.bold), clippedTo: area)
    for (row, line) in lines.suffix(max(0, area.rows - 1)).enumerated() {
      surface.put(line, row: row + 1, column: 0, style: Style(), clippedTo: area)
    }
  }
}

/// Leaves in the way that it is told, on the key `x`.
final class Leaver: TerminalApplication {
  private let how: String
  init(how: String) { self.how = how }
  var nextTick: ContinuousClock.Instant? { nil }

  func handle(_ event: InputEvent) -> Reaction {
    guard event == .key(KeyPress(.character("x"))) else { return .redraw }
    printError("last words")
    switch how {
    case "exit": exit(7)
    case "abort": abort()
    case "trap": fatalError("trapped")
    case "bounds":
      let numbers = [1, 2, 3]
      printError("\(numbers[how.count])")
    case "pointer": UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
    case "overflow": printError("\(Self.deep(0, how.count))")
    case "thread-overflow":
      let count = how.count
      Thread.detachNewThread { CrashStack.surround { printError("\(Self.deep(0, count))") } }
    case "thread": Thread.detachNewThread { fatalError("trapped elsewhere") }
    case "divide": printError("\(1 / (how.count - 6))")
    case "hang": while true { sleep(1) }
    default: return .quit
    }
    return .nothing
  }

  private static func deep(_ depth: Int, _ more: Int) -> Int {
    depth == -1 ? 0 : 1 + deep(depth + 1, more) + more
  }

  func draw(on surface: inout Surface) {
    surface.put("waiting for x", row: 0, column: 0, style: Style(), clippedTo: surface.bounds)
  }
}

/// Is woken without pause by another thread.
final class Busy: TerminalApplication {
  private var wakes = 0
  private var keys = 0

  init(waker: Waker) {
    Thread.detachNewThread {
      while true { waker.wake() }
    }
  }

  var nextTick: ContinuousClock.Instant? { .now - .seconds(1) }

  func handle(_ event: InputEvent) -> Reaction {
    switch event {
    case .key(KeyPress(.character("q"))): return .quit
    case .key: keys += 1
    case .wake: wakes += 1
    default: break
    }
    return .redraw
  }

  func draw(on surface: inout Surface) {
    surface.put("keys \(keys) wakes \(wakes)", row: 0, column: 0, style: Style(), clippedTo: surface.bounds)
  }
}

/// On each `n` a page of another letter in other colours, with its number in the last row.
final class Pages: TerminalApplication {
  private var page = 0
  var nextTick: ContinuousClock.Instant? { nil }

  func handle(_ event: InputEvent) -> Reaction {
    switch event {
    case .key(KeyPress(.character("q"))): return .quit
    case .key(KeyPress(.character("n"))): page += 1
    default: break
    }
    return .redraw
  }

  func draw(on surface: inout Surface) {
    let letters = Array("zABCDE")
    for row in 0..<surface.size.rows - 1 {
      for column in 0..<surface.size.columns {
        // No two neighbours in the same ink: the worst that a link can get.
        let style = Style(
          foreground: Color(rgb: UInt32(page &+ 1) &* 654_435 ^ UInt32(row &* 7919 &+ column &* 104_729)))
        surface.setCell(letters[page % letters.count], row: row, column: column, style: style)
      }
    }
    surface.put(
      "page \(page) ", row: surface.size.rows - 1, column: 0, style: Style(), clippedTo: surface.bounds)
  }
}

/// Changes every cell, thirty times a second.
final class Animation: TerminalApplication {
  private var frame = 0
  private var next = ContinuousClock.now

  var nextTick: ContinuousClock.Instant? { next }

  func handle(_ event: InputEvent) -> Reaction {
    switch event {
    case .key(KeyPress(.character("q"))): return .quit
    case .tick:
      next += .milliseconds(33)
      frame += 1
    default: break
    }
    return .redraw
  }

  func draw(on surface: inout Surface) {
    for row in 0..<surface.size.rows {
      for column in 0..<surface.size.columns {
        surface.setCell(
          "▀", row: row, column: column,
          foreground: Color(
            red: UInt8(truncatingIfNeeded: frame + row), green: UInt8(truncatingIfNeeded: column), blue: 80),
          background: Color(
            red: UInt8(truncatingIfNeeded: row - frame), green: UInt8(truncatingIfNeeded: column), blue: 90))
      }
    }
  }
}
