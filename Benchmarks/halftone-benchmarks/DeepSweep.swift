import Catalog
import LayerRobustness
import Networks
import Torch

/// Sweeps of deep networks over 256 pictures of 3×32×32: either every unit at 6 checkpoints, of which the last is the
/// trained network as in every training run, or every contiguous range at the first.
func deepSweep(_ meter: Meter, network name: String, joint: Bool) throws {
  let input = try InputDescription(
    shape: [3, 32, 32], mean: [0, 0, 0], deviation: [1, 1, 1], classNames: (0..<10).map { "\($0)" })
  let specification = try ArchitectureRegistry.specification(named: name, for: input)
  let trained = Network(specification, seed: 1)
  let checkpoints =
    (0..<5).map { Checkpoint(label: "\($0)", tensors: Network(specification, seed: UInt64($0 + 2)).tensors) }
    + [Checkpoint(label: "5", tensors: trained.tensors)]
  let inputs = Generator(seed: 1).normal([256] + input.shape)
  let labels = Generator(seed: 2).integers([256], 0, 10)
  func sweep(_ skip: @escaping (LayerSweep.Kind) -> Bool) throws -> Int {
    var cells = 0
    try LayerSweep(trained, checkpoints: checkpoints, inputs: inputs, labels: labels)
      .run(draws: 0, seed: 1, skip: skip) { _, _ in cells += 1 }
    return cells
  }
  func isOfOtherView(_ kind: LayerSweep.Kind) -> Bool {
    if case .joint = kind { !joint } else { joint }
  }
  // One cell of each unit warms up as well as all of them.
  let cells = joint ? trained.units.count * (trained.units.count + 1) / 2 : trained.units.count * 6
  try meter.report(
    unit: "sweep", more: ["cells": .int(cells)],
    warmUp: {
      _ = try sweep { kind in
        if case .reinitialised(_, 1) = kind { false } else { true }
      }
    }
  ) {
    let found = try sweep(isOfOtherView)
    guard found == cells else { throw UserError("found \(found) cells, expected \(cells)") }
  }
}
