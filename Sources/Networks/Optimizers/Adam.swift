import Foundation
import Torch

/// Adam (Kingma and Ba 2015, algorithm 1) with ℓ2 weight decay added to the gradient, as PyTorch's `Adam` has it.
public final class Adam: Optimizer {
  private let parameters: [Tensor]
  private let first: [Tensor]
  private let second: [Tensor]
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let decay: Double
  private var steps = 0

  public init(
    _ parameters: [Tensor], beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    decay: Double = 0
  ) {
    self.parameters = parameters
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.decay = decay
    first = parameters.map { $0.detached().zerosLike() }
    second = parameters.map { $0.detached().zerosLike() }
  }

  public func step(_ gradients: [Tensor], rate: Double) throws {
    steps += 1
    let correction1 = 1 - pow(beta1, Double(steps)), correction2 = 1 - pow(beta2, Double(steps))
    try noGrad {
      try scope {
        for (index, parameter) in parameters.enumerated() {
          let gradient = decay == 0 ? gradients[index] : gradients[index] + parameter * decay
          first[index].multiply(inPlace: beta1)
          first[index].add(inPlace: gradient, times: 1 - beta1)
          second[index].multiply(inPlace: beta2)
          second[index].addProduct(inPlace: gradient, gradient, times: 1 - beta2)
          let denominator = second[index].sqrt() / correction2.squareRoot() + epsilon
          parameter.addQuotient(inPlace: first[index], denominator, times: -rate / correction1)
        }
      }
    }
  }

  public var state: [(String, Tensor)] {
    first.enumerated().map { ("first.\($0)", $1) } + second.enumerated().map { ("second.\($0)", $1) }
      + [("steps", Tensor([steps]))]
  }

  public func restore(_ state: [String: Tensor], place: String) throws {
    for (index, (mean, square)) in zip(first, second).enumerated() {
      try mean.restoreOptimizerState(state["first.\(index)"], name: "first.\(index)", place: place)
      try square.restoreOptimizerState(state["second.\(index)"], name: "second.\(index)", place: place)
    }
    guard let saved = state["steps"], saved.shape == [1] else {
      throw optimizerStateError(name: "steps", found: state["steps"]?.shape, expected: [1], place: place)
    }
    steps = try saved.integer()
  }
}
