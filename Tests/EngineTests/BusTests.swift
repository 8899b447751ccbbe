import Catalog
import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Engine

@Suite("The event bus")
struct BusTests {
  private static let threads = 4

  /// Posts `count` events from four threads, one job each; `payload` says which.
  private func flood(_ bus: EventBus, count: Int, payload: @escaping @Sendable (Int) -> EventPayload) {
    DispatchQueue.concurrentPerform(iterations: Self.threads) { job in
      for step in 0..<(count / Self.threads) {
        bus.post(Event(job: "job-\(job)", sequence: step, time: 0, payload: payload(step)))
      }
    }
    bus.settle()
  }

  private func progress(_ step: Int) -> EventPayload {
    .progress(Progress(phase: "p", done: step, total: 100_000, unit: "steps"))
  }

  @Test("under a flood every milestone is kept, progress is the newest, and each job's order holds")
  func milestones() {
    let bus = EventBus()
    let reader = bus.subscribe()
    flood(bus, count: 100_000) { step in
      step.isMultiple(of: 100) ? .note("\(step)") : self.progress(step)
    }
    let events = reader.drain()
    #expect(reader.takeLagging() == [])
    #expect(events.count == 1000 + Self.threads)
    for job in 0..<Self.threads {
      let own = events.filter { $0.job == "job-\(job)" }
      #expect(own.map(\.sequence) == own.map(\.sequence).sorted())
      #expect(
        own.filter { $0.payload.newestWinsKey == nil }.map(\.sequence)
          == Array(stride(from: 0, to: 25_000, by: 100)))
      #expect(own.last?.sequence == 24_999)
    }
  }

  @Test("a reader that is too slow is told which jobs it must reload, and holds no more than its capacity")
  func lagging() {
    let bus = EventBus()
    let slow = bus.subscribe(capacity: 100)
    flood(bus, count: 100_000) { .note("\($0)") }
    #expect(slow.drain().count <= 100)
    #expect(slow.takeLagging() == Set((0..<Self.threads).map { "job-\($0)" }))
    #expect(slow.takeLagging() == [])
    bus.post(Event(job: "job-0", sequence: 1, time: 0, payload: .started))
    bus.settle()
    #expect(slow.drain().count == 1)
  }

  @Test("superseded events take no room")
  func superseded() {
    var mailbox = Mailbox(capacity: 10)
    for step in 0..<100_000 {
      mailbox.offer(Event(job: "a", sequence: step, time: 0, payload: progress(step)))
      if step < 5 { mailbox.offer(Event(job: "a", sequence: step, time: 0, payload: .note(""))) }
    }
    #expect(mailbox.count == 6)
    #expect(mailbox.take().last?.sequence == 99_999)
    #expect(mailbox.lagging == [])
  }

  @Test("a reader is woken once until it drains")
  func waking() {
    let bus = EventBus()
    let wakes = Mutex(0)
    let reader = bus.subscribe { wakes.withLock { $0 += 1 } }
    for round in 1...3 {
      for step in 0..<50 {
        bus.post(Event(job: "a", sequence: step, time: 0, payload: .started))
        bus.settle()
      }
      #expect(wakes.withLock { $0 } == round)
      #expect(reader.drain().count == 50)
    }
  }

  @Test("a reader that is released or cancelled is forgotten")
  func leaving() {
    let bus = EventBus()
    let cancelled = bus.subscribe()
    weak var released: Subscription?
    do {
      let reader = bus.subscribe()
      released = reader
      cancelled.cancel()
    }
    bus.post(Event(job: "a", sequence: 0, time: 0, payload: .started))
    bus.settle()
    #expect(released == nil)
    #expect(cancelled.drain() == [])
  }
}
