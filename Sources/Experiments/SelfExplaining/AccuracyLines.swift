import Datasets
import Foundation
import SelfExplaining
import Torch

/// What accuracy there is to be had on a data set: the lines beside a sweep's curve.
struct AccuracyLines {
  /// Training inputs of the logistic regression at the most.
  private static let mostRows = 20_000

  /// The share of the most frequent class.
  let majority: Double
  /// What one answer for each distinct input can have right at the most; 1 where equal inputs have equal labels.
  let ceiling: Double
  /// Test inputs that stand there more than once.
  let repeated: Int
  /// Of a logistic regression fitted to the training inputs.
  let logistic: Double

  init(
    _ data: TrainingData, _ normalise: (Tensor) -> Tensor, limit: Int, device: Device,
    progress: (Int) throws -> Void
  ) throws {
    let test = data.test, classes = test.classNames.count
    var counts: [Data: [Int]] = [:]
    let size = test.inputs.bytes.count / max(1, test.count)
    for (row, label) in test.labels.enumerated() {
      let bytes = test.inputs.bytes.subdata(in: row * size..<(row + 1) * size)
      counts[bytes, default: Array(repeating: 0, count: classes)][label] += 1
    }
    let total = Double(max(1, test.count))
    ceiling = Double(counts.values.reduce(0) { $0 + ($1.max() ?? 0) }) / total
    repeated = counts.values.reduce(0) { sum, own in
      let times = own.reduce(0, +)
      return sum + (times > 1 ? times : 0)
    }
    let perClass = Dictionary(test.labels.map { ($0, 1) }, uniquingKeysWith: +)
    majority = Double(perClass.values.max() ?? 0) / total
    let rows = min(limit > 0 ? limit : .max, Self.mostRows)
    let training = ResidentData(data.train, limit: rows, device: device, transform: normalise)
    let fitted = try LogisticRegression(
      training.inputs.flatten(from: 1), training.labels, classes: classes, progress: progress)
    let held = ResidentData(test, device: device, transform: normalise)
    let right = try held.batches(of: 1000).map {
      try (fitted.predictions($0.inputs.flatten(from: 1)) .== $0.labels).countNonzero().integer()
    }
    logistic = Double(right.reduce(0, +)) / total
  }
}
