import Catalog
import Torch

/// One split of a data set, whole on one device: pictures as the bytes that the files hold, a quarter of the memory of
/// numbers, and rows of a table as what the transform made of them.
///
/// A byte has 256 values, so what is to be made of pixels is worked out once for each value and channel, and a batch
/// looks its bytes up. That gives the bits that the whole set, transformed, would give, and costs a step no more.
public struct ResidentData {
  /// `[N]`, int64.
  public let labels: Tensor
  /// `[N]`, float32, where a number is to be predicted.
  public let targets: Tensor?
  private let storage: Storage

  private enum Storage {
    /// Bytes `[N, C, H, W]`, and what becomes of them, `[C, 256]`.
    case pictures(Tensor, table: Tensor)
    /// `[N, F, 1, 1]`.
    case rows(Tensor)
  }

  /// - Parameters:
  ///   - limit: the first so many samples only; 0 takes all.
  ///   - transform: from pixels in 0…1 or rows (`[N, C, 1, 1]`, on the device) to inputs of the same shape, each number by
  ///     itself: a network's normalisation.
  public init(
    _ dataset: Dataset, limit: Int = 0, device: Device = .cpu, transform: (Tensor) -> Tensor = { $0 }
  ) {
    let count = limit > 0 ? min(limit, dataset.count) : dataset.count
    let size = dataset.inputShape.reduce(1, *) * dataset.inputs.elementType.size
    let values = dataset.inputs.bytes.withUnsafeBytes {
      Tensor.fromBytes(
        UnsafeRawBufferPointer(rebasing: $0[..<(count * size)]), shape: [count] + dataset.inputShape,
        type: dataset.features == nil ? .uint8 : .float32)
    }.to(device)
    labels = Tensor(Array(dataset.labels[..<count])).to(device)
    targets = dataset.targets.map { Tensor(Array($0[..<count])).to(device) }
    storage = noGrad {
      guard dataset.features == nil else { return .rows(transform(values)) }
      let channels = dataset.inputShape[0]
      let pixels = Tensor.arange(to: 256, type: .float32).to(device) / 255
      let table = transform(pixels.reshape([256, 1, 1, 1]).expand([256, channels, 1, 1]))
        .reshape([256, channels]).transpose()
      return .pictures(values, table: table)
    }
  }

  /// Number of samples.
  public var count: Int { labels.extent(0) }

  /// The whole split.
  public var inputs: Tensor {
    switch storage {
    case .pictures(let bytes, let table): bytes.lookUp(in: table)
    case .rows(let rows): rows
    }
  }

  /// The samples of `rows` (`[B]` of int64, on the data's device), in their order.
  ///
  /// - Parameter moves: `[N, 3]` on the data's device: how each picture of the split is to be changed, as
  ///   ``Augmentation/moves(seed:epoch:count:)`` draws it; rows of a table are never changed.
  public func batch(_ rows: Tensor, moves: Tensor? = nil) -> Batch {
    let inputs: Tensor
    switch storage {
    case .pictures(let bytes, let table):
      var chosen = bytes.indexSelect(rows)
      if let moves { chosen = chosen.moved(by: moves.indexSelect(rows)) }
      inputs = chosen.lookUp(in: table)
    case .rows(let values): inputs = values.indexSelect(rows)
    }
    return Batch(
      inputs: inputs, labels: labels.indexSelect(rows), targets: targets.map { $0.indexSelect(rows) })
  }

  /// The whole split in file order; the last batch may be smaller.
  public func batches(of size: Int) -> some Sequence<Batch> {
    stride(from: 0, to: count, by: size).lazy.map { start in
      let range = start..<Swift.min(start + size, count)
      let inputs =
        switch storage {
        case .pictures(let bytes, let table): bytes[range].lookUp(in: table)
        case .rows(let values): values[range]
        }
      return Batch(inputs: inputs, labels: labels[range], targets: targets.map { $0[range] })
    }
  }
}
