import Networks
import Torch

extension LayerSweep {
  /// Evaluates one unit on the straight line from its initial to its trained values, θ_d(α) = (1 − α)·θ_d⁰ + α·θ_d^T.
  ///
  /// α = 0 is re-initialisation to checkpoint 0, α = 1 the trained network, both to the bit. The smallest α that keeps
  /// the accuracy grades layers that all look critical at α = 0 (Chatterji, Neyshabur, Sedghi, *The intriguing role of
  /// module criticality*, ICLR 2020). Cost: one evaluation from the unit on for each α.
  ///
  /// - Parameter shares: values of α in 0…1.
  public func path(unit: Int, _ shares: [Double]) throws -> [Evaluation] {
    try noGrad {
      try Torch.scope {
        var kept = keptActivations()
        kept.advance(to: units[unit].start)
        let initial = network.replacement(for: units[unit], from: checkpoints[0].tensors, scope)
        return try shares.map { share in
          try kept.evaluate(
            Dictionary(
              uniqueKeysWithValues: initial.map { layer, tensors in
                (layer, zip(tensors, network.tensors[layer]).map { $0.lerp(to: $1, share) })
              }))
        }
      }
    }
  }
}
