import Catalog
import Foundation

extension Dataset {
  /// Equal inputs have equal numbers: 0, 1, … in the order in which they first occur.
  public var inputGroups: [Int] {
    let size = inputShape.reduce(1, *) * inputs.elementType.size
    return numbered(
      (0..<count).map {
        inputs.bytes[inputs.bytes.startIndex + $0 * size..<inputs.bytes.startIndex + ($0 + 1) * size]
      })
  }

  /// The largest accuracy that any function of the inputs can have on this split: equal inputs get one answer, so at best
  /// that of most of them. 1 where no two inputs are equal and labelled differently.
  ///
  /// It is measured on the rows themselves, so it is an upper bound and not what a network could learn: an input that
  /// occurs once counts as always right.
  public var inSampleCeiling: Double {
    var counts: [[Int]: Int] = [:], best: [Int: Int] = [:]
    for (group, label) in zip(inputGroups, labels) {
      let count = counts[[group, label], default: 0] + 1
      counts[[group, label]] = count
      best[group] = max(best[group] ?? 0, count)
    }
    return count == 0 ? 0 : Double(best.values.reduce(0, +)) / Double(count)
  }
}
