import Catalog
import Engine
import Foundation
import Synchronization
import TerminalUI
import Testing

@testable import Workbench

/// The application over a real engine and store, with experiments that only replay the sample's events.
@Suite struct WorkbenchTests {
  struct Replay: Experiment {
    let card: Card
    let events: [Event]
    /// Microseconds between events.
    let pace: UInt32
    func title(_ settings: Settings) -> String { "\(card.identifier) of the sample" }
    func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
      if settings.values["indices"] == .text("32-47") { throw UserError("indices: found 47, expected 0…39") }
      var result = JSONValue.null
      for event in events {
        switch event.payload {
        case .queued, .started, .ended: continue
        case .result(let value): result = value
        default:
          try context.checkpoint()
          context.emit(event.payload)
          usleep(pace)
        }
      }
      return result
    }
  }

  /// A workbench in a folder of its own, and what wakes it.
  final class Bench {
    let home: String
    let engine: Engine
    let workbench: Workbench
    let wakes = DispatchSemaphore(value: 0)

    init(
      home: String, tour: [TourStep] = [], theme: String? = nil, pace: UInt32 = 0,
      tidying: @escaping @Sendable () -> Void = {},
      now: @escaping () -> Double = { Date().timeIntervalSince1970 }
    ) throws {
      self.home = home
      engine = Engine(
        store: RunStore(home: home),
        experiments: [
          Replay(card: Sample.explain, events: Sample.explanation(), pace: pace),
          Replay(card: Sample.layers, events: Sample.sweep(), pace: pace),
          Replay(card: Sample.train, events: Sample.training(), pace: pace),
        ], tidying: tidying)
      workbench = try Workbench(
        WorkbenchConfiguration(
          engine: engine, catalogue: Sample.catalogue, theme: theme, themes: ThemeLibrary(folders: []),
          firstRun: tour, spell: { card, _ in "halftone \(card.identifier)" }), now: now)
      _ = workbench.handle(.resize(Size(rows: 40, columns: 120)))
    }

    func open() throws {
      try workbench.open { [wakes] in wakes.signal() }
      _ = workbench.handle(.wake)
    }

    func press(_ keys: String...) {
      for key in keys { _ = workbench.handle(.key(KeyPress(key)!)) }
    }

    /// Takes events in until the condition holds; an honest failure after ten seconds.
    func wait(until condition: (AppState) -> Bool) -> Bool {
      let deadline = DispatchTime.now() + 10
      while !condition(workbench.state) {
        guard wakes.wait(timeout: deadline) == .success else { return false }
        _ = workbench.handle(.wake)
      }
      return true
    }
  }

  private func temporaryHome() -> String { NSTemporaryDirectory() + "workbench-\(UUID().uuidString)" }

  private let tour = [
    TourStep(experiment: "train", settings: Settings(Sample.train)),
    TourStep(experiment: "layers", settings: Settings(Sample.layers), usesModel: true),
    TourStep(
      experiment: "explain", settings: Settings(Sample.explain), priority: .interactive, stored: false,
      usesModel: true),
  ]

  @Test("An empty store begins the tour by itself; a later start goes on where one left off")
  func tourAndReturn() throws {
    let home = temporaryHome()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let first = try Bench(home: home, tour: tour)
    try first.open()
    #expect(first.workbench.state.screen == .training)
    #expect(first.wait { $0.tour == nil && $0.saliencyView.answered != nil })
    #expect(first.workbench.state.screen == .layers)
    #expect(first.workbench.state.runs.listed.count == 2)
    first.press("]", "4", "m")
    first.workbench.saveInterface()
    first.engine.shutdown()

    let second = try Bench(home: home, tour: tour)
    try second.open()
    #expect(second.workbench.state.tour == nil)
    #expect(second.workbench.state.screen == .saliency)
    #expect(second.workbench.state.layersView.map == .rerandomised)
    #expect(second.workbench.state.saliencyView.method == "integrated-gradients")
    // The list alone does not hold the curves: they are read when they are wanted.
    #expect(
      second.wait { state in state.runs.listed.allSatisfy(\.isWhole) && state.saliencyView.answered != nil })
    #expect(second.workbench.state.modelRun?.series["loss/train"]?.count == 80)
    second.engine.shutdown()
  }

  @Test("Keys start a run from its form, and its result is listed")
  func form() throws {
    let home = temporaryHome()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let bench = try Bench(home: home)
    try bench.open()
    bench.press("n", "down", "down", "down", "down", "enter")
    guard case .form(let sheet)? = bench.workbench.state.overlay else {
      return #expect(Bool(false), "no form")
    }
    #expect(sheet.card.identifier == "train")
    bench.press("right", "enter")
    #expect(bench.workbench.state.overlay == nil)
    #expect(bench.wait { $0.runs.listed.first?.status == .completed })
    let run = bench.workbench.state.runs.listed[0]
    #expect(run.setting("network") == "cnn-small", "right turned to the next network on offer")
    #expect(run.keyFigure == "84.1 %")
    #expect(bench.workbench.state.screen == .training)
    bench.press("1", "d", "y")
    #expect(bench.workbench.state.runs.listed.isEmpty)
    bench.engine.shutdown()
  }

  @Test("A user error in a job is shown, and the workbench lives on with what it had")
  func userError() throws {
    let home = temporaryHome()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let bench = try Bench(home: home, tour: tour)
    try bench.open()
    #expect(bench.wait { $0.tour == nil && $0.saliencyView.answered != nil })
    bench.press("4", ">")
    #expect(bench.wait { $0.saliencyView.answeredRequest?.page == 1 })
    bench.press(">")
    #expect(bench.wait { $0.toasts.contains { $0.text == "indices: found 47, expected 0…39" } })
    #expect(bench.workbench.state.saliencyView.page == 1)
    bench.engine.shutdown()
  }

  @Test("Leaving while a run goes on interrupts it, and the next start offers to resume it")
  func interrupted() throws {
    let home = temporaryHome()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let first = try Bench(home: home, tour: tour, pace: 20_000)
    try first.open()
    #expect(first.wait { $0.trainingRun?.status == .running })
    first.press("space")
    #expect(first.wait { $0.trainingRun?.status == .paused })
    first.press("q")
    #expect(first.workbench.handle(.key(KeyPress("y")!)) == .quit)
    first.engine.shutdown()

    let second = try Bench(home: home)
    try second.open()
    #expect(second.workbench.state.toasts.first?.text == "1 interrupted run: r resumes it")
    second.press("r")
    #expect(second.wait { $0.trainingRun?.status == .completed })
    second.engine.shutdown()
  }

  @Test("An unknown theme is a user error that names the known ones")
  func theme() throws {
    #expect(throws: UserError.self) { try Bench(home: temporaryHome(), theme: "neon") }
  }

  @Test("Nothing is drawn and nothing ticks while nothing happens")
  func idle() throws {
    let home = temporaryHome()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let bench = try Bench(home: home)
    try bench.open()
    #expect(bench.workbench.handle(.wake) == .nothing)
    #expect(bench.workbench.handle(.key(KeyPress("ctrl-t")!)) == .nothing)
    #expect(bench.workbench.nextTick == nil)
  }

  @Test("Free memory goes back once the person rests after doing much, not in between, and not again")
  func quiet() throws {
    let home = temporaryHome()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let tidied = DispatchSemaphore(value: 0)
    var time = 1e9
    let bench = try Bench(home: home, tidying: { tidied.signal() }, now: { time })
    try bench.open()
    for _ in 0..<300 {
      time += 0.1
      bench.press("j")
      _ = bench.workbench.handle(.tick)
    }
    #expect(tidied.wait(timeout: .now() + 0.1) == .timedOut)
    #expect(bench.workbench.nextTick != nil)
    time += 3
    _ = bench.workbench.handle(.tick)
    #expect(tidied.wait(timeout: .now() + 10) == .success)
    time += 3
    _ = bench.workbench.handle(.tick)
    #expect(bench.workbench.nextTick == nil)
    #expect(tidied.wait(timeout: .now() + 0.1) == .timedOut)
  }
}
