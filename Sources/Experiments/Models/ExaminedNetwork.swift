import Catalog
import Datasets
import Engine
import Networks
import Torch

/// A network with the inputs that an experiment examines it on.
struct ExaminedNetwork {
  let source: ModelSource
  let network: Network
  let data: ResidentData
  let device: Device

  /// Out of the settings `model`, `device`, `dataset`, `split` and `limit`.
  ///
  /// - Throws: `UserError` when the network or the data set is not to be had, or they do not fit.
  init(_ settings: Settings, _ context: JobContext) throws {
    source = try ModelSource(try Self.model(settings, context), context)
    device = try Runtime.device(settings.text("device"))
    network = try source.network.moved(to: device)
    let dataset = try context.dataset(
      try source.datasetName(settings.text("dataset")), Split(named: settings.text("split")))
    try network.check(fits: dataset)
    data = ResidentData(
      dataset, limit: settings.integer("limit"), device: device, transform: network.normalise)
    if let run = source.run { try context.store?.update { $0.data = ["model": .string(run.id)] } }
  }

  /// The share of the largest class.
  var chance: Double {
    get throws { try data.chance }
  }

  /// Normalised training inputs of the same data set, on which batch norm's statistics are estimated; nil for none.
  func trainingInputs(_ count: Int, _ settings: Settings, _ context: JobContext) throws -> Tensor? {
    guard count > 0 else { return nil }
    let dataset = try context.dataset(try source.datasetName(settings.text("dataset")), .train)
    return ResidentData(dataset, device: device, transform: network.normalise)
      .drawn(count, seed: context.seed(for: "recalibrate", sample: 0, draw: 0))
  }

  /// `latest` may mean another run by the time that an experiment goes on: it keeps the run it began with.
  private static func model(_ settings: Settings, _ context: JobContext) throws -> String {
    try context.store?.record().data["model"]?.string ?? settings.text("model")
  }

  /// The training run that is to be examined while it still runs; nil when it does not.
  static func followed(_ settings: Settings, _ context: JobContext) throws -> FollowedTraining? {
    let name = try model(settings, context)
    guard !ModelSource.isFile(name) else { return nil }
    let training = FollowedTraining(try ModelSource.trainingRun(name, context.runs), context)
    guard training.isUnfinished, training.isRunning else { return nil }
    try context.store?.update { $0.data = ["model": .string(training.run.id)] }
    return training
  }
}
