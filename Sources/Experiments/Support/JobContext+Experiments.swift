import Catalog
import Engine
import Torch

extension JobContext {
  /// Keeps the result's tensors in the run's folder, where `--output` finds them.
  func save(_ tensors: [String: ArrayValue]) throws {
    guard let store else { return }
    try Safetensors.write(tensors, to: store.path + "/tensors.safetensors")
  }

  /// The generator keyed by (seed, purpose, sample, draw).
  func generator(for purpose: String, sample: Int = 0, draw: Int = 0) -> Generator {
    Generator(seed: seed(for: purpose, sample: sample, draw: draw))
  }
}
