import Catalog
import Datasets
import Engine
import LayerRobustness
import Networks
import Torch

/// Trains one architecture plainly, with weight decay, with batch norm and with both, and sweeps the layers of each: the
/// four panels side by side as one run.
public struct RegimesExperiment: Experiment {
  public let card = Card(
    identifier: "regimes",
    title: "Four regimes",
    summary:
      "Trains one architecture plainly, with weight decay, with batch norm and with both, on the same data from the same "
      + "seed, and re-initialises the layers of each.",
    citation: .layersEqual, parameters: RegimeSettings.parameters)

  public init() {}

  public func title(_ settings: Settings) -> String {
    "four regimes of \(settings.text("network")) on \(settings.text("dataset"))"
  }

  public func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    guard context.store != nil else {
      throw UserError("regimes: found a run that is not stored, expected one that keeps its checkpoints")
    }
    let data = try TrainingData(settings.text("dataset"), context)
    let networks = try RegimeNetworks(settings.text("network"), for: try InputDescription(data.train))
    let sweeping = try RegimeSettings.sweep(settings)
    // What does not fit is refused before hours of training, not after them.
    let requests = try Regime.allCases.map { regime in
      let network = Network(networks.specification(regime), seed: 0)
      return try SweepRequest(sweeping, SweepForm(sweeping).units(of: network))
    }
    let plans = try Regime.allCases.map { regime in
      try TrainingPlan(
        RegimeSettings.training(settings, regime, network: networks.specification(regime).name))
    }
    let progress = Self.progress(plans[0], requests, data, limit: sweeping.integer("limit"), context)
    let found = try Regime.allCases.indices.map { regime in
      try run(regime, plans[regime], data, sweeping, progress, context)
    }
    try Self.keepTensors(context)
    return .object(Self.result(found))
  }

  /// The sweeps' tensors as the whole run's, as `plain/joint`.
  private static func keepTensors(_ context: JobContext) throws {
    guard let store = context.store else { return }
    var all: [String: ArrayValue] = [:]
    for regime in Regime.allCases.map(\.rawValue) {
      let part = try Safetensors(contentsOf: store.path(of: "\(regime)/tensors.safetensors")).arrays()
      for (name, array) in part { all["\(regime)/\(name)"] = array }
    }
    try context.save(all)
  }

  private static func progress(
    _ plan: TrainingPlan, _ requests: [SweepRequest], _ data: TrainingData, limit: Int,
    _ context: any JobContext
  ) -> RegimeProgress {
    func inputs(_ set: Dataset, _ limit: Int) -> Int { limit > 0 ? min(limit, set.count) : set.count }
    return RegimeProgress(
      epochs: plan.epochs, inputs: inputs(data.train, plan.limit),
      cells: requests.map { request in
        request.counts(checkpoints: plan.checkpoints.count).reduce(0) { $0 + $1.count }
      }, sweptInputs: inputs(data.test, limit), clock: { context.clock })
  }

  private func run(
    _ regime: Int, _ plan: TrainingPlan, _ data: TrainingData, _ sweeping: Settings,
    _ progress: RegimeProgress, _ context: any JobContext
  ) throws -> [String: JSONValue] {
    let name = Regime.allCases[regime].rawValue
    func part(isSweep: Bool) -> JobPart {
      JobPart(context, name: name) { progress.whole($0, of: regime, isSweep: isSweep) }
    }
    let session = try TrainingSession(plan, data, probes: 0, part: part(isSweep: false))
    let trained = try session.run()
    guard let files = session.files else { return [:] }
    let network = session.network
    let layers = try SweepSession(
      network, files,
      ResidentData(
        data.test, limit: sweeping.integer("limit"), device: plan.device, transform: network.normalise),
      sweeping, part: part(isSweep: true), training: { data.train }
    ).run()
    var members: [String: JSONValue] = [
      "name": .string(name), "network": .string(plan.network),
      "weightDecay": .double(plan.decay), "layers": .object(layers),
    ]
    for name in ["testAccuracy", "testLoss", "epochs"] { members[name] = trained[name] }
    for name in ["critical", "sensitive", "ambient", "criticalShare"] { members[name] = layers[name] }
    return members
  }

  /// The regimes, and as single numbers, which lists of runs show, the critical units of each.
  private static func result(_ regimes: [[String: JSONValue]]) -> [String: JSONValue] {
    var result: [String: JSONValue] = ["regimes": .array(regimes.map(JSONValue.object))]
    for (regime, found) in zip(Regime.allCases, regimes) {
      result["critical" + regime.suffix] = found["critical"]
      result["accuracy" + regime.suffix] = found["testAccuracy"]
    }
    result["units"] = regimes.first?["layers"]?["units"]
    return result
  }
}
