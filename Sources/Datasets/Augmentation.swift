import Catalog
import Torch

/// Random changes of training pictures that leave their class as it is.
///
/// A picture's change hangs on (seed, epoch, its own place in the set) alone: not on its batch, nor on what was drawn
/// before, so a training that goes on from a checkpoint sees the same pictures.
public enum Augmentation: String, Sendable, CaseIterable {
  case none
  /// Mirrored from left to right, every second time.
  case flip
  /// A window of the picture's size out of the picture with ``padding`` zeros around it.
  case crop
  case cropFlip = "crop-flip"

  /// Pixels around a picture before it is cropped.
  public static let padding = 4

  /// - Returns: for each of `count` samples how ``Tensor/moved(by:)`` changes it in this epoch, `[count, 3]`; nil when
  ///   nothing changes.
  public func moves(seed: Seed, epoch: Int, count: Int) -> Tensor? {
    guard self != .none else { return nil }
    let places = 2 * Self.padding + 1
    var moves = [Int](repeating: 0, count: 3 * count)
    for sample in 0..<count {
      var generator = SplitMix64(seed: seed.derive("augmentation", sample: sample, draw: epoch))
      // Always all three, so that a flip is the same with and without a crop.
      let drawn = [generator.next(below: places), generator.next(below: places), generator.next(below: 2)]
      if self != .flip {
        moves[3 * sample] = drawn[0] - Self.padding
        moves[3 * sample + 1] = drawn[1] - Self.padding
      }
      if self != .crop { moves[3 * sample + 2] = drawn[2] }
    }
    return Tensor(moves, shape: [count, 3])
  }
}
