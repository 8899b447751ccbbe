import Catalog
import Engine
import Foundation
import Testing

@testable import Experiments

@Suite("Sweeps of damaged runs")
struct BadSweepTests {
  private static let normed = tiny.merging(["network": "resmlp-2x8", "epochs": "1"]) { $1 }

  /// What a sweep says, and the notes of its run, after a file of the training's was changed so.
  private func sweep(
    _ file: String, _ settings: [String: String] = [:], _ change: (inout [String: ArrayValue]) -> Void
  ) throws -> (ending: Ending, notes: [String]) {
    let bench = try Bench()
    let trained = try bench.result("train", Self.normed)
    let path = try bench.engine.store.folder(trained.id).path(of: file)
    var arrays = try Safetensors(contentsOf: path).arrays()
    change(&arrays)
    try Safetensors.write(arrays, to: path)
    let settings = ["model": trained.id, "limit": "40", "views": "reinitialised"].merging(settings) { $1 }
    let (id, ending) = try bench.run("layers", settings)
    let notes = try bench.engine.recording(of: id).compactMap { event -> String? in
      if case .note(let line) = event.payload { line } else { nil }
    }
    if let line = ending.message {
      #expect(ending.isUserError && !line.contains("\n"))
      return (Ending(.failed, message: line.replacing(path, with: "FILE")), notes)
    }
    return (ending, notes)
  }

  @Test("a checkpoint without one of the tensors, and one of another shape")
  func tensors() throws {
    let missing = try sweep("checkpoints/epoch-0000.safetensors") { $0["fc.bias"] = nil }.ending
    #expect(
      missing.message
        == "FILE: found no tensor 'fc.bias', expected one of shape [10] for network 'resmlp-2x8'")
    let shape = try sweep("checkpoints/epoch-0001.safetensors") {
      $0["fc.bias"] = ArrayValue([Float](repeating: 0, count: 9))
    }.ending
    #expect(shape.message == "FILE: tensor 'fc.bias': found shape [9], expected [10]")
  }

  @Test("a running variance below zero or not a number, in the weights and in a checkpoint")
  func variances() throws {
    for file in ["weights.safetensors", "checkpoints/epoch-0001.safetensors"] {
      for (value, line) in [
        (Float(-1), "found -1.0, expected numbers of at least 0.0"), (.nan, "found NaN or infinity"),
      ] {
        let found = try sweep(file) {
          $0["bn.running_var"] = ArrayValue([value] + [Float](repeating: 1, count: 7))
        }.ending
        #expect(found.message?.hasPrefix("FILE: tensor 'bn.running_var': " + line) == true)
      }
    }
  }

  @Test("a running variance of zero is kept, and noted once with the number of channels")
  func zero() throws {
    let found = try sweep("weights.safetensors") {
      $0["bn.running_var"] = ArrayValue([0, 0] + [Float](repeating: 1, count: 6))
    }
    #expect(found.ending.outcome == .completed)
    #expect(found.notes.count { $0.hasPrefix("batch norm 'bn': 2 of its channels have") } == 1)
  }

  @Test("data of another shape than the network takes, and a run without the initialisation")
  func data() throws {
    let shape = try sweep("weights.safetensors", ["dataset": "fashion-mini-32"]) { _ in }.ending
    #expect(
      shape.message
        == "fashion-mini-32: found inputs of shape [1, 32, 32], expected [1, 28, 28] for network 'resmlp-2x8'"
    )
    let bench = try Bench()
    let trained = try bench.result("train", Self.normed)
    let folder = try bench.engine.store.folder(trained.id).checkpoints
    try FileManager.default.removeItem(atPath: folder + "/epoch-0000.safetensors")
    let ending = try bench.run("layers", ["model": trained.id]).ending
    #expect(ending.isUserError && ending.message?.contains("found no epoch-0000.safetensors") == true)
  }
}
