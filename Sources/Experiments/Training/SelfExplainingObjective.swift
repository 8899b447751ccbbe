import Catalog
import Datasets
import Networks
import SelfExplaining
import Torch

/// The loss of a self-explaining network: prediction, gradient penalty, reconstruction, sparsity.
struct SelfExplainingObjective: TrainingObjective {
  let senn: SelfExplainingNetwork
  let plan: SelfExplainingPlan

  func loss(
    _ network: Network, _ batch: Batch, _ pass: Pass, without leftOut: [ResidualBlock], progress: Double,
    _ generator: () -> Generator
  ) throws -> StepLoss {
    let weights = plan.weights(at: progress)
    let found = try SelfExplainingLoss(penalty: plan.penalty).terms(
      senn, batch.inputs, weights, pass, generator()
    ) { network.predictionLoss($0, batch) }
    let terms: [(String, Tensor?)] = [
      ("prediction", found.prediction), ("penalty", found.penalty),
      ("reconstruction", found.reconstruction), ("sparsity", found.sparsity),
    ]
    return StepLoss(
      logits: found.logits, total: found.total,
      terms: terms.compactMap { name, value in value.map { (name, $0) } })
  }
}

/// The weights of a self-explaining network's loss and how they change, out of the settings.
struct SelfExplainingPlan {
  /// How a weight changes while the network trains.
  enum Schedule: String, CaseIterable {
    /// Always the same.
    case constant
    /// From 0 in a line, whole after half of the steps.
    case ramp
    /// 0 for half of the steps, whole afterwards.
    case late

    func factor(_ progress: Double) -> Double {
      switch self {
      case .constant: 1
      case .ramp: min(1, 2 * progress)
      case .late: progress < 0.5 ? 0 : 1
      }
    }
  }

  let penalty: GradientPenalty
  private let weights: SelfExplainingLoss.Weights
  private let schedules: [Schedule]
  /// A setting that is not the default.
  private let changed: (name: String, value: String)?

  init(_ settings: Settings) {
    penalty = GradientPenalty(
      GradientPenalty.Form(rawValue: settings.text("penalty")) ?? .exact,
      GradientPenalty.Norm(rawValue: settings.text("penalty-norm")) ?? .unsquared)
    weights = SelfExplainingLoss.Weights(
      lambda: settings.real("lambda"), reconstruction: settings.real("reconstruction"),
      sparsity: settings.real("sparsity"))
    schedules = ["lambda", "reconstruction", "sparsity"].map {
      Schedule(rawValue: settings.text("\($0)-schedule")) ?? .constant
    }
    changed =
      Self.parameters.lazy.compactMap { parameter in
        settings.values[parameter.name].flatMap {
          $0.spelled == parameter.standard.spelled ? nil : (parameter.name, $0.spelled)
        }
      }.first
  }

  func weights(at progress: Double) -> SelfExplainingLoss.Weights {
    SelfExplainingLoss.Weights(
      lambda: weights.lambda * schedules[0].factor(progress),
      reconstruction: weights.reconstruction * schedules[1].factor(progress),
      sparsity: weights.sparsity * schedules[2].factor(progress))
  }

  /// The parameters, for a card.
  static let parameters: [Parameter] =
    [
      Parameter(
        "lambda", "λ of a self-explaining network: how much its relevances must explain of its gradient",
        default: .real(0.01), range: .reals(0...1e5), paper: "2e-4 for the figures, 0…1 swept"),
      Parameter(
        "penalty",
        "how L_θ is taken: exact makes a backward pass a class, hutchinson one with random signs, "
          + "detached lets the concepts learn nothing from it",
        default: .text("exact"), range: .choice(GradientPenalty.Form.allCases.map(\.rawValue))),
      Parameter(
        "penalty-norm", "‖R‖ or its square", default: .text("unsquared"),
        range: .choice(GradientPenalty.Norm.allCases.map(\.rawValue)), paper: "unsquared"),
      Parameter(
        "reconstruction", "ξ, the weight of the mean squared error of what is decoded from the concepts",
        default: .real(1), range: .reals(0...1e5), paper: "1"),
      Parameter(
        "sparsity", "the weight of ‖h‖₁", default: .real(2e-5), range: .reals(0...1e5), paper: "2e-5"),
    ]
    + [("lambda", "λ"), ("reconstruction", "ξ"), ("sparsity", "the weight of ‖h‖₁")].map { name, symbol in
      Parameter(
        "\(name)-schedule",
        "how \(symbol) changes: ramp rises for half of the steps, late is 0 for half of them",
        default: .text("constant"), range: .choice(Schedule.allCases.map(\.rawValue)))
    }
}

extension SelfExplainingPlan {
  /// What minimises the loss of `network`.
  ///
  /// - Throws: `UserError` when something was asked of a network that does not explain itself.
  func objective(for network: Network) throws -> any TrainingObjective {
    if network.layers.last?.layer is ConceptSum {
      return SelfExplainingObjective(senn: try SelfExplainingNetwork(network), plan: self)
    }
    if let changed {
      throw UserError(
        "\(changed.name): found \(changed.value), expected the default: network '\(network.specification.name)' does "
          + "not explain itself; those named senn-… do")
    }
    return PredictionObjective()
  }
}
