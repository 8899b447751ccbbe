import Catalog
import Torch

/// Searches a ball around each input x for the largest ‖θ_c(x) − θ_c(x′)‖₂ / ‖h(x) − h(x′)‖₂ and
/// ‖θ_c(x) − θ_c(x′)‖₂ / ‖x − x′‖₂ (Alvarez-Melis and Jaakkola 2018, eq. 5), c the class predicted at x.
///
/// Gradient ascent with restarts; each step that does not rise is halved, and a walk that has come to a stop begins anew
/// elsewhere. What is given is the best of all points seen, so more steps or restarts never give less. It is a lower bound
/// of the supremum.
///
/// Cost: `2·steps·restarts` forward and backward passes an input.
public struct StabilitySearch: Sendable {
  public var ball: Ball
  public var steps: Int
  public var restarts: Int
  /// Compares θ_c less its mean over the classes.
  public var isGaugeFree: Bool
  public var rowsAtOnce: Int

  public init(
    _ ball: Ball, steps: Int = 60, restarts: Int = 3, isGaugeFree: Bool = false, rowsAtOnce: Int = 512
  ) {
    self.ball = ball
    self.steps = steps
    self.restarts = restarts
    self.isGaugeFree = isGaugeFree
    self.rowsAtOnce = rowsAtOnce
  }

  /// - Parameters:
  ///   - anchors: `[N, …]`, coordinates of the space.
  ///   - samples: what the random starts of each input are keyed by.
  ///   - found: told the estimates of some inputs as soon as they are there, with the place of the first.
  ///   - progress: told the share that is done; may throw to end the search.
  public func estimate(
    _ space: InputSpace, at anchors: Tensor, samples: [Int], seed: Seed = Seed(0),
    found report: (_ first: Int, StabilityEstimates) throws -> Void = { _, _ in },
    progress: (Double) throws -> Void = { _ in }
  ) throws -> StabilityEstimates {
    try scope {
      let count = anchors.extent(0)
      let together = max(1, rowsAtOnce / max(1, restarts))
      var whole: [StabilityEstimates] = []
      for start in stride(from: 0, to: count, by: together) {
        let range = start..<min(start + together, count)
        let group = try StabilityGroup(
          self, space, anchors[range].detached(), samples: Array(samples[range]), seed: seed)
        for denominator in StabilityDenominator.allCases {
          try group.climb(denominator) { share in
            let done = (Double(denominator.rawValue) + share) / 2
            try progress((Double(range.lowerBound) + done * Double(range.count)) / Double(count))
          }
        }
        let estimates = group.estimates
        try report(start, estimates)
        whole.append(estimates)
      }
      return StabilityEstimates(
        found: StabilityDenominator.allCases.map { denominator in whole.flatMap { $0[denominator] } },
        points: StabilityDenominator.allCases.map { denominator in
          Tensor.concatenate(whole.map { $0.points[denominator.rawValue] })
        },
        evaluations: 2 * steps * restarts)
    }
  }
}
