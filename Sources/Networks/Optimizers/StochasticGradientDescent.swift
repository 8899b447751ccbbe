import Catalog
import Torch

func optimizerStateError(name: String, found: [Int]?, expected: [Int], place: String) -> UserError {
  UserError(
    "\(place): optimiser state '\(name)': found \(found.map { "shape \($0)" } ?? "nothing"), expected shape \(expected)"
  )
}

/// Stochastic gradient descent with momentum μ, optional Nesterov look-ahead and ℓ2 weight decay λ:
/// `v ← μv + (g + λθ)`, `θ ← θ − ηv`, as PyTorch defines it.
public final class StochasticGradientDescent: Optimizer {
  private let parameters: [Tensor]
  private let momenta: [Tensor]
  private let momentum: Double
  private let decay: Double
  private let nesterov: Bool
  private var steps = 0

  public init(_ parameters: [Tensor], momentum: Double = 0.9, decay: Double = 0, nesterov: Bool = false) {
    self.parameters = parameters
    self.momentum = momentum
    self.decay = decay
    self.nesterov = nesterov
    momenta = parameters.map { $0.detached().zerosLike() }
  }

  public func step(_ gradients: [Tensor], rate: Double) throws {
    try stochasticGradientStep(
      parameters: parameters, gradients: gradients, momenta: momenta, rate: rate, momentum: momentum,
      decay: decay,
      nesterov: nesterov, isFirst: steps == 0)
    steps += 1
  }

  public var state: [(String, Tensor)] {
    momenta.enumerated().map { ("momentum.\($0)", $1) } + [("steps", Tensor([steps]))]
  }

  public func restore(_ state: [String: Tensor], place: String) throws {
    for (index, momentum) in momenta.enumerated() {
      let name = "momentum.\(index)"
      try momentum.restoreOptimizerState(state[name], name: name, place: place)
    }
    guard let saved = state["steps"], saved.shape == [1] else {
      throw optimizerStateError(name: "steps", found: state["steps"]?.shape, expected: [1], place: place)
    }
    steps = try saved.integer()
  }
}
