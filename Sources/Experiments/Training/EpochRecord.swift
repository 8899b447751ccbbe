import Catalog
import Foundation

/// The figures of one epoch, under their documented names.
struct EpochRecord: Codable {
  let epoch: Int
  let trainLoss: Double
  /// Nil where a number is learnt.
  let trainAccuracy: Double?
  let testLoss: Double
  let testAccuracy: Double?
  /// Of a number; nil where classes are learnt.
  let testR2: Double?
  let testRMSE: Double?
  /// Wall-clock seconds of the epoch and its evaluation, pauses not counted.
  let seconds: Double

  init(epoch: Int, _ tally: Trainer.Tally, _ test: TestFigures, seconds: Double) {
    self.epoch = epoch
    trainLoss = tally.meanLoss
    trainAccuracy = test.accuracy == nil ? nil : tally.accuracy
    testLoss = test.loss
    testAccuracy = test.accuracy
    testR2 = test.r2
    testRMSE = test.rmse
    self.seconds = seconds
  }

  var json: JSONValue {
    let numbers: [(String, Double?)] = [
      ("trainLoss", trainLoss), ("trainAccuracy", trainAccuracy), ("seconds", seconds),
    ]
    return .object(
      numbers.reduce(into: ["epoch": .int(epoch)].merging(testFigures) { $1 }) { members, number in
        members[number.0] = number.1.map(JSONValue.double)
      })
  }

  /// What a run leaves as its figures when this is its last epoch.
  var testFigures: [String: JSONValue] {
    let numbers: [(String, Double?)] = [
      ("testLoss", testLoss), ("testAccuracy", testAccuracy), ("testR2", testR2), ("testRMSE", testRMSE),
    ]
    return numbers.reduce(into: [:]) { $0[$1.0] = $1.1.map(JSONValue.double) }
  }
}
