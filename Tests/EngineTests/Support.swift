import Catalog
import Foundation
import Synchronization

@testable import Engine

/// Runs `body` with a store in an empty folder that is gone afterwards.
func inStore<T>(_ body: (RunStore) throws -> T) throws -> T {
  let folder = FileManager.default.temporaryDirectory.path + "/halftone-" + UUID().uuidString
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(RunStore(home: folder))
}

/// An experiment whose whole body is a closure.
struct Scripted: Experiment {
  var name = "scripted"
  let body: @Sendable (Settings, JobContext) throws -> JSONValue

  init(_ name: String = "scripted", _ body: @escaping @Sendable (Settings, JobContext) throws -> JSONValue) {
    self.name = name
    self.body = body
  }

  var card: Card {
    Card(
      identifier: name, title: name, summary: "For tests.",
      parameters: [
        Parameter("seed", "Seed", default: .integer(0), range: .integers(0...Int.max)),
        Parameter("rate", "A number", default: .real(1), range: .reals(0...10)),
        Parameter("word", "A word", default: .text("a"), range: .text(form: "a word")),
      ])
  }

  func title(_ settings: Settings) -> String { "\(name) \(settings.text("word"))" }
  func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue { try body(settings, context) }
}

extension Engine {
  /// Starts an experiment with its defaults.
  func start(
    _ name: String = "scripted", _ priority: Priority = .normal, stored: Bool = true,
    typed: [String: String] = [:]
  ) throws -> JobID {
    let experiment = experiments.first { $0.card.identifier == name }!
    return try perform(
      .start(
        experiment: name, settings: Settings(experiment.card, typed: typed), priority: priority,
        stored: stored))
  }

  func kinds(_ id: JobID) throws -> [String] { try recording(of: id).map(\.payload.kind) }
}

/// Collects what a subscriber sees and lets a test wait for an event instead of sleeping.
final class Watcher: Sendable {
  private let seen = Mutex<[Event]>([])
  private let subscription = Mutex<Subscription?>(nil)

  init(_ bus: EventBus) {
    let made = bus.subscribe { [weak self] in self?.collect() }
    subscription.withLock { $0 = made }
  }

  private func collect() {
    let events = subscription.withLock { $0?.drain() ?? [] }
    seen.withLock { $0 += events }
  }

  var events: [Event] {
    collect()
    return seen.withLock { $0 }
  }

  /// Waits for an event; false after `seconds`.
  func wait(_ seconds: Double = 10, for isIt: (Event) -> Bool) -> Bool {
    let end = Clock.monotonic() + seconds
    while Clock.monotonic() < end {
      if events.contains(where: isIt) { return true }
      usleep(2000)
    }
    return false
  }
}

/// Starts the program of Tests/EngineProbe, which lies beside the test bundle.
func startProbe(_ arguments: [String]) throws -> Process {
  let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  var folder = (own as NSString).deletingLastPathComponent
  // Where swiftpm-testing-helper runs the tests, the bundle's path is among the arguments.
  for argument in CommandLine.arguments where argument.hasSuffix(".xctest") {
    folder = (argument as NSString).deletingLastPathComponent
  }
  let process = Process()
  process.executableURL = URL(filePath: folder + "/EngineProbe")
  process.arguments = arguments
  try process.run()
  return process
}
