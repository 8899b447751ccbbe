import Catalog
import Datasets
import Engine
import Foundation
import Networks
import Torch

/// A network as `--model` names it: a run's name or id, a folder or `network.toml`, or a TorchScript file.
enum ModelSource {
  case run(RunFolder, Network)
  case folder(Network)
  case script(path: String)

  /// - Throws: `UserError` when nothing of that name is a network.
  init(_ named: String, _ context: JobContext) throws {
    if named.hasSuffix(".pt") || named.hasSuffix(".pth") {
      self = .script(path: named)
      return
    }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: named, isDirectory: &isFolder) {
      if isFolder.boolValue, !FileManager.default.fileExists(atPath: named + "/network.toml") {
        throw UserError("\(named): found no network.toml in this folder")
      }
      self = .folder(try NetworkFolder.load(named))
      return
    }
    if named.hasSuffix(".toml") || named.contains("/") {
      throw UserError("\(named): no such file or folder, expected a network's folder or network.toml")
    }
    let run = try Self.trainingRun(named, context.runs)
    let files = TrainingFiles(folder: run.path)
    guard FileManager.default.fileExists(atPath: files.weights) else {
      throw UserError("\(run.id): this run has no weights yet; wait for its end or resume it")
    }
    self = .run(run, try NetworkFolder.load(run.path))
  }

  /// - Throws: `UserError` when there is none of that name, or it trained nothing.
  static func trainingRun(_ named: String, _ runs: RunStore) throws -> RunFolder {
    let run = try Self.run(named, runs)
    let experiment = try run.record().experiment
    guard experiment == "train" else {
      throw UserError("\(run.id): found a run of '\(experiment)', expected a training run")
    }
    return run
  }

  /// Whether the name is a file's or a folder's and not a run's.
  static func isFile(_ named: String) -> Bool {
    [".pt", ".pth", ".toml"].contains(where: named.hasSuffix) || named.contains("/")
      || FileManager.default.fileExists(atPath: named)
  }

  /// The newest run may be one that trained nothing: `latest` means the newest that did.
  private static func run(_ named: String, _ runs: RunStore) throws -> RunFolder {
    guard named == "latest" else { return try runs.find(named) }
    guard let newest = try runs.list().first(where: { $0.experiment == "train" }) else {
      throw UserError("model: found no training run in \(runs.home); 'halftone train' makes one")
    }
    return try runs.folder(newest.id)
  }

  /// The network with named layers.
  ///
  /// - Throws: `UserError` for a TorchScript file, which has none.
  var network: Network {
    get throws {
      switch self {
      case .run(_, let network), .folder(let network): return network
      case .script(let path):
        throw UserError(
          "\(path): a TorchScript file has no named layers; expected a run, a folder or network.toml")
      }
    }
  }

  /// Whether its inputs are rows of a table. A script does not say.
  var takesRows: Bool {
    switch self {
    case .run(_, let network), .folder(let network): network.inputShape.dropFirst().allSatisfy { $0 == 1 }
    case .script: false
    }
  }

  /// The run that trained the network, when one did.
  var run: RunFolder? { if case .run(let run, _) = self { run } else { nil } }

  /// What attributions and attacks need. A script takes its inputs' shape and classes from the data set.
  func classifier(device: Device, inputShape: [Int], classNames: [String]) throws -> any Classifier {
    guard case .script(let path) = self else { return try network.moved(to: device) }
    guard device == .cpu else {
      throw UserError("\(path): a TorchScript file runs on the cpu, found device \(device)")
    }
    return try ScriptClassifier(path: path, inputShape: inputShape, classNames: classNames)
  }

  /// The classes by name. A script does not say them: they are those of `dataset`, or numbers.
  func classNames(inputShape: [Int], dataset: String) throws -> [String] {
    guard case .script(let path) = self else { return try network.classNames }
    if dataset != "auto" { return try datasetRegistry.find(dataset).classNames }
    let shape = try ScriptClassifier.outputShape(TorchScriptModule(path: path), inputShape, path)
    guard shape.count == 2, shape[0] == 1, shape[1] > 1 else {
      throw UserError(
        "\(path): found an output of shape \(shape) for one input of shape \(inputShape), expected [1, classes]"
      )
    }
    return (0..<shape[1]).map(String.init)
  }

  /// The data set that the network was trained on, for `auto`.
  ///
  /// - Throws: `UserError` when nothing says so.
  func datasetName(_ wanted: String) throws -> String {
    guard wanted == "auto" else { return wanted }
    guard let name = try run?.record().trainedOn else {
      throw UserError("dataset: this network does not say what it was trained on; name one with --dataset")
    }
    return name
  }
}

extension RunRecord {
  /// The data set that a training run read.
  var trainedOn: String? { data["dataset"]?.string ?? settings["dataset"]?.string }
}

/// A TorchScript file as a classifier.
final class ScriptClassifier: Classifier {
  let inputShape: [Int]
  let classNames: [String]
  private let module: TorchScriptModule

  /// - Throws: `UserError` when the file does not load, or does not map inputs to one logit a class.
  init(path: String, inputShape: [Int], classNames: [String]) throws {
    module = try TorchScriptModule(path: path)
    self.inputShape = inputShape
    self.classNames = classNames
    let shape = try Self.outputShape(module, inputShape, path)
    guard shape == [1, classNames.count] else {
      throw UserError(
        "\(path): found an output of shape \(shape) for one input of shape \(inputShape), expected "
          + "[1, \(classNames.count)]")
    }
  }

  /// What comes out for one black input.
  static func outputShape(_ module: TorchScriptModule, _ inputShape: [Int], _ path: String) throws -> [Int] {
    do {
      return try noGrad { try module(Tensor.zeros([1] + inputShape)).array() }.shape
    } catch let error as TorchError {
      throw UserError("\(path): does not take inputs of shape \(inputShape): \(error)")
    }
  }

  func logits(_ inputs: Tensor) -> Tensor { module(inputs) }
}
