import Datasets
import Torch

/// A whole split as tensors: normalised inputs `[N, C, H, W]` and labels `[N]`.
struct ResidentData {
  let inputs: Tensor
  let labels: Tensor

  var count: Int { labels.extent(0) }

  /// Converts piece by piece, so that no second copy of the whole is ever held.
  ///
  /// - Parameter limit: the first so many samples only; 0 takes all.
  init(_ dataset: Dataset, limit: Int = 0, device: Device = .cpu, normalise: (Tensor) -> Tensor) {
    let count = limit > 0 ? min(limit, dataset.count) : dataset.count
    let size = dataset.inputShape.reduce(1, *)
    let whole = Tensor.empty([count] + dataset.inputShape).to(device)
    noGrad {
      dataset.inputs.bytes.withUnsafeBytes { bytes in
        for start in stride(from: 0, to: count, by: 2000) {
          let end = min(start + 2000, count)
          let piece = Tensor.fromBytes(
            UnsafeRawBufferPointer(rebasing: bytes[start * size..<end * size]),
            shape: [end - start] + dataset.inputShape, type: .uint8)
          whole[start..<end].copy(inPlace: normalise(piece.to(device).to(.float32) / 255))
        }
      }
    }
    inputs = whole
    labels = Tensor(Array(dataset.labels[..<count])).to(device)
  }
}
