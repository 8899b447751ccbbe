import Catalog
import Datasets
import LayerRobustness
import Networks
import Torch

/// How a sweep is made of a network and its checkpoints, out of the settings of `layers`.
struct SweepForm {
  private let scope: BatchNormScope
  private let unit: UnitSize
  private let memory: Int
  private let recalibration: Int
  private let seed: UInt64

  /// - Throws: `UserError` for a value that none of them is.
  init(_ settings: Settings) throws {
    guard let scope = BatchNormScope(rawValue: settings.text("bn-scope")) else {
      throw UserError("bn-scope: found '\(settings.text("bn-scope"))'")
    }
    guard let unit = UnitSize(rawValue: settings.text("unit")) else {
      throw UserError("unit: found '\(settings.text("unit"))'")
    }
    self.scope = scope
    self.unit = unit
    memory = settings.integer("memory")
    recalibration = settings.integer("recalibrate")
    guard scope != .affineRecalibrated || recalibration > 1 else {
      throw UserError(
        "recalibrate: found \(recalibration), expected at least 2 training inputs for bn-scope \(scope.rawValue)"
      )
    }
    seed = UInt64(settings.integer("seed"))
  }

  func units(of network: Network) -> [LayerUnit] { network.units(unit) }

  /// Training inputs over which batch norm's statistics are estimated, drawn once from the seed; nil where they stay.
  ///
  /// - Parameter training: the training split.
  func calibration(for network: Network, _ training: () throws -> Dataset) throws -> Tensor? {
    guard scope == .affineRecalibrated else { return nil }
    return try ResidentData(training(), device: network.device, transform: network.normalise)
      .drawn(recalibration, seed: Seed(seed).derive("recalibrate"))
  }

  /// - Throws: `UserError` for a memory limit that has no room for it.
  func sweep(
    _ network: Network, _ checkpoints: [Checkpoint], _ data: ResidentData, calibration: Tensor?, draws: Int,
    note: (String) -> Void
  ) throws -> LayerSweep {
    let sweep = LayerSweep(
      network, checkpoints: checkpoints, inputs: data.inputs, labels: data.labels, scope: scope, unit: unit,
      calibration: calibration)
    var bytes = memory << 20, origin = "as set"
    if bytes == 0 {
      // Of another device's memory the machine says nothing.
      guard network.device == .cpu, let available = AvailableMemory.bytes() else { return sweep }
      bytes = available / 2
      origin = "half of what was available at the start"
    }
    try sweep.limitMemory(to: bytes, draws: draws)
    let held = (sweep.checkpointBytes + 1 << 20 - 1) >> 20
    note("memory limit \(bytes >> 20) MiB, \(origin); \(held) MiB of it are checkpoints")
    return sweep
  }
}
