import Catalog
import Foundation
import Networks
import Torch

/// Where a training run keeps its tensors, inside its run folder.
struct TrainingFiles {
  let folder: String

  var form: String { folder + "/network.toml" }
  var weights: String { folder + "/weights.safetensors" }
  /// What a resumed run starts from.
  var latest: String { folder + "/checkpoints/latest.safetensors" }

  func checkpoint(_ epoch: Int) -> String {
    let digits = String(epoch)
    return folder + "/checkpoints/epoch-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      + ".safetensors"
  }

  /// The epochs whose tensors are kept, in order.
  func checkpointEpochs() -> [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/checkpoints")) ?? []
    return names.compactMap { name in
      guard name.hasPrefix("epoch-"), name.hasSuffix(".safetensors") else { return nil }
      return Int(name.dropFirst(6).dropLast(12))
    }.sorted()
  }

  func prepare() throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder + "/checkpoints", withIntermediateDirectories: true)
    } catch {
      throw UserError("\(folder)/checkpoints: cannot be made: \(error.localizedDescription)")
    }
    removeUnfinished()
  }

  /// What a kill in the middle of a write leaves beside the whole files.
  private func removeUnfinished() {
    for place in [folder, folder + "/checkpoints"] {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
      where name.hasSuffix(".part") {
        try? FileManager.default.removeItem(atPath: place + "/" + name)
      }
    }
  }

  /// Saves what a resume needs together with the figures so far, in one file, so that they can never disagree.
  func saveLatest(_ trainer: Trainer, _ records: [EpochRecord]) throws {
    let figures = String(decoding: try JSONEncoder().encode(records), as: UTF8.self)
    try TensorFile.write(trainer.state(), to: latest, metadata: ["epochs": figures])
  }

  /// Restores the trainer and returns the figures so far; nil when nothing was saved yet.
  func restoreLatest(_ trainer: Trainer) throws -> [EpochRecord]? {
    guard FileManager.default.fileExists(atPath: latest) else { return nil }
    try trainer.restore(try TensorFile.read(latest), place: latest)
    let figures = try Safetensors(contentsOf: latest).metadata["epochs"] ?? "[]"
    guard let records = try? JSONDecoder().decode([EpochRecord].self, from: Data(figures.utf8)) else {
      throw UserError("\(latest): found no figures of the epochs, expected a training checkpoint")
    }
    return records
  }
}
