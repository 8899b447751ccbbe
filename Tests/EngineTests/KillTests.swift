import Catalog
import Foundation
import Testing

@testable import Engine

@Suite("A program that dies")
struct KillTests {
  @Test(
    "after kill -9 at any moment the run is whole, counts as interrupted, and goes on",
    arguments: [5, 40, 150, 300])
  func kill(milliseconds: UInt32) throws {
    try inStore { store in
      let process = try startProbe([store.home])
      // From the first stored events on, so that the kill falls into the writing.
      let deadline = Clock.monotonic() + 20
      while Clock.monotonic() < deadline {
        let id = try store.list().first?.id
        if let id, let events = try? store.folder(id).recording(),
          events.contains(where: { $0.sequence > 64 })
        {
          break
        }
        usleep(1000)
      }
      let id = try #require(try store.list().first?.id)
      #expect(try store.folder(id).status == .running)
      #expect(throws: UserError.self) { try store.remove(id) }
      usleep(milliseconds * 1000)
      Glibc.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()

      #expect(try store.list().map(\.status) == [.interrupted])
      let events = Array(try store.folder(id).recording())
      #expect(events.count > 64)
      #expect(events.map(\.sequence) == Array(0..<events.count))

      let engine = Engine(
        store: store,
        experiments: [Scripted("endless") { _, context in ["isResumed": .bool(context.isResumed)] }])
      try engine.perform(.restart(id))
      #expect(engine.wait(for: id)?.outcome == .completed)
      let continued = Array(try engine.recording(of: id))
      #expect(Array(continued.prefix(events.count)) == events)
      #expect(continued.map(\.sequence) == Array(0..<continued.count))
      #expect(
        continued.dropFirst(events.count).map(\.payload.kind) == ["queued", "started", "result", "ended"])
      #expect(try store.folder(id).result() == ["isResumed": true])
      #expect(throws: UserError("\(id): is complete; there is nothing to resume")) {
        try engine.perform(.restart(id))
      }
    }
  }

  @Test("on a full disk the job fails with one clear line, and what was stored stays whole")
  func full() throws {
    try inStore { store in
      let process = try startProbe([store.home, "100000"])
      process.waitUntilExit()
      #expect(process.terminationStatus == 2)
      let run = try #require(try store.list().first)
      // The end had no room either; so the run can be resumed once there is some.
      #expect(run.status == .interrupted)
      let folder = try store.folder(run.id)
      let events = Array(try folder.recording())
      #expect(events.count > 100)
      #expect(events.map(\.sequence) == Array(0..<events.count))
      let log = try String(contentsOfFile: folder.path(of: "log.txt"), encoding: .utf8)
      #expect(log.contains("events.jsonl: cannot be written: File too large"))
    }
  }
}
