import Catalog
import Foundation
import Synchronization
import Testing

@testable import Engine

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
        try context.store?.update { $0.data = ["fashion-mini": "abc"] }
        return ["accuracy": 0.5, "rows": [1, 2]]
      }
      let engine = Engine(
        store: store, experiments: [experiment], environment: RunEnvironment(versions: ["x": "1"], threads: 2)
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
    }
  }
}
