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

  @Test("a sweep's cells come back out of its recording as they were, flips and all")
  func cells() throws {
    let bench = try Bench()
    let trained = try bench.result("train", tiny)
    let (id, figures) = try bench.result(
      "layers", ["model": trained.id, "draws": "2", "limit": "77", "sets": "0,2;fc1-fc2"])
    let events = try bench.engine.recording(of: id).compactMap { event -> Cell? in
      if case .cell(let cell) = event.payload { cell } else { nil }
    }
    let cells = SweepCells(units: 3, checkpoints: 5, draws: 2, alphas: 4, sets: 2)
    let known = cells.read(events, inputCount: 77)
    #expect(known.count == 3 * (5 + 2 + 4) + 6 + 2 * 5)
    var flips = 0
    for unit in 0..<3 {
      for checkpoint in 0..<5 {
        let cell = known[SweepPlace(.reinitialised, unit, checkpoint)]!
        #expect(cell.accuracy == figures["reinitialised"]![unit]![checkpoint]!.double!)
        #expect(cell.evaluation.loss == figures["reinitialisedLoss"]![unit]![checkpoint]!.double!)
        #expect(cell.change.p == figures["mcnemar"]![unit]![checkpoint]!.double!)
        let lost = Double(cell.change.lost - cell.change.gained) / 77
        #expect(abs(figures["baseAccuracy"]!.double! - cell.accuracy - lost) < 1e-12)
        flips += cell.change.lost
      }
      #expect(figures["mcnemar"]![unit]![4]!.double! == 1, "the last checkpoint is the trained network")
      #expect(figures["rerandomised"]![unit]!["mcnemar"]!.array!.count == 2)
    }
    #expect(flips > 0)
    #expect(cells.read(events, inputCount: 78).isEmpty)
  }

  @Test("sets of units: rows and columns of their own, and their places in the result")
  func sets() throws {
    let bench = try Bench()
    let trained = try bench.result("train", tiny)
    let (id, figures) = try bench.result(
      "layers", ["model": trained.id, "draws": "2", "limit": "90", "sets": "1;2,0,fc1;0-1;fc1,fc2,fc3"])
    let sets = figures["sets"]!.array!
    #expect(sets.map { $0["units"]! } == [["fc2"], ["fc1", "fc3"], ["fc1", "fc2"], ["fc1", "fc2", "fc3"]])
    #expect(sets[0]["accuracy"] == figures["reinitialised"]![1])
    #expect(sets[0]["mcnemar"] == figures["mcnemar"]![1])
    #expect(sets[2]["accuracy"]![0] == figures["joint"]![0]![1])
    #expect(sets[3]["accuracy"]![0] == figures["joint"]![0]![2])
    #expect(sets.allSatisfy { $0["accuracy"]![4] == figures["baseAccuracy"] })
    let grid = try bench.grids(id).first { $0.name == "sets" }
    #expect(grid?.rows == ["fc2", "fc1 + fc3", "fc1 + fc2", "fc1 + fc2 + fc3"])
    #expect(grid?.columns == ["0", "1", "2", "3", "4"])
    #expect(grid?.title == "marked units re-initialised together")
  }

  @Test("only the views that are asked for are announced, computed and told")
  func views() throws {
    let bench = try Bench()
    let trained = try bench.result("train", tiny)
    let all = try bench.result("layers", ["model": trained.id, "draws": "1", "limit": "90"])
    #expect(
      try bench.grids(all.id).map(\.name) == [
        "reinitialised", "rerandomised", "joint", "alpha", "distance-rms", "distance-relative",
        "distance-max", "correlation",
      ])
    #expect(try bench.grids(all.id)[0].rowMarks == ["", "", ""])
    let (id, figures) = try bench.result(
      "layers", ["model": trained.id, "limit": "90", "views": "sets, alpha", "sets": "0,2"])
    #expect(try bench.grids(id).map(\.name) == ["alpha", "sets"])
    #expect(figures["alphaPath"] == all.figures["alphaPath"])
    #expect(figures["sets"]![0]!["accuracy"]!.array!.count == 5)
    for absent in ["reinitialised", "joint", "rerandomised", "distance", "critical"] {
      #expect(figures[absent] == nil && (absent == "critical" || all.figures[absent] != nil))
    }
    let steps = try bench.engine.recording(of: id).compactMap { event -> JobProgress? in
      if case .progress(let progress) = event.payload { progress } else { nil }
    }
    let last = try #require(steps.last)
    // Three units at four places and their beginnings, and one set at five checkpoints.
    #expect(last.done == 20 && last.total == 20)
  }

  @Test("rows that are or hold a projection are marked, layer by layer and block by block")
  func projections() throws {
    let bench = try Bench()
    let trained = try bench.result(
      "train",
      [
        "network": "resnet18-w0.0625", "dataset": "fashion-mini-32", "train-limit": "32", "epochs": "1",
        "probes": "0",
      ])
    for (unit, marked) in [
      ("layer", ["layer2.0.downsample.0", "layer3.0.downsample.0", "layer4.0.downsample.0"]),
      ("block", ["layer2.0", "layer3.0", "layer4.0"]),
    ] {
      let (id, _) = try bench.result(
        "layers",
        [
          "model": trained.id, "unit": unit, "limit": "4", "draws": "1",
          "views": "reinitialised,rerandomised",
        ])
      let grids = try bench.grids(id).filter { $0.name != "correlation" }
      #expect(grids.count == 5)
      for grid in grids {
        let marks = try #require(grid.rowMarks)
        #expect(marks.count == grid.rows.count && Set(marks) == ["", "projection"])
        #expect(zip(grid.rows, marks).filter { $1 == "projection" }.map(\.0) == marked, "\(grid.name)")
      }
    }
  }

  @Test("the rank correlations come once every unit is reset, and are those of the result")
  func correlations() throws {
    let bench = try Bench()
    let trained = try bench.result(
      "train", tiny.merging(["network": "fcn-5x16"]) { $1 })
    let (id, figures) = try bench.result(
      "layers", ["model": trained.id, "views": "reinitialised,joint", "limit": "200"])
    var initial = 0, found: [Cell] = []
    for event in try bench.engine.recording(of: id) {
      guard case .cell(let cell) = event.payload else { continue }
      if cell.grid == "reinitialised", cell.column == 0 { initial += 1 }
      if cell.grid == "correlation" {
        #expect(initial == 6)
        found.append(cell)
      }
    }
    #expect(found.map(\.row) == [0, 1, 2])
    for (cell, name) in zip(found, ["rms", "relative", "max"]) {
      let told = try #require(figures["spearman"]?[name])
      #expect(cell.value == told["rho"]!.double! && abs(cell.value) <= 1)
      #expect(cell.details.map(\.name) == ["low", "high", "units"])
      #expect(cell.details.map(\.value) == [told["interval"]![0]!.double!, told["interval"]![1]!.double!, 6])
    }
    // Told once more from the figures themselves.
    let distances = figures["distance"]!["rms"]!.array!.map { $0[0]!.double! }
    let errors = figures["reinitialised"]!.array!.map { 1 - $0[0]!.double! }
    let order = { (values: [Double]) in values.map { value in values.count { $0 < value } } }
    if Set(errors).count == 6 {
      let squares = zip(order(distances), order(errors)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      #expect(abs(found[0].value - (1 - 6 * Double(squares) / 210)) < 1e-12)
    }
  }

  @Test("the verdicts' numbers and the critical share are figures of their own")
  func counts() throws {
    let bench = try Bench()
    let trained = try bench.result("train", tiny)
    let (id, figures) = try bench.result(
      "layers", ["model": trained.id, "views": "reinitialised", "limit": "200"])
    let verdicts = figures["verdict"]!.array!.map { $0.string! }
    for verdict in ["critical", "sensitive", "ambient"] {
      #expect(figures[verdict]!.int! == verdicts.count { $0 == verdict })
    }
    #expect(figures["units"]!.int! == 3)
    let critical = Double(verdicts.count { $0 == "critical" })
    #expect(figures["criticalShare"]!.double! == critical / 3)
    let summary = try #require(try bench.engine.store.list().first { $0.id == id })
    #expect(summary.figures["critical"] == critical && summary.figures["units"] == 3)
  }

  @Test(
    "settings that mean nothing are told in one line",
    arguments: [
      (["sets": "fc9"], "sets: found 'fc9', expected "), (["sets": "0,3"], "sets: found '3', expected "),
      (["sets": "0;0"], "sets: found '0' twice, expected each set once"),
      (["sets": "fc2-fc1"], "sets: found 'fc2-fc1', expected "), (["sets": ""], "sets: found '', expected "),
      (["views": "sets"], "views: found 'sets', which leaves nothing to compute"),
      (["views": "jont"], "views: found 'jont', expected all, or some of reinitialised, "),
    ])
  func refusals(_ settings: [String: String], _ line: String) throws {
    let bench = try Bench()
    let trained = try bench.result("train", tiny.merging(["epochs": "1"]) { $1 })
    let ending = try bench.run("layers", settings.merging(["model": trained.id]) { $1 }).ending
    #expect(ending.isUserError && ending.message?.hasPrefix(line) == true, "\(ending.message ?? "")")
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
        $0.hasPrefix("memory limit ")
          && $0.hasSuffix("half of what was available at the start; 7 MiB of it are checkpoints")
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
