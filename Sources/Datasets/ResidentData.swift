import Catalog
import Torch

/// One split of a data set, whole on one device as the bytes that the files hold: a quarter of the memory of numbers.
///
/// A byte has 256 values, so what is to be made of pixels is worked out once for each value and channel, and a batch
/// looks its bytes up. That gives the bits that the whole set, transformed, would give, and costs a step no more.
public struct ResidentData {
  /// `[N]`, int64.
  public let labels: Tensor
  private let bytes: Tensor
  /// `[C, 256]`.
  private let table: Tensor

  /// - Parameters:
  ///   - limit: the first so many samples only; 0 takes all.
  ///   - transform: from pixels in 0…1 (`[N, C, 1, 1]`, on the device) to inputs of the same shape, each number by
  ///     itself: a network's normalisation.
  public init(
    _ dataset: Dataset, limit: Int = 0, device: Device = .cpu, transform: (Tensor) -> Tensor = { $0 }
  ) {
    let count = limit > 0 ? min(limit, dataset.count) : dataset.count
    let size = dataset.inputShape.reduce(1, *), channels = dataset.inputShape[0]
    bytes = dataset.inputs.bytes.withUnsafeBytes {
      Tensor.fromBytes(
        UnsafeRawBufferPointer(rebasing: $0[..<(count * size)]), shape: [count] + dataset.inputShape,
        type: .uint8)
    }.to(device)
    labels = Tensor(Array(dataset.labels[..<count])).to(device)
    table = noGrad {
      let pixels = Tensor.arange(to: 256, type: .float32).to(device) / 255
      return transform(pixels.reshape([256, 1, 1, 1]).expand([256, channels, 1, 1]))
        .reshape([256, channels]).transpose()
    }
  }

  /// Number of samples.
  public var count: Int { labels.extent(0) }

  /// The whole split.
  public var inputs: Tensor { bytes.lookUp(in: table) }

  /// The samples of `rows` (`[B]` of int64, on the data's device), in their order.
  ///
  /// - Parameter moves: `[N, 3]` on the data's device: how each sample of the split is to be changed, as
  ///   ``Augmentation/moves(seed:epoch:count:)`` draws it.
  public func batch(_ rows: Tensor, moves: Tensor? = nil) -> Batch {
    var chosen = bytes.indexSelect(rows)
    if let moves { chosen = chosen.moved(by: moves.indexSelect(rows)) }
    return Batch(inputs: chosen.lookUp(in: table), labels: labels.indexSelect(rows))
  }

  /// The whole split in file order; the last batch may be smaller.
  public func batches(of size: Int) -> some Sequence<Batch> {
    stride(from: 0, to: count, by: size).lazy.map { start in
      let range = start..<Swift.min(start + size, count)
      return Batch(inputs: bytes[range].lookUp(in: table), labels: labels[range])
    }
  }
}
