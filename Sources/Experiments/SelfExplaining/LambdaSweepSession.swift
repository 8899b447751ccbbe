import Catalog
import Datasets
import Engine
import Foundation
import Networks
import SelfExplaining
import Torch

/// A sweep over λ as a job: network by network, and what is known of each λ after every one. A network that is whole is not
/// trained again by a resumed run.
final class LambdaSweepSession {
  static let rows = ["accuracy", "stability", "faithfulness"]

  private let plan: LambdaSweepPlan
  private let data: TrainingData
  private let context: any JobContext
  private var found: [LambdaSweepPlan.Run: LambdaRun] = [:]

  init(_ plan: LambdaSweepPlan, _ data: TrainingData, _ context: any JobContext) {
    self.plan = plan
    self.data = data
    self.context = context
  }

  func run() throws -> JSONValue {
    let lines = try accuracyLines()
    announce()
    let runs = plan.runs
    for run in runs { found[run] = try recorded(run) }
    if context.isResumed { context.emit(.note("resumed with \(found.count) of \(runs.count) networks")) }
    for column in plan.lambdas.indices { emit(column) }
    for (place, run) in runs.enumerated() where found[run] == nil {
      let measured = try train(run, place: place, of: runs.count)
      found[run] = measured
      emit(run.column)
    }
    try keepTensors()
    return result(lines)
  }

  private func announce() {
    let stability =
      plan.stability.isDiscrete(data.test)
      ? "over the data set" : "by ascent, radius \(plan.stability.ball.radius)"
    context.emit(
      .grid(
        Grid(
          name: "sweep",
          title:
            "\(plan.network) on \(plan.dataset) against λ: test accuracy; median ‖Δθ‖/‖Δx‖ \(stability); "
            + "median correlation of θ with the drop of p",
          rows: Self.rows, columns: plan.lambdas, quantity: "median over seeds", unit: "")))
  }

  private func accuracyLines() throws -> AccuracyLines {
    let form = Network(
      try ArchitectureRegistry.specification(named: plan.network, for: InputDescription(data.train)), seed: 0)
    _ = try SelfExplainingNetwork(form)
    try form.check(fits: data.train)
    let training = try plan.training(plan.runs[0])
    let lines = try AccuracyLines(
      data, form.moved(to: training.device).normalise, limit: training.limit, device: training.device
    ) { _ in try context.checkpoint() }
    for (series, value) in [
      ("ceiling/accuracy", lines.ceiling), ("majority/accuracy", lines.majority),
      ("logistic/accuracy", lines.logistic),
    ] {
      context.emit(.point(Point(series: series, x: 0, y: value)))
    }
    context.emit(
      .note(
        "largest class \(percent(lines.majority)), logistic regression \(percent(lines.logistic))"
          + (lines.ceiling < 1
            ? ", at most \(percent(lines.ceiling)): \(lines.repeated) of \(data.test.count) test inputs stand there more "
              + "than once, with different labels among them" : "")))
    return lines
  }

  private func folder(_ run: LambdaSweepPlan.Run) -> String? {
    context.store?.path(of: "networks/\(run.name)")
  }

  /// What an interrupted sweep has measured of a network.
  private func recorded(_ run: LambdaSweepPlan.Run) throws -> LambdaRun? {
    guard context.isResumed, let folder = folder(run),
      let text = FileManager.default.contents(atPath: folder + "/measured.json")
    else { return nil }
    return try? JSONDecoder().decode(LambdaRun.self, from: text)
  }

  private func train(_ run: LambdaSweepPlan.Run, place: Int, of count: Int) throws -> LambdaRun {
    let name = "λ \(run.lambda), seed \(run.seed)"
    // Training is nine tenths of a network's time, or nearly.
    func whole(_ phase: String, _ share: Double) -> JobProgress {
      JobProgress(
        phase: "\(name): \(phase)", done: place * 1000 + Int(1000 * share), total: count * 1000,
        unit: "‰ of a network")
    }
    let training = try plan.training(run)
    let part = JobPart(context, name: name, isSilent: true) { own in
      whole(own.phase, 0.9 * Double(own.done) / Double(max(1, own.total)))
    }
    let session = try TrainingSession(training, data, probes: 0, watchesConcepts: false, part: part)
    do {
      _ = try session.run()
    } catch let error as TrainingDiverged {
      context.emit(.note("\(name): \(error)"))
      return LambdaRun(diverged: run)
    }
    let measured = try LambdaRun(run, session.network, data.test, plan) { share in
      context.emit(.progress(whole("measuring", 0.9 + 0.1 * share)))
      try context.checkpoint()
    }
    try keep(run, session.network, measured)
    return measured
  }

  /// The network first: what is measured stands for a network that is there.
  private func keep(_ run: LambdaSweepPlan.Run, _ network: Network, _ measured: LambdaRun) throws {
    guard let folder = folder(run), let store = context.store else { return }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw UserError("\(folder): cannot be made: \(error.localizedDescription)")
    }
    try NetworkFolder.save(network, to: folder)
    try store.write(measured, to: "networks/\(run.name)/measured.json")
  }

  private func values(_ column: Int, _ value: (LambdaRun) -> Double?) -> [Double] {
    plan.runs.filter { $0.column == column }.compactMap { found[$0].flatMap(value) }
  }

  private static let measures: [@Sendable (LambdaRun) -> Double?] = [
    { $0.accuracy }, { $0.stability }, { $0.faithfulness },
  ]

  private func emit(_ column: Int) {
    for (row, measure) in Self.measures.enumerated() {
      guard let quartiles = Quartiles(values(column, measure)) else { continue }
      var details = [
        Detail("low", quartiles.low), Detail("high", quartiles.high),
        Detail("seeds", Double(quartiles.count)),
      ]
      if row == 1, let own = Quartiles(values(column, \.conceptStability)) {
        details += [Detail("over h", own.median)]
      }
      if row == 0, let own = Quartiles(values(column, \.penalty)) { details += [Detail("‖R‖", own.median)] }
      context.emit(
        .cell(Cell(grid: "sweep", row: row, column: column, value: quartiles.median, details: details)))
    }
  }

  private func keepTensors() throws {
    let shape = [plan.lambdas.count, plan.seeds.count]
    func table(_ value: (LambdaRun) -> Double?) -> ArrayValue {
      ArrayValue(
        plan.lambdas.indices.flatMap { column in
          plan.runs.filter { $0.column == column }.map { found[$0].flatMap(value) ?? .nan }
        }, shape: shape)
    }
    try context.save([
      "lambdas": ArrayValue(plan.lambdas.map { Double($0) ?? .nan }), "seeds": ArrayValue(plan.seeds),
      "accuracy": table(\.accuracy), "stability": table(\.stability),
      "conceptStability": table(\.conceptStability), "faithfulness": table(\.faithfulness),
      "penalty": table(\.penalty),
    ])
  }

  private func result(_ lines: AccuracyLines) -> JSONValue {
    let sweep = plan.lambdas.enumerated().map { column, lambda -> JSONValue in
      var members: [String: JSONValue] = ["lambda": .string(lambda)]
      for (name, measure) in zip(Self.rows, Self.measures) {
        let quartiles = Quartiles(values(column, measure))
        members[name] = quartiles.map { .double($0.median) } ?? .null
        members[name + "Low"] = quartiles.map { .double($0.low) } ?? .null
        members[name + "High"] = quartiles.map { .double($0.high) } ?? .null
      }
      return .object(members)
    }
    let runs = plan.runs.compactMap { found[$0] }
    return [
      "sweep": .array(sweep), "runs": .array(runs.map(\.json)), "lambdas": .strings(plan.lambdas),
      "seeds": .array(plan.seeds.map(JSONValue.int)), "majority": .double(lines.majority),
      "ceiling": .double(lines.ceiling), "logistic": .double(lines.logistic),
      "testInputs": .int(data.test.count), "repeatedInputs": .int(lines.repeated),
      "diverged": .int(runs.count { $0.accuracy == nil }),
      "stabilityMode": .string(plan.stability.isDiscrete(data.test) ? "discrete" : "continuous"),
    ]
  }
}
