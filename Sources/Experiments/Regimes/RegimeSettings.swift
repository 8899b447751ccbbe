import Catalog

/// The parameters of `regimes`: those of `train` and of `layers`, but for what the regimes themselves settle.
enum RegimeSettings {
  private static let training = TrainExperiment().card
  private static let sweeping = LayersExperiment().card

  static let parameters: [Parameter] = {
    let own = [
      Parameter(
        "network", "the architecture, without the suffix for batch norm: both forms are trained",
        default: .text("vgg11-w0.25"),
        range: .text(form: "a name of vgg, resnet, preresnet, resmlp or plainmlp without -bn and -nobn"),
        paper: "VGG on CIFAR-10", isCommon: true),
      SharedParameters.dataset("fashion-mini-32"),
      Parameter(
        "weight-decay", "λ of the ℓ2 penalty in the two regimes that have one", default: .real(0.0005),
        range: .reals(0...10), paper: "5e-4", isCommon: true),
    ]
    let settled = ["network", "dataset", "weight-decay", "probes", "blocks-per-batch", "recalibrate"]
    let trained = training.parameters.filter { !settled.contains($0.name) }
    let present = Set((own + trained).map(\.name) + ["model", "split"])
    return own + trained + sweeping.parameters.filter { !present.contains($0.name) }
  }()

  /// What one regime's training is asked for.
  static func training(_ settings: Settings, _ regime: Regime, network: String) throws -> Settings {
    try settings.restricted(
      to: training,
      with: ["network": network, "probes": "0"].merging(regime.hasDecay ? [:] : ["weight-decay": "0"]) { $1 })
  }

  /// What its sweep is asked for.
  static func sweep(_ settings: Settings) throws -> Settings { try settings.restricted(to: sweeping) }
}
