import Catalog
import Datasets
import Engine
import Torch

extension JobContext {
  /// One split of the data set of that name; what was left out of it is noted in the run.
  ///
  /// - Throws: `UserError` for an unknown data set, or one that is missing or damaged.
  func dataset(_ name: String, _ split: Split) throws -> Dataset {
    let data = try datasetRegistry.find(name).load(split, from: DataLocator(home: runs.home))
    for note in data.notes { emit(.note(note)) }
    return data
  }

  /// Keeps the result's tensors in the run's folder, where `--output` finds them.
  func save(_ tensors: [String: ArrayValue]) throws { try JobPart(self).save(tensors) }

  /// The generator keyed by (seed, purpose, sample, draw).
  func generator(for purpose: String, sample: Int = 0, draw: Int = 0) -> Generator {
    Generator(seed: seed(for: purpose, sample: sample, draw: draw))
  }
}

/// A share for a note: `12.34 %`.
func percent(_ share: Double) -> String { "\((share * 10_000).rounded() / 100) %" }
