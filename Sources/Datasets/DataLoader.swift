import Catalog
import Torch

/// Makes batches of a data set that lies whole on one device.
///
/// The bytes stay bytes, a quarter of the memory of pixels, and a batch is turned into pixels when it is gathered:
/// byte / 255 in single precision, as ``Dataset/pixels(_:)`` gives it.
public struct DataLoader {
  public let dataset: Dataset
  private let bytes: Tensor
  private let labels: Tensor

  public init(_ dataset: Dataset, device: Device = .cpu) {
    self.dataset = dataset
    bytes = Tensor(dataset.inputs).to(device)
    labels = Tensor(dataset.labels).to(device)
  }

  /// Number of samples.
  public var count: Int { dataset.count }

  /// The chosen samples, in the order of the indices.
  ///
  /// - Throws: ``UserError`` for an index beyond the set.
  public func batch(_ indices: [Int]) throws -> Batch {
    try dataset.check(indices)
    return gather(indices, Tensor(indices).to(bytes.device))
  }

  /// The whole set as one batch in file order; four times the memory of the bytes.
  public var all: Batch { slice(0..<count) }

  /// The whole set in file order, for evaluation; the last batch may be smaller.
  public func batches(size: Int) -> BatchSequence {
    BatchSequence(self, order: Array(0..<count), size: size, isInOrder: true)
  }

  /// One epoch of training: every sample once, in an order that depends on seed and epoch alone and is the same on
  /// every machine. The last batch may be smaller.
  public func epoch(_ epoch: Int, seed: Seed, size: Int) -> BatchSequence {
    var generator = SplitMix64(seed: seed.derive("order of samples", draw: epoch))
    return BatchSequence(self, order: generator.permutation(count), size: size, isInOrder: false)
  }

  fileprivate func gather(_ indices: [Int], _ index: Tensor) -> Batch {
    Batch(
      inputs: pixels(bytes.indexSelect(index)), labels: labels.indexSelect(index), indices: indices)
  }

  fileprivate func slice(_ range: Range<Int>) -> Batch {
    Batch(inputs: pixels(bytes[range]), labels: labels[range], indices: Array(range))
  }

  fileprivate var device: Device { bytes.device }

  private func pixels(_ bytes: Tensor) -> Tensor { bytes.to(.float32) / 255 }
}

/// The batches of one pass over a data set.
public struct BatchSequence: Sequence {
  /// The samples' order; a batch takes the next `size` of them.
  public let order: [Int]
  public let size: Int
  private let loader: DataLoader
  private let isInOrder: Bool

  fileprivate init(_ loader: DataLoader, order: [Int], size: Int, isInOrder: Bool) {
    precondition(size > 0, "found a batch size of \(size), expected 1 or more")
    self.loader = loader
    self.order = order
    self.size = size
    self.isInOrder = isInOrder
  }

  /// Number of batches.
  public var count: Int { (order.count + size - 1) / size }

  public func makeIterator() -> Iterator { Iterator(self, position: 0) }

  /// The batches from the `first`-th on, for a run that resumes inside an epoch.
  public func from(_ first: Int) -> IteratorSequence<Iterator> {
    IteratorSequence(Iterator(self, position: Swift.min(order.count, first * size)))
  }

  public struct Iterator: IteratorProtocol {
    private let sequence: BatchSequence
    /// The whole order as one tensor, of which each batch takes a view.
    private let index: Tensor?
    private var position: Int

    fileprivate init(_ sequence: BatchSequence, position: Int) {
      self.sequence = sequence
      self.position = position
      index = sequence.isInOrder ? nil : Tensor(sequence.order).to(sequence.loader.device)
    }

    public mutating func next() -> Batch? {
      let range = position..<Swift.min(position + sequence.size, sequence.order.count)
      guard !range.isEmpty else { return nil }
      position = range.upperBound
      guard let index else { return sequence.loader.slice(range) }
      return sequence.loader.gather(Array(sequence.order[range]), index[range])
    }
  }
}
