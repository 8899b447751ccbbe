import Catalog
import Datasets
import Engine
import Networks
import SelfExplaining
import Torch

/// What is watched of a self-explaining network while it learns: its concept grid, and what the penalty is on inputs that
/// it does not learn from.
struct ConceptProbe {
  private let senn: SelfExplainingNetwork
  private let dataset: Dataset
  private let data: ResidentData
  private let prototypes: Int
  /// Inputs whose penalty is measured.
  private static let measured = 256
  /// Inputs around which the relevances' change is searched for.
  private static let searched = 16

  /// Nil for a network that does not explain itself.
  init?(_ network: Network, _ dataset: Dataset, _ data: ResidentData, prototypes: Int = 9) {
    guard let senn = try? SelfExplainingNetwork(network) else { return nil }
    self.senn = senn
    self.dataset = dataset
    self.data = data
    self.prototypes = min(prototypes, dataset.count)
  }

  func explain(at epoch: Double, _ part: JobPart) throws {
    try emitPenalty(at: epoch, part)
    try emitStability(at: epoch, part)
    try emitGrid(at: epoch, part)
  }

  private func emitPenalty(at epoch: Double, _ part: JobPart) throws {
    let rows = Tensor(Array(0..<min(Self.measured, data.count))).to(data.labels.device)
    let values = try scope {
      try SelfExplainingLoss.gradientPenalty(senn, normalised: data.batch(rows).inputs)
    }
    part.emit(
      .point(Point(series: "penalty/test", x: epoch, y: values.reduce(0, +) / Double(values.count))))
  }

  /// The median of ‖Δθ‖/‖Δx‖ that a short search finds around some inputs: how the explanations' stability goes with the
  /// accuracy. The experiment `senn-stability` searches longer and says it of h too.
  private func emitStability(at epoch: Double, _ part: JobPart) throws {
    let indices = Array(0..<min(Self.searched, dataset.count))
    let anchors = senn.coordinates(of: Tensor(try dataset.pixels(indices)))
    let found = try StabilitySearch(Ball(radius: senn.takesRows ? 0.5 : 1), steps: 10, restarts: 1)
      .estimate(senn.space, at: anchors, samples: indices)[.inputs]
    let ratios = found.compactMap { $0?.ratio }.sorted()
    guard !ratios.isEmpty else { return }
    part.emit(.point(Point(series: "stability/test", x: epoch, y: ratios[ratios.count / 2])))
  }

  /// The inputs with the largest hᵢ, concept by concept (Alvarez-Melis and Jaakkola 2018, §3: X^i).
  private func emitGrid(at epoch: Double, _ part: JobPart) throws {
    let concepts = try noGrad {
      try scope {
        Tensor.concatenate(
          try data.batches(of: 1000).map { try senn.explain(normalised: $0.inputs, .evaluation).concepts })
      }
    }
    let pictures = ConceptPictures(
      senn: senn, conceptNames: senn.conceptNames(dataset), captionOf: dataset.caption)
    var grid = try pictures.grid(Prototypes(of: concepts, size: prototypes)) { try dataset.pixels($0) }
    grid.at = epoch
    part.emit(.pictures(grid))
  }
}

extension Dataset {
  /// What is to be said of an input, in words: its class, or its number.
  func answer(_ index: Int) -> String { targets.map { "\($0[index])" } ?? classNames[labels[index]] }
}
