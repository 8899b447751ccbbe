import Attribution
import Catalog
import Datasets
import LayerRobustness
import Networks
import Torch

/// The full set where it is installed, as the peers take it.
func fashion(_ split: Split) throws -> Dataset {
  let full = DatasetSource.fashionMNIST
  return try (full.location() == nil ? DatasetSource.fashionMini : full).load(split)
}

func network(_ name: String, for data: Dataset, seed: UInt64 = 1) throws -> Network {
  let channels = data.inputShape[0]
  let input = try InputDescription(
    shape: data.inputShape, mean: [Double](repeating: 0.286, count: channels),
    deviation: [Double](repeating: 0.353, count: channels), classNames: data.classNames)
  return Network(try ArchitectureRegistry.specification(named: name, for: input), seed: seed)
}

/// Ten floats plus ten floats, without gradients.
func elementwiseAdd(_ meter: Meter) throws {
  let count = 200_000
  let a = Tensor.ones([10]), b = Tensor.ones([10])
  try meter.report(units: count, unit: "operation") {
    noGrad { for _ in 0..<count { _ = a + b } }
  }
}

/// The sweep of FCN 3×256 on 10 000 pictures: 12 checkpoints, of which the last is the trained network as in every
/// training run, 5 draws, every contiguous range.
func layersSweep(_ meter: Meter) throws {
  let data = try fashion(.test)
  let trained = try network("fcn-3x256", for: data)
  var checkpoints = try (0..<11).map {
    Checkpoint(label: "\($0)", tensors: try network("fcn-3x256", for: data, seed: UInt64($0 + 2)).tensors)
  }
  checkpoints.append(Checkpoint(label: "11", tensors: trained.tensors))
  let rows = (0..<10_000).map { $0 % data.count }  // with fashion-mini, the same amount of work
  let batch = ResidentData(data, transform: trained.normalise).batch(Tensor(rows))
  func sweep() -> LayerSweep {
    LayerSweep(trained, checkpoints: checkpoints, inputs: batch.inputs, labels: batch.labels)
  }
  var cells = 0
  try meter.report(unit: "sweep", more: ["cells": .int(sweep().cellCount(draws: 5))]) {
    try sweep().run(draws: 5, seed: 1) { _, _ in cells += 1 }
  }
}

/// SmoothGrad, n = 50, of 64 pictures on the small network.
func smoothGrad(_ meter: Meter) throws {
  let data = try fashion(.test).subset(Array(0..<64))
  let classifier = try network("cnn-small", for: data)
  let inputs = Tensor(try data.pixels(Array(0..<64)))
  let method = try SmoothGrad(Settings(SmoothGrad.card))
  // What the library loads and generates on first use is not the work's memory; the peer does the same.
  _ = try SmoothGrad(Settings(SmoothGrad.card, typed: ["samples": "2"]))
    .attribute(classifier, inputs[0..<1], targets: [data.labels[0]])
  try meter.report(unit: "64 pictures") {
    _ = try method.attribute(classifier, inputs, targets: data.labels)
  }
}
