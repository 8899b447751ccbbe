import Catalog
import Datasets
import Networks
import Torch

/// The parameters that several experiments share.
enum SharedParameters {
  static let seed = Parameter(
    "seed", "the root of everything random", default: .integer(0), range: .integers(0...Int.max),
    isCommon: true)

  static let model = Parameter(
    "model", "a run's name or id, a folder or network.toml, or a TorchScript file", default: .text("latest"),
    range: .text(form: "run, folder, network.toml or .pt"), isCommon: true)

  static let device = Parameter(
    "device", "where to compute", default: .text("cpu"), range: .text(form: "cpu or cuda:N"), isCommon: true)

  static func dataset(_ standard: String, alsoAuto: Bool = false) -> Parameter {
    // The forms that are no names of their own stand where they are not cut off.
    let forms = ["folder": "folder:PATH", "csv": "csv:PATH#TARGET"]
    let names = forms.values.sorted() + datasetRegistry.cards.map(\.identifier).filter { forms[$0] == nil }
    return Parameter(
      "dataset", alsoAuto ? "the data set; auto takes the one the network was trained on" : "the data set",
      default: .text(standard),
      range: .text(form: ((alsoAuto ? ["auto"] : []) + names).joined(separator: ", ")), isCommon: true)
  }

  static func limit(_ standard: Int = 0) -> Parameter {
    Parameter(
      "limit", "evaluate on the first so many inputs only; 0 takes all", unit: "inputs",
      default: .integer(standard), range: .integers(0...Int.max), isCommon: true)
  }

  static func recalibrate(_ meaning: String, default standard: Int) -> Parameter {
    Parameter(
      "recalibrate", meaning, unit: "inputs", default: .integer(standard), range: .integers(0...1_000_000))
  }

  static let split = Parameter(
    "split", "which part of the data set", default: .text("test"),
    range: .choice(Split.allCases.map(\.rawValue)), isCommon: true)
}

extension InputDescription {
  /// What a network for this data set takes: its shape, its classes and the training set's normalisation.
  init(_ dataset: Dataset) throws {
    let statistics = dataset.channelStatistics
    try self.init(
      shape: dataset.inputShape, mean: statistics.mean, deviation: statistics.standardDeviation,
      classNames: dataset.classNames,
      target: dataset.targets.map(TargetScale.init) ?? TargetScale(mean: 0, deviation: 1),
      place: dataset.name)
  }
}

extension TargetScale {
  /// Mean and deviation of the numbers to be predicted; a number that never changes is left as it is.
  init(_ targets: [Float]) {
    let mean = targets.reduce(0) { $0 + Double($1) } / Double(max(1, targets.count))
    let variance =
      targets.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(max(1, targets.count))
    self.init(mean: mean, deviation: variance > 0 ? variance.squareRoot() : 1)
  }
}

extension ResidentData {
  /// Some inputs, drawn without repetition, the same for a seed; all where there are no more.
  func drawn(_ count: Int, seed: UInt64) -> Tensor {
    let order = Generator(seed: seed).permutation(self.count).to(labels.device)
    return batch(order[0..<min(count, self.count)]).inputs
  }
}

extension Network {
  /// Evaluates on a whole split of normalised inputs, which are made batch by batch.
  func evaluate(_ data: ResidentData) throws -> Evaluation {
    var tally = EvaluationTally()
    try noGrad {
      for batch in data.batches(of: 1000) {
        try tally.add(logits(normalised: batch.inputs, .evaluation), batch.labels)
      }
    }
    return tally.evaluation
  }

  /// - Throws: `UserError` when the data set's inputs or classes are not this network's, or it gives no classes.
  func check(fits dataset: Dataset) throws {
    guard specification.output != .value, dataset.targets == nil else {
      throw UserError(
        "\(dataset.name): found a number as the target ('\(dataset.classNames[0])'), expected classes: without them "
          + "there is no accuracy to lose")
    }
    try check(takes: dataset)
  }

  /// - Throws: `UserError` when the data set's inputs, or what is to be predicted, are not this network's.
  func check(takes dataset: Dataset) throws {
    guard (specification.output == .value) == (dataset.targets != nil) else {
      throw UserError(
        "\(dataset.name): found \(dataset.targets == nil ? "classes" : "a number") as the target, expected "
          + "\(dataset.targets == nil ? "a number" : "classes") for network '\(specification.name)'")
    }
    guard dataset.inputShape == inputShape else {
      throw UserError(
        "\(dataset.name): found inputs of shape \(dataset.inputShape), expected \(inputShape) for network "
          + "'\(specification.name)'")
    }
    guard dataset.classNames.count == classNames.count else {
      throw UserError(
        "\(dataset.name): found \(dataset.classNames.count) classes, expected \(classNames.count) for network "
          + "'\(specification.name)'")
    }
  }
}
