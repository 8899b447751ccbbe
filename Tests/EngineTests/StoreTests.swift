import Catalog
import Foundation
import Testing

@testable import Engine

@Suite("The run store")
struct StoreTests {
  private func event(_ sequence: Int, _ payload: EventPayload, time: Double = 0) -> Event {
    Event(job: "j", sequence: sequence, time: time, payload: payload)
  }

  private func engine(_ store: RunStore, _ names: [String] = ["scripted"]) -> Engine {
    Engine(store: store, experiments: names.map { Scripted($0) { _, _ in ["accuracy": 0.5] } })
  }

  private func complete(_ engine: Engine, _ name: String = "scripted", word: String = "a") throws -> JobID {
    let id = try engine.start(name, typed: ["word": word])
    #expect(engine.wait(for: id)?.outcome == .completed)
    return id
  }

  @Test("the home is --home, HALFTONE_HOME, the XDG data directory, in this order")
  func homes() {
    let all = ["HALFTONE_HOME": "/h", "XDG_DATA_HOME": "/x", "HOME": "/u"]
    #expect(RunStore(home: "/given", environment: all).home == "/given")
    #expect(RunStore(environment: all).home == "/h")
    #expect(RunStore(environment: ["XDG_DATA_HOME": "/x", "HOME": "/u"]).home == "/x/halftone")
    #expect(
      RunStore(environment: ["XDG_DATA_HOME": "not/absolute", "HOME": "/u"]).home
        == "/u/.local/share/halftone")
  }

  @Test("looking at an empty store creates nothing")
  func empty() throws {
    try inStore { store in
      let runs = try store.list()
      #expect(runs.isEmpty)
      #expect(throws: UserError.self) { try store.find("latest") }
      #expect(!FileManager.default.fileExists(atPath: store.home))
    }
  }

  @Test("the index is rebuilt when it is gone, damaged, or wrong about the folders")
  func index() throws {
    try inStore { store in
      let engine = engine(store)
      let ids = try (0..<3).map { _ in try complete(engine) }
      let listed = try store.list()
      #expect(Set(listed.map(\.id)) == Set(ids))
      let index = store.home + "/index.sqlite"
      #expect(FileManager.default.fileExists(atPath: index))
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: index + suffix) }
      #expect(try RunStore(home: store.home).list() == listed)
      for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: index + suffix) }
      try Data(repeating: 7, count: 5000).write(to: URL(filePath: index))
      #expect(try RunStore(home: store.home).list() == listed)
      #expect(try RunStore(home: store.home).list() == listed)
      try FileManager.default.removeItem(atPath: store.runs + "/" + ids[1])
      #expect(try store.list().map(\.id) == listed.map(\.id).filter { $0 != ids[1] })
    }
  }

  @Test("an index that was written by something else is replaced")
  func strangeIndex() throws {
    try inStore { store in
      let id = try complete(engine(store))
      let index = RunIndex(path: store.home + "/other.sqlite")
      try FileManager.default.createDirectory(
        atPath: store.home + "/folder.sqlite", withIntermediateDirectories: true)
      // A folder stands where the file should be: the index lives in memory.
      let memory = RunIndex(path: store.home + "/folder.sqlite")
      let entry = RunIndex.Entry(summary: try store.folder(id).summary(), length: 7)
      for index in [index, memory] {
        try index.put([entry])
        #expect(try index.entries() == [entry])
        try index.remove([id])
        #expect(try index.entries().isEmpty)
      }
    }
  }

  @Test("runs are found by id, name, title, experiment, latest, beginning and last digits")
  func finding() throws {
    try inStore { store in
      let engine = engine(store, ["layers", "train"])
      let first = try complete(engine, "train", word: "first")
      let second = try complete(engine, "train", word: "second")
      let sweep = try complete(engine, "layers")
      try store.rename(first, to: "good")
      #expect(try store.find(first).id == first)
      #expect(try store.find("good").id == first)
      #expect(try store.find("train second").id == second)
      #expect(try store.find("train").id == second)
      #expect(try store.find("latest").id == sweep)
      #expect(try store.find(String(sweep.suffix(4))).id == sweep)
      #expect(try store.find(String(sweep.dropLast())).id == sweep)
      #expect(try store.list().map(\.id) == [sweep, second, first])
      let message = { (name: String) in
        do { return try store.find(name).id } catch { return (error as? UserError)?.message ?? "\(error)" }
      }
      #expect(message("god") == "unknown run 'god'; did you mean 'good'?")
      #expect(message("20").contains("is not unique: \(sweep), \(second), \(first)"))
      #expect(message("secon").contains("near it: \(second)"))
      #expect(message("../../etc").contains("unknown run"))
      #expect(throws: UserError.self) { try store.rename(second, to: "good") }
      #expect(throws: UserError.self) { try store.rename(second, to: "a/b") }
    }
  }

  @Test("a removed run is gone with its folder; one that runs is refused")
  func removing() throws {
    try inStore { store in
      let engine = engine(store)
      let id = try complete(engine)
      let lock = try store.folder(id).lock()
      #expect(try store.folder(id).status == .running)
      #expect(throws: UserError.self) { try store.remove(id) }
      #expect(throws: UserError.self) { try store.folder(id).lock() }
      withExtendedLifetime(lock) {}
      _ = consume lock
      try store.remove(id)
      #expect(try store.list().isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: store.runs).isEmpty)
      #expect(throws: UserError.self) { try store.remove(id) }
    }
  }

  @Test("a torn last line is dropped when read and cut off when the file goes on")
  func torn() throws {
    try inStore { store in
      try FileManager.default.createDirectory(atPath: store.home, withIntermediateDirectories: true)
      let path = store.home + "/events.jsonl"
      let writer = try EventWriter(path: path, job: "j")
      for step in 0..<10 { writer.append(event(step, .note("\(step)"))) }
      try writer.finish()
      let whole = try Data(contentsOf: URL(filePath: path))
      #expect(String(decoding: whole.prefix(22), as: UTF8.self) == "{\"schema\":1,\"job\":\"j\"}")
      for cut in [1, 2, 30, 60] {
        try whole.dropLast(cut).write(to: URL(filePath: path))
        #expect(try Recording(path: path).map(\.sequence) == Array(0..<9))
        let next = try EventWriter(path: path, job: "j")
        #expect(next.nextSequence == 9)
        next.append(event(9, .note("9")))
        try next.finish()
        #expect(try Data(contentsOf: URL(filePath: path)) == whole)
      }
      // Torn within line 1: begun anew.
      try whole.prefix(5).write(to: URL(filePath: path))
      #expect(throws: UserError.self) { try Recording(path: path) }
      #expect(try EventWriter(path: path, job: "j").nextSequence == 0)
      #expect(try Recording(path: path).map(\.sequence).isEmpty)
    }
  }

  @Test("lines that are no events are passed over; a newer schema and other files are refused")
  func strangeLines() throws {
    try inStore { store in
      try FileManager.default.createDirectory(atPath: store.home, withIntermediateDirectories: true)
      let path = store.home + "/events.jsonl"
      let good = #"{"job":"j","payload":{"kind":"started"},"sequence":4,"time":1}"#
      let bad = #"{"job":"j","payload":{"kind":"point","value":7},"sequence":5,"time":1}"#
      let long = String(repeating: "x", count: 700_000)
      try "{\"schema\":1}\n\(bad)\n\n\(long)\n\u{0}\n\(good)\n".write(
        toFile: path, atomically: false, encoding: .utf8)
      #expect(try Recording(path: path).map(\.sequence) == [4])
      #expect(try EventTail.lastSequence(path: path) == 5)
      try "{\"schema\":2}\n".write(toFile: path, atomically: false, encoding: .utf8)
      #expect(throws: UserError("\(path): found schema 2, expected 1 or older")) { try Recording(path: path) }
      try "hello\n".write(toFile: path, atomically: false, encoding: .utf8)
      #expect(throws: UserError.self) { try Recording(path: path) }
      try "".write(toFile: path, atomically: false, encoding: .utf8)
      #expect(throws: UserError.self) { try Recording(path: path) }
    }
  }

  @Test("a recording that is still being written can be followed, half lines included")
  func following() throws {
    try inStore { store in
      try FileManager.default.createDirectory(atPath: store.home, withIntermediateDirectories: true)
      let path = store.home + "/events.jsonl"
      let writer = try EventWriter(path: path, job: "j")
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
    try inStore { store in
      try FileManager.default.createDirectory(atPath: store.home, withIntermediateDirectories: true)
      let path = store.home + "/events.jsonl"
      let writer = try EventWriter(path: path, job: "j")
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

  @Test("a store that cannot be written is one clear line", arguments: ["/proc/self/halftone", "/dev/null"])
  func readOnly(home: String) throws {
    let engine = engine(RunStore(home: home))
    do {
      _ = try engine.start()
      Issue.record("started in \(home)")
    } catch let error as UserError {
      #expect(error.message.hasPrefix("\(home)/runs: a run's folder cannot be made: "))
      #expect(!error.message.contains("\n") && error.message.count < 120)
    }
    #expect(try RunStore(home: home).list().isEmpty)
  }
}
