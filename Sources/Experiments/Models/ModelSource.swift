import Catalog
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
    // The newest run may be one that trained nothing.
    let run = try context.runs.find(named == "latest" ? "train" : named)
    let experiment = try run.record().experiment
    guard experiment == "train" else {
      throw UserError("\(run.id): found a run of '\(experiment)', expected a training run")
    }
    let files = TrainingFiles(folder: run.path)
    guard FileManager.default.fileExists(atPath: files.weights) else {
      throw UserError("\(run.id): this run has no weights yet; wait for its end or resume it")
    }
    self = .run(run, try NetworkFolder.load(run.path))
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

  /// The data set that the network was trained on, for `auto`.
  ///
  /// - Throws: `UserError` when nothing says so.
  func datasetName(_ wanted: String) throws -> String {
    guard wanted == "auto" else { return wanted }
    guard let name = try run?.record().settings["dataset"]?.string else {
      throw UserError("dataset: this network does not say what it was trained on; name one with --dataset")
    }
    return name
  }
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
    let output = noGrad { module(Tensor.zeros([1] + inputShape)) }
    do {
      guard try output.array().shape == [1, classNames.count] else {
        throw UserError(
          "\(path): found an output of shape \(output.shape) for one input of shape \(inputShape), expected "
            + "[1, \(classNames.count)]")
      }
    } catch let error as TorchError {
      throw UserError("\(path): does not take inputs of shape \(inputShape): \(error)")
    }
  }

  func logits(_ inputs: Tensor) -> Tensor { module(inputs) }
}
