import Catalog
import Foundation
import Synchronization
import Testing

@testable import Engine

/// Emits a point and comes to a checkpoint until somebody stops it.
private func endless(_ name: String = "scripted") -> Scripted {
  Scripted(name) { _, context in
    var step = 0.0
    while true {
      context.emit(.point(Point(series: "s", x: step, y: 0)))
      step += 1
      try context.checkpoint()
      usleep(500)
    }
  }
}

@Suite("Jobs")
struct EngineTests {
  @Test("a job's events, result and record are in its folder, and the list shows its figures")
  func runs() throws {
    try inStore { store in
      let experiment = Scripted { settings, context in
        for step in 0..<100 {
          context.emit(.point(Point(series: "loss/train", x: Double(step), y: settings.real("rate"))))
          try context.checkpoint()
        }
        context.emit(.started)  // not the experiment's to say
        try context.store?.update { $0.data = ["fashion-mini": "abc"] }
        return ["accuracy": 0.5, "rows": [1, 2]]
      }
      let engine = Engine(
        store: store, experiments: [experiment],
        environment: { RunEnvironment(versions: ["x": "1"], threads: 2) }
      )
      let id = try engine.start(typed: ["seed": "7", "rate": "0.25"])
      #expect(engine.wait(for: id) == Ending(.completed))

      let events = Array(try engine.recording(of: id))
      #expect(events.map(\.sequence) == Array(0..<104))
      #expect(
        events.map(\.payload.kind).filter { $0 != "point" } == ["queued", "started", "result", "ended"])
      let folder = try store.folder(id)
      #expect(try folder.result() == ["accuracy": 0.5, "rows": [1, 2]])
      let record = try folder.record()
      #expect(record.seed == 7 && record.threads == 2 && record.versions == ["x": "1"])
      #expect(record.settings["rate"] == 0.25)
      #expect(record.data["fashion-mini"] == "abc")
      let listed = try #require(try store.list().first)
      #expect(listed.id == id && listed.status == .completed && listed.figures == ["accuracy": 0.5])
      #expect(id.wholeMatch(of: /\d{8}T\d{6}Z-scripted-[0-9a-f]{4}/) != nil)
    }
  }

  @Test("a job that is only browsed leaves nothing on the disk")
  func unstored() throws {
    try inStore { store in
      let engine = Engine(store: store, experiments: [Scripted { _, context in .bool(context.store == nil) }])
      let watcher = Watcher(engine.bus)
      let id = try engine.start("scripted", .interactive, stored: false)
      #expect(engine.wait(for: id)?.outcome == .completed)
      #expect(watcher.wait { $0.payload == .result(true) })
      #expect(throws: UserError.self) { try engine.recording(of: id) }
      #expect(!FileManager.default.fileExists(atPath: store.home))
    }
  }

  @Test("pause holds a job at its checkpoint, a step lets it go one further, resume lets it go on")
  func pausing() throws {
    try inStore { store in
      let engine = Engine(store: store, experiments: [endless()])
      let watcher = Watcher(engine.bus)
      let points = { watcher.events.filter { $0.payload.kind == "point" }.count }
      let id = try engine.start()
      #expect(watcher.wait { $0.payload.kind == "point" })
      try engine.perform(.pause(id))
      #expect(watcher.wait { $0.payload == .paused })
      let before = points()
      usleep(30_000)
      #expect(points() == before)
      for step in 1...3 {
        try engine.perform(.step(id))
        #expect(watcher.wait { $0.payload == .point(Point(series: "s", x: Double(before + step - 1), y: 0)) })
        usleep(20_000)
        #expect(points() == before + step)
      }
      try engine.perform(.resume(id))
      #expect(watcher.wait { $0.payload == .point(Point(series: "s", x: Double(before + 10), y: 0)) })
      // A paused job can be cancelled too.
      try engine.perform(.pause(id))
      try engine.perform(.cancel(id))
      #expect(engine.wait(for: id, timeout: 10)?.outcome == .cancelled)
      #expect(try store.list().map(\.status) == [.cancelled])
      #expect(throws: UserError.self) { try engine.perform(.pause(id)) }
      #expect(throws: UserError.self) { try engine.perform(.cancel("no-such-job")) }
      let sequence = watcher.events.map(\.sequence)
      #expect(sequence == Array(0..<sequence.count))
    }
  }

  @Test("normal jobs run one after the other, an interactive one beside them")
  func lanes() throws {
    try inStore { store in
      let engine = Engine(store: store, experiments: [endless(), Scripted("short") { _, _ in 1 }])
      let watcher = Watcher(engine.bus)
      let first = try engine.start()
      let second = try engine.start("short")
      let third = try engine.start("short")
      let glance = try engine.start("short", .interactive, stored: false)
      #expect(engine.wait(for: glance, timeout: 10)?.outcome == .completed)
      #expect(engine.wait(for: second, timeout: 0.05) == nil)
      #expect(!watcher.events.contains { $0.job == second && $0.payload == .started })
      // One that waits and is paused lets the next one pass; one that waits can be cancelled.
      try engine.perform(.pause(second))
      let fourth = try engine.start("short")
      try engine.perform(.cancel(fourth))
      #expect(engine.wait(for: fourth, timeout: 10)?.outcome == .cancelled)
      try engine.perform(.cancel(first))
      #expect(engine.wait(for: third, timeout: 10)?.outcome == .completed)
      #expect(engine.wait(for: second, timeout: 0.05) == nil)
      try engine.perform(.resume(second))
      #expect(engine.wait(for: second, timeout: 10)?.outcome == .completed)
      #expect(engine.activeJobs == [])
      #expect(try engine.kinds(second) == ["queued", "paused", "resumed", "started", "result", "ended"])
    }
  }

  @Test("a background job takes a small share of the time while others work, and all of it otherwise")
  func background() throws {
    try inStore { store in
      let busy = Mutex(0.0)
      let spinner = Scripted("spinner") { _, context in
        while true {
          let begin = Clock.monotonic()
          while Clock.monotonic() - begin < 0.002 {}
          busy.withLock { $0 += Clock.monotonic() - begin }
          try context.checkpoint()
        }
      }
      let engine = Engine(store: store, experiments: [endless(), spinner])
      let share = { (seconds: Double) -> Double in
        let (start, begin) = (busy.withLock { $0 }, Clock.monotonic())
        usleep(UInt32(seconds * 1e6))
        return (busy.withLock { $0 } - start) / (Clock.monotonic() - begin)
      }
      let sweep = try engine.start("spinner", .background)
      #expect(share(0.3) > 0.5)
      let training = try engine.start()
      usleep(50_000)
      let beside = share(1)
      #expect(beside > 0.005 && beside < 0.15, "\(beside)")
      try engine.perform(.pause(training))
      usleep(50_000)
      #expect(share(0.3) > 0.5)
      #expect(engine.shutdown(interrupting: false))
      #expect(engine.wait(for: sweep)?.outcome == .cancelled)
    }
  }

  @Test("a shutdown interrupts what runs and what waits; a restart goes on in the same folder")
  func interrupting() throws {
    try inStore { store in
      let engine = Engine(store: store, experiments: [endless()])
      let running = try engine.start(typed: ["rate": "1", "seed": "3"])
      let waiting = try engine.start()
      #expect(engine.shutdown())
      #expect(try store.list().map(\.status) == [.interrupted, .interrupted])
      #expect(try engine.kinds(waiting) == ["queued", "ended"])
      #expect(throws: UserError.self) { try engine.start() }
      #expect(throws: UserError.self) { try engine.perform(.restart(running)) }

      let later = Engine(
        store: store,
        experiments: [
          Scripted { settings, context in
            [.bool(context.isResumed), .int(settings.integer("seed")), .double(settings.real("rate"))]
          }
        ])
      try later.perform(.restart(running))
      #expect(later.wait(for: running)?.outcome == .completed)
      #expect(try store.folder(running).result() == [true, 3, 1])
      #expect(try store.find(running).status == .completed)
    }
  }

  @Test("a user's mistake, a failure and a surprise each end the job with their line")
  func failures() throws {
    struct Odd: Error, CustomStringConvertible { let description = "matmul: 3 and 4\ndo not fit" }
    try inStore { store in
      let engine = Engine(
        store: store,
        experiments: [
          Scripted("odd") { _, _ in throw Odd() },
          Scripted("user") { _, _ in throw UserError("indices: found 9, expected 0…4") },
        ])
      let odd = try engine.start("odd")
      #expect(engine.wait(for: odd) == Ending(.failed, message: "odd: matmul: 3 and 4\u{fffd}do not fit"))
      let user = try engine.start("user")
      let ending = Ending(.failed, message: "indices: found 9, expected 0…4", isUserError: true)
      #expect(engine.wait(for: user) == ending)
      #expect(
        try store.list().compactMap(\.message) == [ending.message, "odd: matmul: 3 and 4\u{fffd}do not fit"])
      #expect(throws: UserError.self) {
        try engine.perform(
          .start(
            experiment: "usr", settings: Settings(engine.experiments[0].card), priority: .normal, stored: true
          ))
      }
    }
  }

  @Test("progress comes at most twenty times a second, the last one always, with rate and time to go")
  func progress() throws {
    try inStore { store in
      let experiment = Scripted { _, context in
        for step in 0...3000 {
          context.emit(.progress(Progress(phase: "p", done: step, total: 3000, unit: "steps")))
          try context.checkpoint()
          usleep(100)
        }
        return .null
      }
      let engine = Engine(store: store, experiments: [experiment])
      let watcher = Watcher(engine.bus)
      let begin = Clock.monotonic()
      let id = try engine.start()
      _ = engine.wait(for: id)
      let seconds = Clock.monotonic() - begin
      #expect(watcher.wait { $0.payload.kind == "ended" })
      let progress = watcher.events.compactMap { if case .progress(let p) = $0.payload { p } else { nil } }
      #expect(Double(progress.count) <= seconds * 20 + 2)
      let last = try #require(progress.last)
      #expect(last.done == 3000 && last.remaining == 0)
      #expect(last.rate! > 100 && last.rate! < 11_000)
    }
  }

  @Test("the rate forgets the past and leaves pauses out; a new phase begins anew")
  func rate() {
    var meter = RateMeter()
    func at(_ time: Double, _ done: Int, _ phase: String = "p") -> JobProgress {
      meter.complete(Progress(phase: phase, done: done, total: 1000, unit: "steps"), at: time)
    }
    #expect(at(0, 100).rate == nil)
    for step in 1...10 { _ = at(Double(step), 100 + 10 * step) }
    #expect(abs(at(11, 210).rate! - 10) < 1e-9)
    #expect(abs(at(11, 210).remaining! - 79) < 1e-9)
    for step in 1...60 { _ = at(11 + Double(step), 210 + step) }
    #expect(abs(at(72, 271).rate! - 1) < 0.05)
    #expect(at(73, 0, "q").rate == nil)
  }

  @Test("what a library needs on its thread is set up and taken down around each job")
  func surrounding() throws {
    try inStore { store in
      let depth = Mutex([Int]())
      let engine = Engine(
        store: store,
        experiments: [Scripted { _, _ in JSONValue.int(depth.withLock { $0.count }) }],
        around: { body in
          depth.withLock { $0.append(1) }
          body()
          depth.withLock { $0.append(-1) }
        })
      for round in 0..<3 {
        let id = try engine.start()
        _ = engine.wait(for: id)
        #expect(try store.folder(id).result() == .int(2 * round + 1))
      }
    }
  }

  @Test("a job that has ended is let go of, and how it ended is still known")
  func release() throws {
    try inStore { store in
      // Held by the job alone.
      weak var folder: RunFolder?
      let seen = Mutex<RunFolder?>(nil)
      let engine = Engine(
        store: store,
        experiments: [
          Scripted { _, context in
            seen.withLock { $0 = context.store }
            return true
          }
        ])
      let id = try engine.start()
      #expect(engine.wait(for: id)?.outcome == .completed)
      seen.withLock { held in
        folder = held
        held = nil
      }
      let end = Clock.monotonic() + 10
      while folder != nil, Clock.monotonic() < end { usleep(2000) }
      #expect(folder == nil)
      #expect(engine.wait(for: id)?.outcome == .completed)
      #expect(try engine.recording(of: id).contains { $0.payload.ending != nil })
      #expect(throws: UserError.self) { try engine.perform(.cancel(id)) }
      let unstored = try engine.start(stored: false)
      #expect(engine.wait(for: unstored)?.outcome == .completed)
      #expect(throws: UserError.self) { try engine.recording(of: unstored) }
    }
  }

  @Test("starting a job does not wait for its libraries; the run notes them before the experiment begins")
  func preparing() throws {
    try inStore { store in
      let isReady = DispatchSemaphore(value: 0)
      let noted = Scripted { _, context in
        .string(try context.runs.folder(context.job).record().versions["x"] ?? "")
      }
      let engine = Engine(
        store: store, experiments: [noted],
        environment: {
          isReady.wait()
          isReady.signal()
          return RunEnvironment(versions: ["x": "1"])
        })
      engine.prepare()
      let id = try engine.start()
      #expect(try store.folder(id).record().versions.isEmpty)
      isReady.signal()
      #expect(engine.wait(for: id)?.outcome == .completed)
      #expect(try store.folder(id).result() == "1")
    }
  }

  @Test("a library that cannot be had is the job's user error")
  func unprepared() throws {
    try inStore { store in
      let engine = Engine(
        store: store, experiments: [Scripted { _, _ in true }],
        environment: { throw UserError("library: not found, expected beside the program") })
      engine.prepare()
      let id = try engine.start()
      #expect(
        engine.wait(for: id)
          == Ending(.failed, message: "library: not found, expected beside the program", isUserError: true))
    }
  }

  @Test("seeds depend on the run's seed, purpose, sample and draw alone")
  func seeds() throws {
    try inStore { store in
      let engine = Engine(
        store: store,
        experiments: [
          Scripted { _, context in .string("\(context.seed(for: "noise", sample: 2, draw: 3))") }
        ])
      let id = try engine.start(typed: ["seed": "11"])
      _ = engine.wait(for: id)
      let expected = Seed(11).derive("noise", sample: 2, draw: 3)
      #expect(try store.folder(id).result() == .string("\(expected)"))
    }
  }
}
