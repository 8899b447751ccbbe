import Networks
import Torch

extension LayerSweep {
  /// Evaluates each unit on the straight line from its initial to its trained values, θ_d(α) = (1 − α)·θ_d⁰ + α·θ_d^T.
  ///
  /// α = 0 is re-initialisation to checkpoint 0, α = 1 the trained network, both to the bit. The smallest α that keeps
  /// the accuracy grades layers that all look critical at α = 0 (Chatterji, Neyshabur, Sedghi, *The intriguing role of
  /// module criticality*, ICLR 2020). Cost: one evaluation from the unit on for each α.
  ///
  /// - Parameters:
  ///   - shares: values of α in 0…1.
  ///   - skip: units that are known already.
  ///   - pulse: called before each chunk of inputs; what it throws ends the walk.
  ///   - visit: called after each unit; what it throws ends the walk.
  public func interpolate(
    _ shares: [Double], skip: (Int) -> Bool = { _ in false }, pulse: () throws -> Void = {},
    visit: (Int, [Evaluation]) throws -> Void
  ) throws {
    try noGrad {
      try Torch.scope {
        var kept = keptActivations()
        var statistics = downstreamStatistics
        for index in units.indices where !skip(index) {
          kept.advance(toUnit: index)
          statistics?.advance(to: units[index].start)
          let initial = network.replacement(for: units[index], from: checkpoints[0].tensors, scope)
          let together = max(1, plan.drawShare / max(1, plan.weights[index]))
          let path = try stride(from: 0, to: shares.count, by: together).flatMap { start in
            let sets = shares[start..<min(start + together, shares.count)].map { share in
              let replaced = between(initial, share)
              return statistics?.completing(replaced) ?? replaced
            }
            return try kept.evaluate(sets, pulse: pulse)
          }
          try visit(index, path)
        }
      }
    }
  }

  private func between(_ initial: [Int: [Tensor]], _ share: Double) -> [Int: [Tensor]] {
    Dictionary(
      uniqueKeysWithValues: initial.map { layer, tensors in
        (layer, zip(tensors, network.tensors[layer]).map { $0.lerp(to: $1, share) })
      })
  }

  /// The smallest α from which on the unit keeps the network's accuracy, to the share of it that ``Verdict`` calls
  /// ambient; 1 when only the trained values do.
  ///
  /// - Parameter path: accuracies at ascending values of α.
  public static func criticality(
    _ path: [(share: Double, accuracy: Double)], base: Double, chance: Double,
    rule: Verdict.Rule = Verdict.Rule()
  ) -> Double {
    var least = 1.0
    for (share, accuracy) in path.reversed() {
      guard Verdict(base: base, accuracy: accuracy, chance: chance, rule: rule) == .ambient else { break }
      least = share
    }
    return least
  }
}
