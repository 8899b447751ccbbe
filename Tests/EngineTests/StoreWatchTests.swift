import Catalog
import Dispatch
import Foundation
import Testing

@testable import Engine

@Suite("What other programs do in the same store")
struct StoreWatchTests {
  /// An engine whose one experiment says a line whenever it is let, and ends when it is told.
  private final class Other: Sendable {
    let engine: Engine
    private let turn = DispatchSemaphore(value: 0)
    private let said = DispatchSemaphore(value: 0)

    init(_ store: RunStore) {
      engine = Engine(
        store: RunStore(home: store.home),
        experiments: [
          Scripted { [turn, said] _, context in
            for line in 1...2 {
              turn.wait()
              try context.checkpoint()
              context.emit(.note("line \(line)"))
              try context.store?.flush()
              said.signal()
            }
            turn.wait()
            try context.checkpoint()
            return ["accuracy": 0.5]
          }
        ])
    }

    func speak() {
      turn.signal()
      said.wait()
    }

    func end() { for _ in 0..<3 { turn.signal() } }
  }

  private func statuses(_ changes: [StoreChange]) -> [RunStatus] {
    changes.compactMap { if case .stands(let summary) = $0 { summary.status } else { nil } }
  }

  private func kinds(_ changes: [StoreChange]) -> [String] {
    changes.flatMap { change -> [String] in
      if case .said(_, let events) = change { events.map(\.payload.kind) } else { [] }
    }
  }

  @Test("a run begins, speaks and ends: each is told once, its end with its figures")
  func course() throws {
    try inStore { store in
      let other = Other(store)
      let watch = StoreWatch(Engine(store: store, experiments: []), listed: []) { _ in }
      #expect(watch.look().isEmpty, "the store does not exist yet")
      let id = try other.engine.start()
      other.speak()
      #expect(statuses(watch.look()) == [.running])
      #expect(watch.look().isEmpty, "what was said before is for a reader to read")
      other.speak()
      #expect(kinds(watch.look()) == ["note"])
      other.end()
      #expect(other.engine.wait(for: id)?.outcome == .completed)
      let last = watch.look()
      #expect(kinds(last) == ["result", "ended"])
      guard case .stands(let summary)? = last.last else { return #expect(Bool(false), "its end is told") }
      #expect(summary.status == .completed && summary.figures == ["accuracy": 0.5])
      #expect(watch.look().isEmpty)
      try store.remove(id)
      #expect(watch.look() == [.removed(id)])
    }
  }

  @Test("a run that was running when it was listed is followed from there on, and one resumed later anew")
  func resumed() throws {
    try inStore { store in
      let other = Other(store)
      let id = try other.engine.start()
      other.speak()
      let watch = StoreWatch(Engine(store: store, experiments: []), listed: try store.list()) { _ in }
      #expect(watch.look().isEmpty)
      try other.engine.perform(.cancel(id))
      other.end()
      #expect(other.engine.wait(for: id)?.outcome == .cancelled)
      let end = watch.look()
      #expect(kinds(end) == ["ended"] && statuses(end) == [.cancelled])

      let second = Other(store)
      try second.engine.perform(.restart(id))
      second.speak()
      #expect(statuses(watch.look()) == [.running])
      second.speak()
      second.end()
      #expect(second.engine.wait(for: id)?.outcome == .completed)
      let last = watch.look()
      #expect(kinds(last).last == "ended" && statuses(last) == [.completed])
    }
  }

  @Test("of a program that dies no stream tells, but its lock does")
  func death() throws {
    try inStore { store in
      let process = try startProbe([store.home])
      let deadline = Clock.monotonic() + 20
      while try store.list().first?.status != .running, Clock.monotonic() < deadline { usleep(2000) }
      let watch = StoreWatch(Engine(store: store, experiments: []), listed: try store.list()) { _ in }
      while watch.look().isEmpty, Clock.monotonic() < deadline { usleep(2000) }
      Glibc.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let last = watch.look()
      #expect(statuses(last) == [.interrupted] && !kinds(last).contains("ended"))
      #expect(watch.look().isEmpty)
    }
  }

  @Test("this program's own jobs are the bus's to tell")
  func own() throws {
    try inStore { store in
      let own = Other(store)
      let watch = StoreWatch(own.engine, listed: []) { _ in }
      let id = try own.engine.start()
      own.speak()
      #expect(watch.look().isEmpty)
      own.end()
      #expect(own.engine.wait(for: id)?.outcome == .completed)
      #expect(watch.look().isEmpty)
      #expect(watch.look().isEmpty)
    }
  }

  @Test("it looks by itself, and no more once nobody holds it")
  func begun() throws {
    try inStore { store in
      let told = DispatchSemaphore(value: 0)
      var watch: StoreWatch? = StoreWatch(Engine(store: store, experiments: []), listed: []) { _ in
        told.signal()
      }
      watch?.begin()
      let other = Other(store)
      let id = try other.engine.start()
      other.end()
      #expect(other.engine.wait(for: id)?.outcome == .completed)
      #expect(told.wait(timeout: .now() + 10) == .success)
      weak let left = watch
      watch = nil
      let deadline = Clock.monotonic() + 5
      while left != nil, Clock.monotonic() < deadline { usleep(5000) }
      #expect(left == nil)
    }
  }
}
