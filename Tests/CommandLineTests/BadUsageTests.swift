import Catalog
import Foundation
import Testing

@Suite("Wrong usage: one line, exit 2, no trace")
struct BadUsageTests {
  @Test(
    "names that are unknown come with the nearest one, and values with what was expected",
    arguments: [
      (["trian"], ["unknown command 'trian'", "'train'"]),
      (["runs", "lst"], ["lst"]),
      (["senn"], ["senn: expected one of explain, faithfulness, prototypes, stability, sweep"]),
      (["senn", "explian"], ["unknown command of senn 'explian'", "'explain'"]),
      (["senn", "--epochs", "3", "sweep"], ["senn: expected one of"]),
      (["senn", "sweep", "--lambdas", "0,-1"], ["lambdas: found '-1'"]),
      (["senn", "stability", "--radius", "0"], ["radius: found '0'"]),
      (["lsit"], ["'list'"]),
      (["describe", "smothgrad"], ["'smothgrad'", "'smoothgrad'"]),
      (["list", "netwroks"], ["unknown family 'netwroks'", "'networks'"]),
      (["data", "verify", "fashion-mimi"], ["'fashion-mimi'", "'fashion-mini'"]),
      (
        ["train", "--dataset", "fashion-mimi"], ["data set", "'fashion-mimi'", "did you mean 'fashion-mini'"]
      ),
      (["train", "--dataset", "folder"], ["folder:PATH"]),
      (["train", "--dataset", "folder:/no/such"], ["folder:/no/such", "no such folder"]),
      (["train", "--dataset", "folder:size=big:/tmp"], ["size: found 'big'"]),
      (["train", "--augmentation", "flop"], ["augmentation", "'flop'", "'flip'"]),
      (["train", "--network", "cnn-smal"], ["'cnn-smal'", "cnn-small"]),
      (["train", "--network", "fcn-0x256"], ["fcn-0x256"]),
      (["explain", "--method", "gradeint"], ["method", "'gradeint'", "did you mean 'gradient'"]),
      (["train", "--epoch", "3"], ["'--epoch'", "'--epochs'"]),
      (["train", "epochs"], ["found 'epochs'", "--"]),
      (["train", "--set", "epochs"], ["--set", "'epochs'", "key=value"]),
      (["train", "--set", "epoch=3"], ["'epoch'", "'epochs'"]),
      (["train", "--epochs"], ["--epochs", "expected a value"]),
      (["train", "--epochs", "many"], ["epochs: found 'many', expected a whole number in 1…100000"]),
      (["train", "--epochs", "0"], ["epochs: found '0'"]),
      (["train", "--epochs", "99999999999999999999"], ["epochs: found '99999999999999999999'"]),
      (["train", "--learning-rate", "fast"], ["learning-rate: found 'fast', expected a number"]),
      (["train", "--learning-rate", "1/0"], ["learning-rate: found '1/0'"]),
      (["train", "--learning-rate", "nan"], ["learning-rate: found 'nan'"]),
      (["train", "--seed", "-1"], ["seed: found '-1'"]),
      (["train", "--schedule", "cosin"], ["schedule", "'cosin'", "'cosine'"]),
      (["layers", "--draws", "1.5"], ["draws: found '1.5'"]),
      (["train", "--threads", "none"], ["threads: found 'none'"]),
      (["train", "--threads", "0"], ["threads: found '0'"]),
      (["train", "--device", "gpu"], ["device: found 'gpu', expected cpu or cuda:N"]),
      (["train", "--output", "/nowhere/at/all.safetensors"], ["/nowhere/at/all.safetensors"]),
      (
        ["train", "--epochs", "2", "--checkpoints", "0,3"], ["checkpoints: found '3', expected epochs in 0…2"]
      ),
      (["train", "--checkpoints", ""], ["checkpoints: found ''"]),
      (["runs", "show", "nothing"], ["nothing"]),
      (["layers"], ["model", "found no training run", "halftone train"]),
      ([], ["no terminal", "halftone train --json"]),
      (["--theme", "drak"], ["unknown theme 'drak'", "'dark'"]),
      (["--theme", "./no/such.toml"], ["./no/such.toml", "cannot be read"]),
      (["--color", "many"], ["color", "'many'"]),
      (["--colour", "256"], ["--colour"]),
      (["--home", "train"], ["no terminal"]),
      (["--quiet", "trian"], ["unknown command 'trian'", "'train'"]),
      (["--theme", "dark", "train"], ["--theme", "workbench", "before 'train'", "--home"]),
      (["--epochs", "3", "train"], ["--epochs", "go behind its name"]),
      (["--theme=dark", "runs", "list"], ["--theme"]),
      (["--threads", "many", "train"], ["--threads", "many"]),
    ] as [([String], [String])])
  func usage(arguments: [String], words: [String]) throws {
    try refuse(arguments, words, home: TemporaryFolder())
  }

  @Test("a broken theme is refused with its line")
  func theme() throws {
    let home = try TemporaryFolder()
    let path = try home.write("[colors]\nbackground = 12\n", "themes/mine.toml")
    try refuse(["--theme", path], [path, "line "], home: home)
  }

  @Test(
    "a store that cannot be written is named, with the system's reason",
    arguments: ["/dev/null/store", "/proc/halftone"])
  func readOnly(place: String) throws {
    try refuse(["train", "--home", place], [place], home: TemporaryFolder())
  }

  @Test("figures that cannot be written are no success")
  func output() throws {
    let home = try TemporaryFolder()
    let child = try Child(
      ["list"], home: home.path, through: ["/bin/bash", "-c", "exec \"$@\" > /dev/full", "-"])
    let outcome = try child.wait()
    #expect(outcome.code == 2 && outcome.errorLines.count == 1 && outcome.errors.contains("standard output"))
  }

  @Test("a disk that is full before anything is kept leaves no run; later it leaves one that goes on")
  func full() throws {
    let home = try TemporaryFolder()
    let arguments = [
      "train", "--network", "fcn-1x8", "--train-limit", "100", "--epochs", "150", "--threads", "1",
    ]
    func limited(_ kibibytes: Int) throws -> Outcome {
      let child = try Child(
        arguments, home: home.path,
        through: ["/bin/bash", "-c", "trap '' XFSZ; ulimit -f \(kibibytes); exec \"$@\"", "-"])
      return try child.wait()
    }
    let first = try limited(4)
    #expect(
      first.code == 2 && first.errorLines.count == 1 && first.errors.contains("cannot be written"),
      "\(first.errors)")
    #expect(home.names("runs").isEmpty)
    let second = try limited(100)
    #expect(second.code == 2 && second.errors.contains("cannot be written"), "\(second.errors)")
    #expect(home.names("runs").count == 1)
    let resumed = try Program.run(["runs", "resume", "latest", "--json"], home: home.path)
    let other = try TemporaryFolder()
    let whole = try Program.run(arguments + ["--json"], home: other.path)
    #expect(try resumed.result().comparable == whole.result().comparable)
  }
}
