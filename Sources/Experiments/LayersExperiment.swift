import Catalog
import Engine
import LayerRobustness
import Networks
import Torch

/// Re-initialises and re-randomises each layer of a trained network and evaluates it.
public struct LayersExperiment: Experiment {
  public let card = Card(
    identifier: "layers",
    title: "Layer re-initialisation",
    summary:
      "Resets each layer to each checkpoint and to fresh draws, alone and in contiguous ranges, and evaluates "
      + "without fine-tuning.",
    citation: Citation(
      authors: "Zhang, Bengio, Singer", title: "Are All Layers Created Equal?", venue: "JMLR 23(67)",
      year: 2022,
      arXiv: "1902.01996"),
    parameters: [
      SharedParameters.model,
      SharedParameters.dataset("auto", alsoAuto: true),
      SharedParameters.split,
      SharedParameters.limit(),
      Parameter(
        "draws", "fresh draws a layer for re-randomisation", default: .integer(5), range: .integers(1...1000),
        paper: "not stated; published ports draw once", isCommon: true),
      Parameter(
        "bn-scope", "what of a batch norm is reset with the layer before it", default: .text("affine"),
        range: .choice(BatchNormScope.allCases.map(\.rawValue)), paper: "not stated"),
      Parameter(
        "unit", "what is reset together: a weighted layer, or a whole residual block",
        default: .text("layer"),
        range: .choice(UnitSize.allCases.map(\.rawValue)), paper: "not stated", isCommon: true),
      Parameter(
        "alphas", "places between the initial values (0) and the trained ones (1) that each unit is set to",
        default: .text("0.1,0.25,0.5,0.75"),
        range: .text(form: "none, or numbers between 0 and 1 such as 0.25,0.5"),
        paper: "not in it"),
      Parameter(
        "ambient-limit",
        "a unit is ambient if resetting it loses at most this share of the accuracy above chance",
        default: .real(0.02), range: .reals(0...1), paper: "not stated"),
      Parameter(
        "critical-limit", "a unit is critical if resetting it loses at least this share", default: .real(0.5),
        range: .reals(0...1), paper: "not stated"),
      Parameter(
        "memory",
        "what activations and stacked weights may take; 0 takes half of what the machine has available at the start",
        unit: "MiB", default: .integer(0), range: .integers(0...1 << 24)),
      SharedParameters.device,
      SharedParameters.seed,
    ])

  public init() {}

  public func title(_ settings: Settings) -> String { "layers of \(settings.text("model"))" }

  public func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    let examined = try ExaminedNetwork(settings, context)
    let network = examined.network
    guard let run = examined.source.run else {
      throw UserError("\(settings.text("model")): found no checkpoints, expected a training run")
    }
    let files = TrainingFiles(folder: run.path)
    let checkpoints = try files.checkpointEpochs().map { epoch in
      let path = files.checkpoint(epoch)
      let state = NetworkState(try TensorFile.read(path))
      return Checkpoint(
        label: "\(epoch)",
        tensors: try Network.tensors(network.specification, state, place: path).map {
          $0.map { $0.to(network.device) }
        })
    }
    guard checkpoints.first?.label == "0" else {
      throw UserError(
        "\(run.id): found no checkpoint from before the first step, expected checkpoints/epoch-0000")
    }
    guard let scope = BatchNormScope(rawValue: settings.text("bn-scope")) else {
      throw UserError("bn-scope: found '\(settings.text("bn-scope"))'")
    }
    let sweep = LayerSweep(
      network, checkpoints: checkpoints, inputs: examined.data.inputs, labels: examined.data.labels,
      scope: scope,
      unit: try Self.unit(settings))
    try Self.limitMemory(of: sweep, settings, examined.device, context)
    return try SweepSession(
      sweep, draws: settings.integer("draws"), alphas: try Self.alphas(settings.text("alphas")),
      rule: Verdict.Rule(ambient: settings.real("ambient-limit"), critical: settings.real("critical-limit")),
      seed: UInt64(settings.integer("seed")), chance: examined.chance, inputCount: examined.data.count,
      context: context
    ).run()
  }

  private static func limitMemory(
    of sweep: LayerSweep, _ settings: Settings, _ device: Device, _ context: JobContext
  ) throws {
    var bytes = settings.integer("memory") << 20, origin = "as set"
    if bytes == 0 {
      // Of another device's memory the machine says nothing.
      guard device == .cpu, let available = AvailableMemory.bytes() else { return }
      bytes = available / 2
      origin = "half of what was available at the start"
    }
    try sweep.limitMemory(to: bytes, draws: settings.integer("draws"))
    context.emit(.note("memory limit \(bytes >> 20) MiB, \(origin)"))
  }

  private static func unit(_ settings: Settings) throws -> UnitSize {
    guard let unit = UnitSize(rawValue: settings.text("unit")) else {
      throw UserError("unit: found '\(settings.text("unit"))'")
    }
    return unit
  }

  /// Ascending, each once; the ends are re-initialisation and the trained network, which are there anyway.
  private static func alphas(_ typed: String) throws -> [Double] {
    if typed == "none" { return [] }
    let numbers = typed.split(separator: ",", omittingEmptySubsequences: false).map { part in
      Double(part.trimmingPrefix(" "))
    }
    let inside = numbers.compactMap { $0 }.filter { $0 > 0 && $0 < 1 }
    guard inside.count == numbers.count else {
      throw UserError(
        "alphas: found '\(printable(typed))', expected none, or numbers between 0 and 1 such as 0.25,0.5")
    }
    return Set(inside).sorted()
  }
}
