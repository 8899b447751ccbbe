import CNcurses
import Catalog
import Foundation

/// A terminal and its loop. Open it, run an application, close it; all on one thread, best that of a synchronous `main`.
///
/// The loop sleeps in poll(2) until there is a key, a signal, a wake-up, or room for output; it draws at most some thirty frames a
/// second, and a frame after a key sooner than that.
public final class TerminalSession {
  private let terminal: Terminal
  private let wakePipe: Pipe
  private let clock = ContinuousClock()

  private var needsFrame = true
  private var followsInput = true
  private var lastFrame: ContinuousClock.Instant?
  private var lastDropped: ContinuousClock.Instant?
  private var lastWake: ContinuousClock.Instant?
  private var isSizeNew = false
  private var end: LoopEnd?

  /// Takes the terminal.
  /// - Throws: `UserError` if there is none (the line names the way without), or if it cannot move its cursor.
  public init(_ options: TerminalOptions = TerminalOptions()) throws {
    wakePipe = try Pipe()
    terminal = try Terminal(options)
  }

  /// For other threads.
  public var waker: Waker { Waker(pipe: wakePipe) }
  /// Colours, characters and ground of the terminal.
  public var traits: TerminalTraits { terminal.traits }
  public var size: Size { terminal.size }
  /// What was sent, what was dropped, and how long it took.
  public var statistics: OutputStatistics { terminal.presenter.statistics }

  /// Gives the terminal back as it was. Also happens when the session goes, and on every other way out of the process.
  public func close() { terminal.close() }

  /// Sends bytes that draw nothing, such as those for the clipboard, between two frames.
  func send(_ bytes: [UInt8]) { terminal.send(bytes) }

  /// Says where a crash leaves its report, and what is printed beside the report's path: where the work is.
  public func describeCrash(report: String, note: String) {
    terminal.describeCrash(report: report, note: note)
  }

  private static let frameInterval = Duration.milliseconds(33)
  private static let inputFrameInterval = Duration.milliseconds(8)
  /// Jobs may wake the loop thousands of times a second; it listens this often.
  private static let wakeInterval = Duration.milliseconds(16)

  /// Runs until the application quits, a signal asks for the end, or the terminal goes away. The terminal stays open: see `close()`.
  public func run(_ application: some TerminalApplication) -> LoopEnd {
    end = nil
    isSizeNew = false
    // What was typed while the terminal was asked for its colours comes after the size.
    var events = [.resize(terminal.size)] + terminal.readEvents()
    var lastTick: ContinuousClock.Instant?
    while true {
      for event in events where end == nil { react(application.handle(event), to: event) }
      // After the events: one of them may have been ^Z, and the window another when it came back.
      if isSizeNew, end == nil {
        isSizeNew = false
        let event = InputEvent.resize(terminal.size)
        react(application.handle(event), to: event)
        needsFrame = true
      }
      if let end { return end }
      drawIfDue(application)
      // A tick that is not moved on must not keep the loop spinning.
      let tick = application.nextTick.map { max($0, lastTick.map { $0 + Self.frameInterval } ?? $0) }
      events = wait(until: tick)
      if let tick, tick <= clock.now {
        lastTick = clock.now
        events.append(.tick)
      }
    }
  }

  private func react(_ reaction: Reaction, to event: InputEvent) {
    if needsFrame, reaction == .redraw, isHeld { countDropped() }
    if case .terminate(let signal) = event { end = .signal(signal) }
    switch reaction {
    case .nothing: return
    case .quit: end = end ?? .quit
    case .suspend:
      terminal.suspend()
      _ = terminal.signals.drain()
      takeNewSize()
    case .repaint: terminal.presenter.invalidate()
    case .redraw: break
    }
    needsFrame = true
    if event != .wake && event != .tick { followsInput = true }
  }

  private func takeNewSize() {
    terminal.resized()
    isSizeNew = true
  }

  // MARK: Drawing

  /// When the next frame may be drawn; nil if none is wanted, or the last is still on its way.
  private var frameTime: ContinuousClock.Instant? {
    let presenter = terminal.presenter
    guard needsFrame || presenter.isBehind, presenter.isReady else { return nil }
    let isUrgent = needsFrame && followsInput
    let due =
      lastFrame.map { $0 + (isUrgent ? Self.inputFrameInterval : Self.frameInterval) } ?? clock.now
    return presenter.nextTime(followsInput: isUrgent).map { max(due, $0) } ?? due
  }

  /// Whether the link, and not the clock, keeps a frame back.
  private var isHeld: Bool {
    guard terminal.presenter.isReady else { return true }
    return terminal.presenter.nextTime(followsInput: followsInput).map { $0 > clock.now } ?? false
  }

  /// States come faster than frames would; only those that would have been frames count.
  private func countDropped() {
    let now = clock.now
    if let lastDropped, now < lastDropped + Self.frameInterval { return }
    lastDropped = now
    terminal.presenter.countDropped()
  }

  private func drawIfDue(_ application: some TerminalApplication) {
    guard let frameTime, frameTime <= clock.now else { return }
    guard needsFrame else {
      lastFrame = clock.now
      return terminal.presenter.proceed()
    }
    let answersInput = followsInput
    needsFrame = false
    followsInput = false
    lastFrame = clock.now
    var surface = Surface(size: terminal.size, traits: terminal.traits)
    application.draw(on: &surface)
    terminal.presenter.present(surface, followsInput: answersInput)
  }

  // MARK: Waiting

  /// Sleeps until something is there or the time has come, and takes it out.
  private func wait(until tick: ContinuousClock.Instant?) -> [InputEvent] {
    let now = clock.now
    let wakeTime = lastWake.map { $0 + Self.wakeInterval }
    let hearsWakes = wakeTime.map { $0 <= now } ?? true
    terminal.presenter.giveUp()
    let isWriting = terminal.presenter.isWriting
    // poll leaves out negative descriptors.
    var descriptors = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: terminal.signals.reading, events: Int16(POLLIN), revents: 0),
      pollfd(fd: hearsWakes ? wakePipe.reading : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: isWriting ? terminal.outputDescriptor : -1, events: Int16(POLLOUT), revents: 0),
    ]
    let times = [tick, frameTime, terminal.presenter.deadline, hearsWakes ? nil : wakeTime].compactMap { $0 }
    let count = poll(&descriptors, nfds_t(descriptors.count), Self.milliseconds(from: now, to: times.min()))
    guard count > 0 else { return [] }

    var events: [InputEvent] = []
    if descriptors[1].revents != 0 { events += readSignals() }
    if descriptors[0].revents != 0 {
      // Readable with nothing to read is the end of the terminal, as hanging up is: it would be readable for ever.
      if descriptors[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 || cn_readable(STDIN_FILENO) <= 0 {
        end = end ?? .terminalLost
      } else {
        events += terminal.readEvents()
      }
    }
    if descriptors[2].revents != 0 {
      _ = wakePipe.drain()
      lastWake = clock.now
      events.append(.wake)
    }
    if descriptors[3].revents != 0 { terminal.presenter.flush() }
    if terminal.isLost { end = end ?? .terminalLost }
    return events
  }

  private func readSignals() -> [InputEvent] {
    var events: [InputEvent] = []
    for byte in Set(terminal.signals.drain()).sorted() {
      switch Int(byte) {
      case CN_RESIZED: takeNewSize()
      case CN_CONTINUED:
        terminal.resume()
        takeNewSize()
      case CN_SUSPEND: react(.suspend, to: .focus(false))
      case CN_TERMINATE: events.append(.terminate(signal: cn_guard_signal()))
      default: break
      }
    }
    return events
  }

  /// For poll: rounded up, or the loop would turn a few times before each time that it waits for; -1 for ever.
  private static func milliseconds(
    from now: ContinuousClock.Instant, to time: ContinuousClock.Instant?
  ) -> Int32 {
    guard let time else { return -1 }
    let (seconds, attoseconds) = now.duration(to: time).components
    if seconds < 0 || attoseconds < 0 { return 0 }
    if seconds > 3600 { return 3_600_000 }
    return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
