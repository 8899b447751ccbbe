import Catalog
import Datasets
import Networks
import Torch

/// What a training run is asked for, out of its settings.
struct TrainingPlan {
  let network: String
  let dataset: String
  let epochs: Int
  let batchSize: Int
  let learningRate: Double
  let momentum: Double
  let decay: Double
  let nesterov: Bool
  let optimizer: String
  let schedule: Schedule
  let augmentation: Augmentation
  /// 0 trains all blocks in every step.
  let blocksPerBatch: Int
  /// Training inputs on which batch norm is estimated anew after training in parts; 0 leaves it.
  let recalibrate: Int
  let selfExplaining: SelfExplainingPlan
  let limit: Int
  let seed: UInt64
  let device: Device
  /// The epochs after which the tensors are kept; 0 is before the first step.
  let checkpoints: [Int]

  init(_ settings: Settings) throws {
    network = settings.text("network")
    dataset = settings.text("dataset")
    epochs = settings.integer("epochs")
    batchSize = settings.integer("batch-size")
    learningRate = settings.real("learning-rate")
    momentum = settings.real("momentum")
    decay = settings.real("weight-decay")
    nesterov = settings.flag("nesterov")
    optimizer = settings.text("optimizer")
    guard let schedule = Schedule(rawValue: settings.text("schedule")) else {
      throw UserError("schedule: found '\(settings.text("schedule"))', expected constant, step or cosine")
    }
    self.schedule = schedule
    augmentation = Augmentation(rawValue: settings.text("augmentation")) ?? .none
    blocksPerBatch = settings.integer("blocks-per-batch")
    recalibrate = settings.integer("recalibrate")
    selfExplaining = SelfExplainingPlan(settings)
    limit = settings.integer("train-limit")
    seed = UInt64(settings.integer("seed"))
    device = try Runtime.device(settings.text("device"))
    checkpoints = try Self.checkpoints(settings.text("checkpoints"), epochs: epochs)
  }

  /// `auto` keeps 0, 1, 2, 3, 4, 6, 8, 12, 16, … and the last epoch.
  private static func checkpoints(_ text: String, epochs: Int) throws -> [Int] {
    if text == "auto" {
      var result = [0, 1, 2, 3]
      var step = 1
      while let last = result.last, last + step <= epochs {
        result.append(last + step)
        if result.count % 2 == 1 { step *= 2 }
      }
      return Array(Set(result.filter { $0 <= epochs } + [epochs])).sorted()
    }
    let listed = try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let epoch = Int(part), (0...epochs).contains(epoch) else {
        throw UserError(
          "checkpoints: found '\(part)', expected epochs in 0…\(epochs) such as 0,1,2,8, or auto")
      }
      return epoch
    }
    return Array(Set(listed + [0, epochs])).sorted()
  }
}
