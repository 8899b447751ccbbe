import Catalog
import Foundation
import Testing

@testable import Engine

@Suite("A run's events on the disk")
struct EventFileTests {
  /// Runs `body` with the path of a file that is still to be made.
  private func inEventsFile(_ body: (String) throws -> Void) throws {
    try inStore { store in
      try FileManager.default.createDirectory(atPath: store.home, withIntermediateDirectories: true)
      try body(store.home + "/events.jsonl")
    }
  }

  private func open(_ path: String) throws -> EventWriter { try EventWriter(path: path, job: "j") }

  private func sequences(_ path: String) throws -> [Int] { try Recording(path: path).map(\.sequence) }

  private func write(_ text: String, _ path: String) throws {
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  private func event(_ sequence: Int, _ payload: EventPayload, time: Double = 0) -> Event {
    Event(job: "j", sequence: sequence, time: time, payload: payload)
  }

  @Test("a torn last line is dropped when read and cut off when the file goes on")
  func torn() throws {
    try inEventsFile { path in
      let writer = try open(path)
      for step in 0..<10 { writer.append(event(step, .note("\(step)"))) }
      try writer.finish()
      let whole = try Data(contentsOf: URL(filePath: path))
      #expect(String(decoding: whole.prefix(22), as: UTF8.self) == "{\"schema\":1,\"job\":\"j\"}")
      for cut in [1, 2, 30, 60] {
        try whole.dropLast(cut).write(to: URL(filePath: path))
        #expect(try sequences(path) == Array(0..<9))
        let next = try open(path)
        #expect(next.nextSequence == 9)
        next.append(event(9, .note("9")))
        try next.finish()
        #expect(try Data(contentsOf: URL(filePath: path)) == whole)
      }
      // Torn within line 1: begun anew.
      try whole.prefix(5).write(to: URL(filePath: path))
      #expect(throws: UserError.self) { try Recording(path: path) }
      #expect(try open(path).nextSequence == 0)
      #expect(try sequences(path).isEmpty)
    }
  }

  @Test("lines that are no events are passed over; a newer schema and other files are refused")
  func strangeLines() throws {
    try inEventsFile { path in
      let good = #"{"job":"j","payload":{"kind":"started"},"sequence":4,"time":1}"#
      let bad = #"{"job":"j","payload":{"kind":"point","value":7},"sequence":5,"time":1}"#
      let long = String(repeating: "x", count: 700_000)
      try write("{\"schema\":1}\n\(bad)\n\n\(long)\n\u{0}\n\(good)\n", path)
      #expect(try sequences(path) == [4])
      #expect(try EventTail.lastSequence(path: path) == 5)
      try write("{\"schema\":2}\n", path)
      #expect(throws: UserError("\(path): found schema 2, expected 1 or older")) { try Recording(path: path) }
      for other in ["hello\n", ""] {
        try write(other, path)
        #expect(throws: UserError.self) { try Recording(path: path) }
      }
    }
  }

  @Test("a recording that is still being written can be followed, half lines included")
  func following() throws {
    try inEventsFile { path in
      let writer = try open(path)
      var reader = try Recording(path: path).makeIterator()
      #expect(reader.next() == nil)
      for step in 0..<5 {
        writer.append(event(step, .note("\(step)")))
        try writer.flush()
        #expect(reader.next()?.sequence == step)
        #expect(reader.next() == nil)
      }
      try writer.finish()
      let line = try EventLine().encode(event(5, .started)) + Data("\n".utf8)
      let file = try FileHandle(forWritingTo: URL(filePath: path))
      try file.seekToEnd()
      for part in [line.prefix(20), line.dropFirst(20)] {
        #expect(reader.next() == nil)
        try file.write(contentsOf: part)
      }
      #expect(reader.next()?.sequence == 5)
    }
  }

  @Test("pictures are thinned to one per name and second, the last among them; milestones are not")
  func thinning() throws {
    try inEventsFile { path in
      let writer = try open(path)
      for step in 0..<100 {
        let name = step.isMultiple(of: 2) ? "a" : "b"
        let pictures = Pictures(
          name: name, title: "", values: ArrayValue([Float(step)], shape: [1, 1, 1, 1]), isSigned: false,
          captions: [])
        writer.append(event(2 * step, .pictures(pictures), time: Double(step) * 0.05))
        writer.append(event(2 * step + 1, .note(""), time: Double(step) * 0.05))
      }
      try writer.finish(event(200, .ended(Ending(.completed))))
      let events = Array(try Recording(path: path))
      #expect(events.filter { $0.payload.kind == "note" }.count == 100)
      #expect(
        events.last?.payload == .ended(Ending(.completed)), "the end is the last line, whatever was held back"
      )
      let pictures = events.filter { $0.payload.kind == "pictures" }
      #expect(pictures.count == 12)
      #expect(Set(pictures.suffix(2).map(\.sequence)) == [196, 198])
    }
  }
}
