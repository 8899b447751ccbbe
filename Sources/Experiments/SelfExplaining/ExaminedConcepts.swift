import Catalog
import Datasets
import Engine
import Networks
import SelfExplaining
import Torch

/// A self-explaining network with the inputs that its concepts are looked for in.
struct ExaminedConcepts {
  let source: ModelSource
  let senn: SelfExplainingNetwork
  let dataset: Dataset
  /// Its first inputs, as many as `limit` says.
  let data: ResidentData
  let device: Device

  /// Out of the settings `model`, `device`, `dataset`, `split` and `limit`.
  ///
  /// - Throws: `UserError` when the network or the data set is not to be had, the network has no concepts, or they do not
  ///   fit.
  init(_ settings: Settings, _ context: JobContext) throws {
    source = try ModelSource(settings.text("model"), context)
    device = try Runtime.device(settings.text("device"))
    senn = try SelfExplainingNetwork(try source.network.moved(to: device))
    dataset = try context.dataset(
      try source.datasetName(settings.text("dataset")), Split(named: settings.text("split")))
    try senn.network.check(takes: dataset)
    data = ResidentData(
      dataset, limit: settings.integer("limit"), device: device, transform: senn.network.normalise)
    if let run = source.run { try context.store?.update { $0.data = ["model": .string(run.id)] } }
  }

  var labels: [Int] { Array(dataset.labels[..<data.count]) }

  /// Whether a number is predicted and no class.
  var predictsValue: Bool { senn.predictsValue }

  var conceptNames: [String] { senn.conceptNames(dataset) }

  /// `#12 sandal`, or of a table with a number to predict `#12 21.5`.
  func caption(_ index: Int) -> String { dataset.caption(index) }

  /// What the network says of all of them, on the CPU.
  ///
  /// - Throws: `UserError` naming the first input for which it is not finite.
  func explanation(_ progress: (Int) throws -> Void) throws -> Explanation {
    try senn.explanation(of: data, progress)
  }

  /// The same as the phase of a job that does nothing else meanwhile.
  func explanation(_ context: JobContext) throws -> Explanation {
    try explanation { done in
      context.emit(.progress(Progress(phase: "concepts", done: done, total: data.count, unit: "inputs")))
      try context.checkpoint()
    }
  }
}

extension SelfExplainingNetwork {
  /// A table's columns, where they are the concepts.
  func conceptNames(_ dataset: Dataset) -> [String] {
    if hasInputConcepts, let names = dataset.features?.columnNames, names.count == conceptCount {
      return names
    }
    return (0..<conceptCount).map { "concept \($0)" }
  }

  /// What it says of a data set, on the CPU.
  ///
  /// - Throws: `UserError` naming the first input for which it is not finite.
  func explanation(of data: ResidentData, _ progress: (Int) throws -> Void = { _ in }) throws -> Explanation {
    var parts: [Explanation] = [], done = 0
    for batch in data.batches(of: 500) {
      let part = try noGrad { try explain(normalised: batch.inputs, .evaluation).onCPU }
      try part.checkFinite(from: done)
      parts.append(part)
      done += batch.count
      try progress(done)
    }
    return Explanation(joining: parts)
  }

  var predictsValue: Bool { network.specification.output == .value }

  /// Per input the classes with their probabilities, most probable first; the number, where one is predicted.
  func scores(_ logits: Tensor) throws -> [[Detail]] {
    guard predictsValue else { return try classScores(network.logits(of: logits), network.classNames) }
    return try outputs(logits).map { [Detail(network.classNames[0], $0)] }
  }

  /// The number that is predicted for each input, in its own unit.
  func outputs(_ logits: Tensor) throws -> [Double] { try network.logits(of: logits).doubles() }

  /// The predicted class of each input.
  func predictions(_ logits: Tensor) throws -> [Int] {
    try network.logits(of: logits).argmax(1).integers()
  }

  /// Some inputs of a data set in the coordinates of ``space``.
  func coordinates(of dataset: Dataset, _ indices: [Int]) throws -> Tensor {
    let inputs = Tensor(try dataset.pixels(indices))
    return noGrad { coordinates(of: inputs) }
  }

  /// In which unit distances between inputs are.
  var distanceUnit: String { takesRows ? "standard deviations" : "pixels" }
}

extension Explanation {
  /// - Parameter first: the number of the first input, for messages.
  /// - Throws: `UserError` naming the first input that has something else.
  func checkFinite(from first: Int) throws {
    for (name, values) in [("concepts", concepts), ("relevances", relevances), ("logits", logits)] {
      let isFinite = try noGrad { try values.flatten(from: 1).isFinite().all([1]).bools() }
      if let odd = isFinite.firstIndex(of: false) {
        throw UserError(
          "input \(first + odd): found \(name) that are not finite, expected numbers: the network explains nothing there"
        )
      }
    }
  }
}

extension Dataset {
  /// `#12 sandal`; where a number is predicted `#12 21.5`.
  func caption(_ index: Int) -> String { "#\(index) \(answer(index))" }
}
