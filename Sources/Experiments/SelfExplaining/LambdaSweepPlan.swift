import Catalog
import Networks

/// What a sweep over λ is asked for.
struct LambdaSweepPlan {
  /// One network to train.
  struct Run: Sendable, Hashable {
    /// The column: which λ.
    let column: Int
    /// As it was typed.
    let lambda: String
    let seed: Int

    var name: String { "lambda-\(lambda)-seed-\(seed)" }
  }

  private static let training = TrainExperiment().card

  static let parameters: [Parameter] = {
    let own = [
      Parameter(
        "network", "the self-explaining architecture", default: .text("senn-identity"),
        range: .text(form: "a name that begins with senn-"), paper: "identity concepts, θ of 10, 5, 5 units",
        isCommon: true),
      SharedParameters.dataset("breast-cancer"),
      Parameter(
        "lambdas", "the λ to train with", default: .text("0,1e-4,1e-3,1e-2,1e-1,1"),
        range: .text(form: "numbers of 0 or more such as 0,1e-3,1"), paper: "0, 1e-8…1 by powers of ten",
        isCommon: true),
      Parameter(
        "seeds", "networks trained for each λ; their seeds follow the run's", default: .integer(3),
        range: .integers(1...1000), isCommon: true),
      Parameter(
        "epochs", "passes over the training set", default: .integer(150), range: .integers(1...100_000),
        paper: "10 to 100", isCommon: true),
      Parameter(
        "batch-size", "inputs a step", default: .integer(16), range: .integers(1...65_536), paper: "64",
        isCommon: true),
      Parameter(
        "optimizer", "how gradients become steps", default: .text("adam"), range: .choice(["sgd", "adam"])),
      Parameter(
        "learning-rate", "the step size η before the schedule", default: .real(0.002), range: .reals(0...100),
        paper: "2e-4", isCommon: true),
      Parameter(
        "schedule", "how η changes", default: .text("constant"),
        range: .choice(Schedule.allCases.map(\.rawValue))),
    ]
    let settled = ["lambda", "probes", "checkpoints", "blocks-per-batch", "recalibrate"]
    let present = Set(own.map(\.name) + settled)
    return own + StabilityPlan.parameters + training.parameters.filter { !present.contains($0.name) }
  }()

  let network: String
  let dataset: String
  let lambdas: [String]
  let seeds: [Int]
  let stability: StabilityPlan
  let settings: Settings

  /// - Throws: `UserError` for a λ that is no number of 0 or more, or that stands twice.
  init(_ settings: Settings) throws {
    self.settings = settings
    network = settings.text("network")
    dataset = settings.text("dataset")
    stability = StabilityPlan(settings)
    let first = settings.integer("seed")
    seeds = (0..<settings.integer("seeds")).map { first + $0 }
    lambdas = settings.text("lambdas").split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.filter { $0 != " " } }
    var seen: Set<Double> = []
    for text in lambdas {
      guard let value = Double(text), value >= 0, value.isFinite else {
        throw UserError(
          "lambdas: found '\(printable(text))', expected numbers of 0 or more such as 0,1e-3,1")
      }
      guard seen.insert(value).inserted else {
        throw UserError("lambdas: found \(printable(text)) twice, expected each λ once")
      }
    }
  }

  /// Seed by seed, so that the whole curve is there early.
  var runs: [Run] {
    seeds.flatMap { seed in
      lambdas.enumerated().map { Run(column: $0.offset, lambda: $0.element, seed: seed) }
    }
  }

  func training(_ run: Run) throws -> TrainingPlan {
    try TrainingPlan(
      settings.restricted(
        to: Self.training,
        with: [
          "lambda": run.lambda, "seed": "\(run.seed)", "probes": "0", "checkpoints": "0",
          "blocks-per-batch": "0",
        ]))
  }
}
