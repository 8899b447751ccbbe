import Catalog
import Engine
import Foundation
import Networks
import Synchronization
import Testing

@testable import Experiments

@Suite("What --model names")
struct ModelTests {
  /// Resolves names within a job, as experiments do.
  private func resolve(_ names: [String], _ bench: (home: String, run: JobID)) throws -> [String: String] {
    let found = Mutex<[String: String]>([:])
    let probe = Probe { context in
      for name in names {
        let text: String
        do {
          switch try ModelSource(name, context) {
          case .run(let folder, _): text = "run \(folder.id)"
          case .folder(let network): text = "folder \(network.specification.name)"
          case .script(let path): text = "script \(path)"
          }
        } catch { text = "\(error)" }
        found.withLock { $0[name] = text }
      }
    }
    let engine = Engine(store: RunStore(home: bench.home), experiments: [probe])
    let id = try engine.perform(
      .start(experiment: "probe", settings: Settings(probe.card), priority: .normal, stored: true))
    #expect(engine.wait(for: id, timeout: 60)?.outcome == .completed)
    return found.withLock { $0 }
  }

  @Test("a run by id, name, last digits or 'latest'; a folder; its file; a script; and nothing else")
  func names() throws {
    let bench = try Bench()
    let run = try bench.run("train", tiny).id
    try bench.engine.store.rename(run, to: "mine")
    let folder = bench.home + "/runs/" + run
    // A newer run of another experiment is not what 'latest' means here.
    let swept = try bench.run("layers", ["model": "latest", "draws": "1", "limit": "50"])
    #expect(swept.ending.outcome == .completed)
    let digits = String(run.suffix(4))
    let found = try resolve(
      [
        run, "mine", digits, "latest", folder, folder + "/network.toml", "some.pt", swept.id, "nothing",
        bench.home,
      ],
      (bench.home, run))
    for name in [run, "mine", digits, "latest"] { #expect(found[name] == "run \(run)") }
    for name in [folder, folder + "/network.toml"] { #expect(found[name] == "folder fcn-2x16") }
    #expect(found["some.pt"] == "script some.pt")
    #expect(found[swept.id]?.contains("found a run of 'layers', expected a training run") == true)
    #expect(found["nothing"]?.contains("unknown run 'nothing'") == true)
    #expect(found[bench.home]?.contains("found no network.toml") == true)
  }

  private struct Expected: Decodable {
    let logits: [Double]
    let target: Int
    let gradient: [Double]
  }

  @Test("a TorchScript file is explained: PyTorch's logits and gradient")
  func script() throws {
    let bench = try Bench()
    let expected = try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: URL(filePath: fixtures + "/tiny.json")))
    try FileManager.default.createDirectory(atPath: bench.home, withIntermediateDirectories: true)
    let input = bench.home + "/input.safetensors"
    let pixels = (0..<784).map { Float($0 % 29) / 28 }
    try Safetensors.write(["inputs": ArrayValue(pixels, shape: [1, 1, 28, 28])], to: input)
    for dataset in ["auto", "fashion-mini"] {
      let (id, figures) = try bench.result(
        "explain", ["model": fixtures + "/tiny.pt", "input": input, "dataset": dataset])
      #expect(figures["targets"] == .array([.int(expected.target)]))
      #expect(figures["classes"]![9]!.string == (dataset == "auto" ? "9" : "ankle boot"))
      let tensors = try Safetensors(contentsOf: bench.home + "/runs/\(id)/tensors.safetensors")
      for (found, wanted) in zip(try tensors.array("logits").doubles, expected.logits) {
        #expect(abs(found - wanted) < 1e-5)
      }
      let map = try tensors.array("attributions").doubles
      for (place, wanted) in expected.gradient.enumerated() {
        #expect(abs(map[place / 7 * 4 * 28 + place % 7 * 4] - wanted) < 1e-6)
      }
    }
    let own = try bench.result(
      "explain", ["model": fixtures + "/tiny.pt", "dataset": "fashion-mini", "indices": "0-2"])
    #expect(own.figures["predictions"]!.array!.count == 3)
    let unsaid = try bench.run("explain", ["model": fixtures + "/tiny.pt"])
    #expect(unsaid.ending.isUserError && unsaid.ending.message?.contains("--dataset") == true)
    let swept = try bench.run("layers", ["model": fixtures + "/tiny.pt"])
    #expect(swept.ending.isUserError && swept.ending.message?.contains("named layers") == true)
  }
}
