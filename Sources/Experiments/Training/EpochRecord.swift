import Catalog
import Foundation

/// The figures of one epoch, under their documented names.
struct EpochRecord: Codable {
  let epoch: Int
  let trainLoss: Double
  let trainAccuracy: Double
  let testLoss: Double
  let testAccuracy: Double
  /// Wall-clock seconds of the epoch and its evaluation, pauses not counted.
  let seconds: Double

  var json: JSONValue {
    [
      "epoch": .int(epoch), "trainLoss": .double(trainLoss), "trainAccuracy": .double(trainAccuracy),
      "testLoss": .double(testLoss), "testAccuracy": .double(testAccuracy), "seconds": .double(seconds),
    ]
  }
}
