import Catalog
import Engine
import Foundation
import Glibc
import TerminalUI
import Testing

@testable import Workbench

/// A workbench beside other programs that work in the same store.
@Suite struct OtherProgramsTests {
  private typealias Bench = WorkbenchTests.Bench

  private func inHome(_ body: (String) throws -> Void) throws {
    let home = NSTemporaryDirectory() + "workbench-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: home) }
    try body(home)
  }

  private func engine(_ home: String, pace: UInt32) -> Engine {
    Engine(
      store: RunStore(home: home),
      experiments: [WorkbenchTests.Replay(card: Sample.train, events: Sample.training(), pace: pace)])
  }

  private func start(_ engine: Engine) throws -> JobID {
    try engine.perform(
      .start(experiment: "train", settings: Settings(Sample.train), priority: .normal, stored: true))
  }

  private func labels(_ bench: Bench) -> [String] { bench.workbench.state.footerHints.map(\.label) }

  @Test(
    "A training of another program is watched to its end: the curves grow, and then its layers can be swept")
  func end() throws {
    try inHome { home in
      let other = engine(home, pace: 10_000)
      let id = try start(other)
      let bench = try Bench(home: home)
      try bench.open()
      bench.press("3")
      #expect(bench.wait { $0.runs[id]?.isWhole == true && $0.runs[id]?.status == .running })
      let run = try #require(bench.workbench.state.runs[id])
      #expect(run.isElsewhere)
      #expect(labels(bench).contains("follow") && !labels(bench).contains("pause"))
      bench.press("2", "space")
      #expect(bench.workbench.state.toasts.last?.text.contains("runs in another program") == true)
      #expect(bench.workbench.handle(.key(KeyPress("q")!)) == .quit, "leaving does not stop it")
      let points = run.series["loss/train"]?.count ?? 0
      #expect(bench.wait { ($0.runs[id]?.series["loss/train"]?.count ?? 0) > points })
      #expect(bench.wait { $0.runs[id]?.status == .completed })
      let ended = try #require(bench.workbench.state.runs[id])
      #expect(!ended.isElsewhere && ended.keyFigure == "84.1 %")
      #expect(bench.wait { $0.runs[id]?.figures["testAccuracy"] != nil }, "its result is read too")
      #expect(ended.series["loss/train"]?.count == 80, "nothing was missed or told twice")
      bench.press("3")
      #expect(labels(bench).contains("sweep") && !labels(bench).contains("follow"))
      bench.engine.shutdown()
    }
  }

  @Test("A run that another program begins is listed, and one that it removes is gone")
  func beginning() throws {
    try inHome { home in
      let bench = try Bench(home: home)
      try bench.open()
      let other = engine(home, pace: 0)
      let id = try start(other)
      #expect(other.wait(for: id)?.outcome == .completed)
      #expect(bench.wait { $0.runs[id]?.status == .completed })
      #expect(bench.workbench.state.selected == id)
      #expect(bench.wait { $0.runs[id]?.isWhole == true })
      try other.store.remove(id)
      #expect(bench.wait { $0.runs.listed.isEmpty && $0.selected == nil })
      bench.engine.shutdown()
    }
  }

  @Test("A training whose program died is interrupted, and can be resumed here")
  func death() throws {
    try inHome { home in
      let other = engine(home, pace: 0)
      let id = try start(other)
      #expect(other.wait(for: id)?.outcome == .completed)
      // As a program leaves it that is killed: no end, but while it lives the lock is held.
      let folder = home + "/runs/\(id)"
      let lines = try String(contentsOfFile: folder + "/events.jsonl", encoding: .utf8).split(separator: "\n")
      let whole = lines.dropLast(2).joined(separator: "\n") + "\n"
      try Data(whole.utf8).write(to: URL(filePath: folder + "/events.jsonl"))
      try FileManager.default.removeItem(atPath: folder + "/result.json")
      let lock = open(folder + "/lock", O_RDWR)
      try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)

      let bench = try Bench(home: home)
      try bench.open()
      bench.press("3")
      #expect(bench.wait { $0.runs[id]?.isWhole == true })
      #expect(bench.workbench.state.runs[id]?.status == .running)
      close(lock)
      #expect(bench.wait { $0.runs[id]?.status == .interrupted })
      #expect(!labels(bench).contains("follow") && labels(bench).contains("resume"))
      #expect(bench.workbench.state.toasts.last?.text.contains("r resumes it here") == true)
      let run = try #require(bench.workbench.state.runs[id])
      #expect(run.elapsed(now: Sample.start * 2) == run.elapsed(now: Sample.start * 3), "no clock runs on")
      bench.press("r")
      #expect(bench.wait { $0.runs[id]?.status == .completed })
      #expect(bench.workbench.state.runs[id]?.isElsewhere == false)
      bench.engine.shutdown()
    }
  }
}
