import Networks
import Torch

/// How far f is from what its explanation says of it near x: L_θ = ‖∇ₓf − θᵀJ_h‖ (Alvarez-Melis and Jaakkola 2018, eq. 3).
///
/// ∇ₓf_c − θ_cᵀJ_h = J_{θ_c}ᵀh exactly, so the concepts' Jacobian is never needed: the penalty is R_c = ∇ₓ Σᵢ θᵢc(x)·hᵢ
/// with h held fixed, taken of the logits, sample by sample, and averaged over the samples.
public struct GradientPenalty: Sendable {
  public enum Form: String, Sendable, CaseIterable {
    /// ‖R‖ over inputs and classes: one backward pass a class.
    case exact
    /// One backward pass with random signs r over the classes: E‖Σ_c r_c R_c‖² = ‖R‖². Unbiased for the square only.
    case hutchinson
    /// As `exact`, but the concepts learn nothing from it.
    case detached
  }

  public enum Norm: String, Sendable, CaseIterable {
    /// ‖R‖ as printed in the paper, which reaches 0 at a finite λ.
    case unsquared
    /// ‖R‖², which only shrinks.
    case squared
  }

  public let form: Form
  public let norm: Norm

  public init(_ form: Form = .exact, _ norm: Norm = .unsquared) {
    self.form = form
    self.norm = norm
  }

  /// Backward passes that one step's penalty takes.
  public func passes(classes: Int) -> Int { form == .hutchinson ? 1 : classes }

  /// The penalty of each sample, `[N]`, to be differentiated by the parameters.
  ///
  /// - Parameters:
  ///   - inputs: normalised inputs of which `explanation`'s relevances were computed, requiring a gradient.
  ///   - explanation: its concepts must not depend on `inputs`.
  ///   - generator: where Hutchinson's signs come from.
  /// - Throws: `TorchError`.
  func values(
    _ explanation: Explanation, by inputs: Tensor, _ generator: Generator
  ) throws -> Tensor {
    let concepts = form == .detached ? explanation.concepts.detached() : explanation.concepts
    // [N, C]: the logits, of which only θ depends on the inputs.
    var sums = (explanation.relevances * concepts.unsqueeze(2)).sum([1])
    if let bias = explanation.bias { sums = sums + bias }
    let classes = sums.extent(1)
    let samples = inputs.extent(0)
    if form == .hutchinson {
      let signs = generator.bernoulli(Tensor.full([samples, classes], 0.5)).to(inputs.device) * 2 - 1
      return measure(try squares(of: (sums * signs.to(sums.type)).sum(), by: inputs))
    }
    var total = try squares(of: sums.select(0, dimension: 1).sum(), by: inputs)
    for index in 1..<classes {
      total = total + (try squares(of: sums.select(index, dimension: 1).sum(), by: inputs))
    }
    return measure(total)
  }

  /// ‖∂sum/∂x‖² of each sample.
  private func squares(of sum: Tensor, by inputs: Tensor) throws -> Tensor {
    try gradients(of: [sum], by: [inputs], createGraph: true)[0]
      .square().flatten(from: 1).sum([1])
  }

  private func measure(_ squares: Tensor) -> Tensor {
    guard norm == .unsquared else { return squares }
    // The root's derivative at 0 is infinite; a norm of 0 stays where it is.
    let isPositive = squares .> 0
    return squares.where(isPositive, otherwise: squares.onesLike()).sqrt() * isPositive.to(squares.type)
  }
}
