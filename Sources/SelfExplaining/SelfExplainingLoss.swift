import Catalog
import Networks
import Torch

/// L_y(f(x), y) + λ·L_θ(f) + ξ·L_h(x, x̂), with the sparsity of the concepts as a knob of its own (Alvarez-Melis and
/// Jaakkola 2018, eq. 4).
public struct SelfExplainingLoss {
  /// What the terms are multiplied by; one of 0 is not computed.
  public struct Weights: Sendable, Equatable {
    /// λ, of the gradient penalty.
    public var lambda: Double
    /// ξ, of the mean squared error of the reconstruction, in units of normalised inputs.
    public var reconstruction: Double
    /// Of ‖h‖₁.
    public var sparsity: Double

    public init(lambda: Double, reconstruction: Double, sparsity: Double) {
      self.lambda = lambda
      self.reconstruction = reconstruction
      self.sparsity = sparsity
    }
  }

  public let penalty: GradientPenalty

  public init(penalty: GradientPenalty = GradientPenalty()) { self.penalty = penalty }

  /// The terms, each a mean over the samples of its own value a sample: no term depends on how large the batch is.
  public struct Terms {
    /// As the network's own `logits`.
    public let logits: Tensor
    public let prediction: Tensor
    /// Nil where the weight is 0, or there is nothing to compute it of.
    public let penalty: Tensor?
    public let reconstruction: Tensor?
    public let sparsity: Tensor?
    public let total: Tensor
  }

  /// - Parameters:
  ///   - inputs: normalised inputs.
  ///   - predictionLoss: of the network's logits, the mean over the samples.
  ///   - generator: of the penalty's random signs.
  /// - Throws: `TorchError`.
  public func terms(
    _ senn: SelfExplainingNetwork, _ inputs: Tensor, _ weights: Weights, _ pass: Pass, _ generator: Generator,
    predictionLoss: (Tensor) -> Tensor
  ) throws -> Terms {
    // The penalty needs θ's graph down to the inputs, and the concepts' not: they see a copy.
    let watched = weights.lambda > 0 ? inputs.detached().requiringGradient() : inputs
    let parts = try senn.parts(
      watched, concepts: inputs, decodes: weights.reconstruction > 0 && senn.reconstructs, pass)
    let explanation = senn.explanation(theta: parts.theta, concepts: parts.concepts)
    let logits = senn.network.logits(of: explanation.logits)
    let prediction = predictionLoss(logits)
    var total = prediction
    var penalty: Tensor?
    if weights.lambda > 0 {
      let value = try self.penalty.values(explanation, by: watched, generator).mean()
      penalty = value
      total = total + value * weights.lambda
    }
    let reconstruction = parts.reconstruction.map { ($0 - inputs).square().mean() }
    if let reconstruction { total = total + reconstruction * weights.reconstruction }
    var sparsity: Tensor?
    if weights.sparsity > 0, !senn.hasInputConcepts {
      let value = explanation.concepts.abs().sum([1]).mean()
      sparsity = value
      total = total + value * weights.sparsity
    }
    return Terms(
      logits: logits, prediction: prediction, penalty: penalty, reconstruction: reconstruction,
      sparsity: sparsity, total: total)
  }

  /// The exact penalty of each of some inputs, in evaluation mode: what training presses down, measured.
  ///
  /// - Throws: `TorchError`.
  public static func gradientPenalty(_ senn: SelfExplainingNetwork, normalised inputs: Tensor) throws
    -> [Double]
  {
    let watched = inputs.detached().requiringGradient()
    let parts = try senn.parts(watched, concepts: inputs, decodes: false, .evaluation)
    let explanation = senn.explanation(theta: parts.theta, concepts: parts.concepts)
    return try GradientPenalty(.detached).values(explanation, by: watched, Generator(seed: 0)).doubles()
  }
}
