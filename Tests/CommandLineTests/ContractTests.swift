import Catalog
import Foundation
import Testing

@Suite("What scripts rely on")
struct ContractTests {
  @Test("train --json: only JSON on standard output, the documented figures last, nothing on standard error")
  func train() throws {
    let trained = try Trained.get()
    let lines = try trained.outcome.json()
    let result = try trained.outcome.result()
    #expect(result["experiment"] == "train")
    #expect(Set(result.object!.keys) == ["event", "experiment", "run", "testAccuracy", "testLoss", "epochs"])
    #expect((0.3...1).contains(result["testAccuracy"]!.double!))
    let epochs = result["epochs"]!.array!
    #expect(epochs.map { $0["epoch"]!.int! } == [1, 2, 3])
    for epoch in epochs {
      #expect(
        Set(epoch.object!.keys)
          == ["epoch", "trainLoss", "trainAccuracy", "testLoss", "testAccuracy", "seconds"])
      #expect(epoch.object!.values.allSatisfy { $0.double != nil })
    }
    #expect(epochs.last!["testAccuracy"] == result["testAccuracy"])
    #expect(lines.dropLast().allSatisfy { $0["event"] == nil && $0["payload"]?["kind"] != nil })
    #expect(trained.outcome.errors == "")
    #expect(
      Set(try FileManager.default.contentsOfDirectory(atPath: trained.folder)).isSuperset(of: [
        "run.json", "network.toml", "weights.safetensors", "checkpoints", "events.jsonl", "result.json",
        "log.txt",
      ]))
  }

  @Test("the same seed gives the same bits, another seed others, and --set, =, and plain options are one")
  func seeds() throws {
    let trained = try Trained.get()
    let home = try TemporaryFolder()
    let output = home.path + "/out.safetensors"
    let same = try Program.run(
      [
        "train", "--set", "train-limit=600", "--epochs=3", "--set=seed=5", "--threads=1", "--json",
        "--output",
        output, "--home", home.path,
      ], home: "/nowhere")
    #expect(try same.result().comparable == trained.outcome.result().comparable)
    let own = home.path + "/runs/\(try same.result()["run"]!.string!)/weights.safetensors"
    #expect(try contents(own) == contents(trained.folder + "/weights.safetensors"))
    #expect(try contents(output) == contents(own))
    let other = try Program.run(
      ["train", "--train-limit", "600", "--epochs", "1", "--seed", "6", "--threads", "1", "--json"],
      home: home.path)
    #expect(
      try other.result()["epochs"]![0]!["trainLoss"] != trained.outcome.result()["epochs"]![0]!["trainLoss"])
  }

  @Test("--home and the other common options may stand before the command too; behind it they hold")
  func leading() throws {
    let home = try TemporaryFolder(), other = try TemporaryFolder()
    let trained = try Program.run(
      ["--home", home.path, "--threads=1", "--json", "train", "--train-limit", "100", "--epochs", "1"],
      home: "/nowhere")
    try #require(trained.code == 0, "\(trained.errors)")
    let run = try trained.result()["run"]!.string!
    #expect(home.names("runs") == [run])
    func listed(_ arguments: [String]) throws -> [JSONValue?] {
      try Program.run(arguments, home: "/nowhere").json().map { $0["id"] }
    }
    #expect(try listed(["runs", "list", "--home", home.path, "--json"]) == [.string(run)])
    #expect(try listed(["--home", home.path, "runs", "list", "--json"]) == [.string(run)])
    #expect(try listed(["--home=\(home.path)", "--json", "runs"]) == [.string(run)])
    #expect(try listed(["runs", "--home", home.path, "list", "--json"]) == [.string(run)])
    #expect(try listed(["--home", home.path, "runs", "list", "--json", "--home", other.path]) == [])
    let help = try Program.run(["--home", home.path, "help", "train"], home: "/nowhere")
    #expect(help.code == 0 && help.output.contains("--train-limit"))
  }

  @Test("layers --json has every documented figure in its shape, and --output the same as tensors")
  func layers() throws {
    let trained = try Trained.get()
    let home = try trained.copy()
    let output = home.path + "/layers.safetensors"
    let outcome = try Program.run(
      ["layers", "--model", "latest", "--limit", "100", "--draws", "2", "--json", "--output", output],
      home: home.path)
    try #require(outcome.code == 0, "\(outcome.errors)")
    let result = try outcome.result()
    let layers = result["layers"]!.array!.compactMap(\.string)
    let checkpoints = result["checkpoints"]!.array!.compactMap(\.string)
    #expect(layers.count == 4 && checkpoints == ["0", "1", "2", "3"])
    #expect(result["reinitialised"]!.shape == [4, 4])
    #expect(result["joint"]!.shape == [4, 4])
    #expect(result["mcnemar"]!.shape == [4, 4])
    for kind in ["rms", "relative", "max"] { #expect(result["distance"]![kind]!.shape == [4, 4]) }
    for layer in result["rerandomised"]!.array! {
      #expect(Set(layer.object!.keys) == ["mean", "min", "max", "draws", "mcnemar"])
      #expect(layer["draws"]!.shape == [2] && layer["mcnemar"]!.shape == [2])
    }
    #expect(
      result["verdict"]!.array!.allSatisfy { ["ambient", "sensitive", "critical"].contains($0.string) })
    #expect(result["baseAccuracy"]!.double != nil && result["chance"]!.double != nil)
    let file = try Safetensors(contentsOf: output)
    #expect(
      file.names.sorted() == [
        "distance-max", "distance-relative", "distance-rms", "joint", "reinitialised", "rerandomised",
      ])
    #expect(
      try file.array("reinitialised").doubles
        == result["reinitialised"]!.array!.flatMap { $0.array!.map { $0.double! } })
  }

  @Test("explain --output has inputs, attributions, targets and logits, in the order of the indices")
  func explain() throws {
    let trained = try Trained.get()
    let home = try trained.copy()
    let output = home.path + "/maps.safetensors"
    let outcome = try Program.run(
      [
        "explain", "--model", trained.run, "--indices", "7,3-4", "--method", "integrated-gradients", "--set",
        "steps=8", "--output", output, "--json",
      ], home: home.path)
    try #require(outcome.code == 0, "\(outcome.errors)")
    let result = try outcome.result()
    #expect(result["indices"] == [7, 3, 4])
    #expect(result["targets"]!.shape == [3] && result["completenessGap"]!.shape == [3])
    #expect(result["targets"] == result["predictions"])
    let file = try Safetensors(contentsOf: output)
    #expect(try file.array("inputs").shape == [3, 1, 28, 28])
    #expect(try file.array("attributions").shape == [3, 1, 28, 28])
    #expect(try file.array("logits").shape == [3, 10])
    #expect(try file.array("completenessGap").shape == [3])
    #expect(try file.array("targets").integers == result["targets"]!.array!.map { $0.int! })
    #expect(try file.array("labels").integers == result["labels"]!.array!.map { $0.int! })

    // A number may be a quotient, and what is written is read back as an input.
    let again = try Program.run(
      [
        "explain", "--model", trained.run, "--input", output, "--method", "smoothgrad", "--samples=3",
        "--sigma",
        "32/255", "--target", "label",
      ], home: home.path)
    #expect(again.code == 0, "\(again.errors)")
    #expect(again.errors.contains("run "))
    #expect(!again.errors.contains("\u{1b}"), "progress is for terminals")
    #expect(again.output.contains("accuracy"))
    let quiet = try Program.run(["explain", "--quiet", "--indices", "0"], home: home.path)
    #expect(quiet.code == 0 && quiet.errors == "")
  }

  @Test("an experiment that fails by itself ends with 1, says why in one line, and stays in the store")
  func failure() throws {
    let home = try TemporaryFolder()
    let outcome = try Program.run(
      [
        "train", "--learning-rate", "100", "--weight-decay", "10", "--batch-size", "16", "--train-limit",
        "600",
        "--quiet",
      ], home: home.path)
    #expect(outcome.code == 1 && outcome.output == "")
    #expect(
      outcome.errorLines.count == 1 && outcome.errors.contains("the training diverged"), "\(outcome.errors)")
    let listed = try Program.run(["runs", "list", "--json"], home: home.path).json()
    #expect(listed.map { $0["status"] } == ["failed"])
    #expect(listed[0]["message"]?.string?.contains("the training diverged") == true)
  }

  @Test("SIGINT ends with 130 and a whole run that goes on to the same bits")
  func interrupt() throws {
    let home = try TemporaryFolder()
    let trained = try Trained.get()
    let child = try Child(Trained.arguments.filter { $0 != "--json" }, home: home.path)
    try waitForEvents(in: home.path)
    child.signal(SIGINT)
    let outcome = try child.wait()
    // A machine that is quick enough had finished.
    guard outcome.code != 0 else { return }
    #expect(outcome.code == 130)
    let run = home.names("runs")[0]
    #expect(outcome.errorLines.last == "interrupted; halftone runs resume \(run) goes on")
    let listed = try Program.run(["runs", "list", "--json"], home: home.path).json()
    #expect(listed.map { $0["status"] } == ["interrupted"])
    let resumed = try Program.run(["runs", "resume", "latest", "--json"], home: home.path)
    #expect(try resumed.result().comparable == trained.outcome.result().comparable)
    #expect(
      try contents(home.path + "/runs/\(run)/weights.safetensors")
        == contents(trained.folder + "/weights.safetensors"))
  }
}

/// Waits until a run has begun to write events.
func waitForEvents(in home: String, atLeast count: Int = 3) throws {
  let deadline = Date(timeIntervalSinceNow: 60)
  while Date() < deadline {
    let runs = (try? FileManager.default.contentsOfDirectory(atPath: home + "/runs")) ?? []
    if let run = runs.first(where: { !$0.hasPrefix(".") }),
      let events = try? contents(home + "/runs/\(run)/events.jsonl"),
      events.count(where: { $0 == 10 }) >= count
    {
      return
    }
    usleep(2000)
  }
  throw Timeout()
}

struct Timeout: Error {}
