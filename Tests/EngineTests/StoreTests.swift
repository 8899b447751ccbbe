import Catalog
import Foundation
import Testing

@testable import Engine

@Suite("The run store")
struct StoreTests {
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
      for content in [nil, Data(repeating: 7, count: 5000)] {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: index + suffix) }
        try content?.write(to: URL(filePath: index))
        #expect(try RunStore(home: store.home).list() == listed)
        #expect(try RunStore(home: store.home).list() == listed)
      }
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
