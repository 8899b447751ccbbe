import Catalog
import Datasets
import Engine
import Networks
import Torch

/// The two splits that a training reads, the same for every network of a run.
struct TrainingData {
  let train: Dataset
  let test: Dataset

  /// - Throws: `UserError` when a split is missing or damaged, or a resumed run would go on with other data than it began
  ///   with.
  init(_ named: String, _ context: any JobContext) throws {
    let begun = context.isResumed ? try context.store?.record().data : nil
    // A folder's path may be relative to where the run was begun: a resumed one keeps what it meant there.
    let name = begun?["dataset"]?.string ?? named
    train = try context.dataset(name, .train)
    test = try context.dataset(name, .test)
    let checksums = train.checksums.merging(test.checksums) { first, _ in first }
    for (file, checksum) in checksums.sorted(by: { $0.key < $1.key }) {
      if let before = begun?[file]?.string, before != checksum {
        throw UserError(
          "\(file): found data with SHA-256 \(checksum), expected \(before), with which the run began")
      }
    }
    let noted = checksums.merging(["dataset": test.name]) { $1 }
    try context.store?.update { $0.data = .object(noted.mapValues(JSONValue.string)) }
  }
}

extension TrainingSession {
  /// A training from its first step, or from where an interrupted run saved its state.
  ///
  /// - Parameters:
  ///   - probes: test pictures whose saliency is watched.
  ///   - watchesConcepts: whether those of a self-explaining network are looked at after each epoch.
  convenience init(
    _ plan: TrainingPlan, _ data: TrainingData, probes: Int, watchesConcepts: Bool = true, part: JobPart
  ) throws {
    let specification = try ArchitectureRegistry.specification(
      named: plan.network, for: try InputDescription(data.train))
    if data.train.features != nil { try plan.check(specification, fitsTable: data.train.name) }
    let network = Network(specification, seed: plan.seed).moved(to: plan.device)
    let resident = ResidentData(
      data.train, limit: plan.limit, device: plan.device, transform: network.normalise)
    let test = ResidentData(data.test, device: plan.device, transform: network.normalise)
    self.init(
      try Trainer(network, plan, resident), test: test, part: part,
      probes: try ProbePictures(data.test, count: probes),
      concepts: watchesConcepts ? ConceptProbe(network, data.test, test) : nil)
  }
}

extension TrainingPlan {
  /// - Throws: `UserError` for what looks for shapes or changes pictures, where the inputs are rows of a table.
  fileprivate func check(_ specification: NetworkSpecification, fitsTable name: String) throws {
    if augmentation != .none {
      throw UserError(
        "augmentation: found '\(augmentation.rawValue)', expected none: the inputs of \(name) are rows of a table, not "
          + "pictures")
    }
    if let layer = specification.layers.first(where: { $0.layer is Convolution }) {
      throw UserError(
        "network: found '\(network)', whose layer '\(layer.name)' is a convolution; expected one without, such as fcn-2x16: "
          + "the inputs of \(name) are rows of a table, not pictures")
    }
  }
}
