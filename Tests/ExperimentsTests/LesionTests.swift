import Catalog
import Engine
import Foundation
import Testing

@testable import Experiments

private let residual = [
  "network": "resmlp-4x8", "train-limit": "300", "epochs": "2", "learning-rate": "0.05", "probes": "0",
]

@Suite("Lesions and paths through the experiments")
struct LesionTests {
  @Test("the figures are there under their names, and every cell is the figure of its lesion")
  func figures() throws {
    let bench = try Bench()
    let trained = try bench.result("train", residual)
    let settings = ["model": trained.id, "draws": "3", "most": "3", "exchanges": "4", "chunk": "200"]
    let (id, figures) = try bench.result("lesion", settings)
    #expect(figures["baseAccuracy"] == trained.figures["testAccuracy"])
    #expect(figures["blocks"]!.array!.map(\.string) == (0..<4).map { "blocks.\($0)" })
    #expect(figures["single"]!.array!.count == 4 && figures["multiple"]!.array!.count == 3)
    let permuted = figures["permuted"]!.array!
    #expect(permuted.count == 9 && permuted.allSatisfy { (-1...1).contains($0["tau"]!.double!) })
    // Sets of one are single deletions.
    let single = Set(figures["single"]!.array!.map { $0.double! })
    #expect(figures["multiple"]![0]!.array!.allSatisfy { single.contains($0.double!) })
    var last: [String: Double] = [:]
    for event in try bench.engine.recording(of: id) {
      if case .cell(let cell) = event.payload { last["\(cell.grid) \(cell.row) \(cell.column)"] = cell.value }
    }
    #expect(last.count == 4 + 9 + 9 + 16)
    // Every set of the four blocks: those of one are the single deletions, the empty one is the network.
    let subsets = figures["subsets"]!.array!
    #expect(subsets.count == 16 && subsets[0]["error"] == figures["baseError"])
    for block in 0..<4 {
      #expect(subsets[1 << block]["deleted"]!.array!.map { $0.int! } == [block])
      #expect(subsets[1 << block]["error"] == figures["single"]![block])
    }
    #expect(
      figures["rectifiersBetween"]!.array!.isEmpty && figures["stages"]!.array!.allSatisfy { $0.int == 0 })
    for (row, errors) in figures["multiple"]!.array!.enumerated() {
      for (column, error) in errors.array!.enumerated() {
        #expect(last["multiple \(row) \(column)"] == error.double!)
      }
    }
    #expect(try bench.result("lesion", settings).figures == figures, "the same seed, the same figures")
  }

  @Test("chosen blocks only are deleted, and a network without blocks has none to choose")
  func chosen() throws {
    let bench = try Bench()
    let trained = try bench.result("train", residual)
    let few = ["model": trained.id, "draws": "2", "most": "9", "exchanges": "0", "blocks": "1-2"]
    let figures = try bench.result("lesion", few).figures
    #expect(figures["blocks"]!.array!.map(\.string) == ["blocks.1", "blocks.2"])
    #expect(figures["multiple"]!.array!.count == 2 && figures["permuted"]!.array!.isEmpty)
    let plain = try bench.result("train", tiny)
    func message(_ typed: [String: String]) throws -> String {
      let (_, ending) = try bench.run("lesion", typed)
      #expect(ending.outcome == .failed)
      return ending.message ?? ""
    }
    #expect(try message(["model": plain.id, "blocks": "0"]).contains("no residual blocks"))
    #expect(try message(["model": trained.id, "blocks": "0-7"]).contains("0…3"))
    #expect(try message(["model": trained.id, "blocks": "x"]).contains("'x'"))
  }

  @Test("a plain network is deleted module by module, and cannot have its blocks chosen")
  func modules() throws {
    let bench = try Bench()
    let plain = try bench.result("train", residual.merging(["network": "plainmlp-4x8"]) { $1 })
    let settings = ["model": plain.id, "draws": "2", "most": "2", "exchanges": "2"]
    let figures = try bench.result("lesion", settings).figures
    #expect(figures["residual"]!.bool == false && figures["subsets"]!.array!.isEmpty)
    #expect(figures["blocks"]!.array!.map(\.string) == (0..<4).map { "blocks.\($0)" })
    #expect(figures["undeletable"]!.array!.isEmpty && figures["permuted"]!.array!.count == 4)
    let (_, ending) = try bench.run("lesion", settings.merging(["blocks": "1"]) { $1 })
    #expect(ending.outcome == .failed && ending.message?.contains("no residual blocks") == true)
  }

  @Test("with statistics estimated anew the lesions change and the whole network does not")
  func recalibrated() throws {
    let bench = try Bench()
    let trained = try bench.result("train", residual)
    let settings = ["model": trained.id, "draws": "2", "most": "2", "exchanges": "0"]
    let stale = try bench.result("lesion", settings).figures
    let (id, fresh) = try bench.result("lesion", settings.merging(["recalibrate": "100"]) { $1 })
    #expect(stale["recalibrated"]!.int == 0 && fresh["recalibrated"]!.int == 100)
    #expect(stale["baseError"] == fresh["baseError"] && stale["subsets"]![0] == fresh["subsets"]![0])
    #expect(stale["single"] != fresh["single"])
    #expect(try bench.result("lesion", settings.merging(["recalibrate": "100"]) { $1 }).figures == fresh)
    let notes = try bench.engine.recording(of: id).compactMap { event -> String? in
      if case .note(let text) = event.payload { text } else { nil }
    }
    #expect(notes.contains { $0.contains("100 training inputs") })
  }

  @Test("the paths' counts and shares are whole, and the exact and the sampled ends agree")
  func paths() throws {
    let bench = try Bench()
    let trained = try bench.result("train", residual)
    let (id, figures) = try bench.result(
      "paths", ["model": trained.id, "limit": "50", "draws": "3", "chunk": "20"])
    #expect(figures["count"]!.array!.map { $0.double! } == [1, 4, 6, 4, 1])
    let gradient = figures["gradient"]!.array!
    #expect(gradient.count == 5)
    // One path of length 0 and one of length 4: nothing is sampled there.
    for end in [0, 4] {
      let (exact, sampled) = (gradient[end]["exact"]!.double!, gradient[end]["sampled"]!.double!)
      #expect(abs(exact - sampled) <= 1e-9 * exact && exact > 0)
    }
    let total = figures["share"]!.array!.reduce(0.0) { $0 + $1.double! }
    #expect(abs(total - 1) < 1e-12)
    let band = figures["effective"]!
    #expect(band["from"]!.int! <= band["to"]!.int! && (0...1).contains(band["fraction"]!.double!))
    func points(_ series: String) throws -> [Point] {
      try bench.engine.recording(of: id).compactMap { event in
        guard case .point(let point) = event.payload, point.series == series else { return nil }
        return point
      }
    }
    #expect(try points("gradient/exact").last?.y == gradient[4]["exact"]!.double!)
    // What the screen draws is what the result says.
    #expect(try points("share/sampled").map(\.y) == figures["share"]!.array!.map { $0.double! })
    #expect(try points("share/exact").map(\.y) == figures["shareExact"]!.array!.map { $0.double! })
    let ends = try points("paths/effective")
    #expect(ends.map(\.x) == [Double(band["from"]!.int!), Double(band["to"]!.int!)])
    #expect(ends.allSatisfy { $0.y == band["fraction"]!.double! })
    let survival = figures["survival"]!.array!
    #expect(survival.count == 5 && survival[1].array!.map { $0.double! }.first == 1)
    #expect(try points("survival/2").map(\.y) == survival[2].array!.map { $0.double! })
    let short = try bench.result("paths", ["model": trained.id, "limit": "50", "longest": "2", "draws": "3"])
    #expect(short.figures["gradient"]!.array!.count == 3)
  }

  @Test("a plain network has no paths to tell apart, and the message says so")
  func plain() throws {
    let bench = try Bench()
    let trained = try bench.result("train", tiny)
    let (_, ending) = try bench.run("paths", ["model": trained.id])
    #expect(ending.outcome == .failed && ending.message?.contains("residual") == true)
  }
}
