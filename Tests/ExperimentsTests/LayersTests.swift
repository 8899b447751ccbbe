import Catalog
import Engine
import Foundation
import Testing

@testable import Experiments

@Suite("Layer re-initialisation through the experiment")
struct LayersTests {
  @Test("reset to the last checkpoint changes nothing, and all layers reset together are checkpoint 0")
  func ends() throws {
    let bench = try Bench()
    let trained = try bench.result("train", tiny)
    let weights = bench.home + "/runs/\(trained.id)/weights.safetensors"
    let before = try Data(contentsOf: URL(filePath: weights))
    let (id, figures) = try bench.result("layers", ["model": trained.id, "draws": "2"])
    let base = figures["baseAccuracy"]!.double!
    #expect(base == trained.figures["testAccuracy"]!.double!)
    let rows = figures["reinitialised"]!.array!
    #expect(rows.count == 3)
    for row in rows { #expect(row.array!.last!.double! == base) }
    // The training run evaluated its network before the first step.
    let start = try bench.engine.recording(of: trained.id).compactMap { event -> Double? in
      guard case .point(let point) = event.payload, point.series == "accuracy/test", point.x == 0 else {
        return nil
      }
      return point.y
    }
    #expect(start.count == 1)
    #expect(figures["joint"]![0]![2]!.double! == start[0])
    for unit in 0..<3 { #expect(figures["joint"]![unit]![unit] == figures["reinitialised"]![unit]![0]) }
    #expect(figures["joint"]![2]![0] == .null)
    for row in figures["distance"]!["rms"]!.array! { #expect(row.array!.last == 0 || row.array!.last == 0.0) }
    #expect(try Data(contentsOf: URL(filePath: weights)) == before)
    #expect(try bench.engine.store.folder(id).record().data["model"]?.string == trained.id)
  }

  @Test("a sweep's cells come back out of its recording as they were")
  func cells() throws {
    let bench = try Bench()
    let trained = try bench.result("train", tiny)
    let (id, figures) = try bench.result("layers", ["model": trained.id, "draws": "2", "limit": "77"])
    let known = try SweepCells(units: 3, checkpoints: 5, draws: 2)
      .read(bench.engine.recording(of: id), inputCount: 77)
    #expect(known.count == 3 * (5 + 2) + 6)
    for unit in 0..<3 {
      for checkpoint in 0..<5 {
        let evaluation = known[.reinitialised(unit: unit, checkpoint: checkpoint)]!
        #expect(evaluation.accuracy == figures["reinitialised"]![unit]![checkpoint]!.double!)
        #expect(evaluation.loss == figures["reinitialisedLoss"]![unit]![checkpoint]!.double!)
      }
    }
    let other = try SweepCells(units: 3, checkpoints: 5, draws: 2)
      .read(bench.engine.recording(of: id), inputCount: 78)
    #expect(other.isEmpty)
  }

  @Test("a memory limit is noted, and one that is too small is refused with what is needed")
  func memory() throws {
    let bench = try Bench()
    let trained = try bench.result(
      "train", tiny.merging(["network": "fcn-2x600", "epochs": "1"]) { $1 })
    let ending = try bench.run("layers", ["model": trained.id, "draws": "1", "memory": "1"]).ending
    #expect(ending.outcome == .failed)
    #expect(ending.message?.hasPrefix("memory: found a limit of 1 MiB, expected at least ") == true)
    let (id, figures) = try bench.result("layers", ["model": trained.id, "draws": "1", "limit": "50"])
    let notes = try bench.engine.recording(of: id).compactMap { event -> String? in
      if case .note(let line) = event.payload { line } else { nil }
    }
    #expect(
      notes.contains {
        $0.hasPrefix("memory limit ") && $0.hasSuffix("half of what was available at the start")
      })
    let (_, limited) = try bench.result(
      "layers", ["model": trained.id, "draws": "1", "limit": "50", "memory": "64"])
    #expect(
      limited["reinitialisedLoss"] == figures["reinitialisedLoss"] && limited["joint"] == figures["joint"])
  }

  @Test("available memory is the less of the kernel's and the control group's")
  func available() {
    #expect(AvailableMemory.kernel("MemTotal: 9 kB\nMemAvailable:   2048 kB\n") == 2048 * 1024)
    #expect(AvailableMemory.kernel("MemTotal: 9 kB\n") == nil)
    #expect(AvailableMemory.group("1000\n", "700\n", "anon 5\ninactive_file 100\nfile 4") == 400)
    #expect(AvailableMemory.group("max\n", "700\n", "") == nil && AvailableMemory.group("", "", "") == nil)
    #expect(AvailableMemory.bytes().map { $0 > 1 << 20 } == true)
  }
}
