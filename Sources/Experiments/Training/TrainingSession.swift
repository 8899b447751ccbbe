import Catalog
import Datasets
import Engine
import Foundation
import Networks
import Torch

/// A training run as a job: epochs, evaluations, checkpoints, events.
final class TrainingSession {
  private let trainer: Trainer
  private let test: ResidentData
  private let context: JobContext
  private let probes: ProbePictures
  private let files: TrainingFiles?
  private var records: [EpochRecord] = []

  init(_ trainer: Trainer, test: ResidentData, context: JobContext, probes: ProbePictures) {
    self.trainer = trainer
    self.test = test
    self.context = context
    self.probes = probes
    files = context.store.map { TrainingFiles(folder: $0.path) }
  }

  private var plan: TrainingPlan { trainer.plan }

  func run() throws -> JSONValue {
    try begin()
    while trainer.epoch < plan.epochs { try runEpoch() }
    let recalibration = try recalibrate()
    try files.map { try NetworkFolder.save(trainer.network.snapshot(), to: $0.weights) }
    let last = records.last
    var figures: [String: JSONValue] = [
      "testAccuracy": last.map { .double($0.testAccuracy) } ?? .null,
      "testLoss": last.map { .double($0.testLoss) } ?? .null,
      "epochs": .array(records.map(\.json)),
    ]
    if let recalibration {
      figures["testAccuracy"] = .double(recalibration.after.accuracy)
      figures["testLoss"] = .double(recalibration.after.loss)
      figures["recalibration"] = [
        "inputs": .int(recalibration.inputs),
        "accuracyBefore": last.map { .double($0.testAccuracy) } ?? .null,
        "accuracyAfter": .double(recalibration.after.accuracy),
      ]
    }
    return .object(figures)
  }

  /// After training in parts; the last checkpoint becomes what the run leaves behind.
  private func recalibrate() throws -> (inputs: Int, after: Evaluation)? {
    let inputs = try trainer.recalibrate()
    guard inputs > 0, let before = records.last?.testAccuracy else { return nil }
    let after = try emitEvaluation(epoch: trainer.epoch)
    context.emit(
      .note(
        "batch norm of the whole network estimated on \(inputs) training inputs: test accuracy \(percent(before)) before, "
          + "\(percent(after.accuracy)) after"))
    if let files {
      try context.store?.flush()
      try NetworkFolder.save(trainer.network.snapshot(), to: files.checkpoint(trainer.epoch))
    }
    return (inputs, after)
  }

  private func begin() throws {
    try probes.announce(context)
    if let files {
      try files.prepare()
      if context.isResumed, let saved = try files.restoreLatest(trainer) {
        records = saved
        context.emit(.note("resumed after epoch \(trainer.epoch)"))
        try probes.explain(trainer.network, at: Double(trainer.epoch), context)
        return
      }
      try NetworkFile.write(trainer.network.specification, toFolder: files.folder)
      try keepCheckpoint()
    }
    try emitEvaluation(epoch: 0)
    try probes.explain(trainer.network, at: 0, context)
  }

  private func runEpoch() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let epoch = trainer.epoch
    let perEpoch = trainer.stepsPerEpoch
    let inputs = plan.epochs * trainer.inputCount
    let quarter = max(1, perEpoch / 4)
    var steps = 0
    let tally = try trainer.runEpoch(
      every: max(1, perEpoch / 40),
      step: { seen in
        steps += 1
        context.emit(
          .progress(
            Progress(
              phase: "training", done: epoch * trainer.inputCount + seen, total: inputs, unit: "inputs")))
        if steps % quarter == 0, steps < perEpoch {
          try probes.explain(trainer.network, at: Double(epoch) + Double(steps) / Double(perEpoch), context)
        }
        try context.checkpoint()
      },
      report: { tally, share in
        let x = Double(epoch) + share
        context.emit(.point(Point(series: "loss/train", x: x, y: tally.meanLoss)))
        context.emit(.point(Point(series: "accuracy/train", x: x, y: tally.accuracy)))
      })
    let evaluation = try emitEvaluation(epoch: trainer.epoch)
    let elapsed = start.duration(to: clock.now)
    records.append(
      EpochRecord(
        epoch: trainer.epoch, trainLoss: tally.meanLoss, trainAccuracy: tally.accuracy,
        testLoss: evaluation.loss, testAccuracy: evaluation.accuracy, seconds: elapsed / .seconds(1)))
    try probes.explain(trainer.network, at: Double(trainer.epoch), context)
    try keepCheckpoint()
  }

  @discardableResult
  private func emitEvaluation(epoch: Int) throws -> Evaluation {
    let evaluation = try trainer.network.evaluate(test)
    context.emit(.point(Point(series: "loss/test", x: Double(epoch), y: evaluation.loss)))
    context.emit(.point(Point(series: "accuracy/test", x: Double(epoch), y: evaluation.accuracy)))
    return evaluation
  }

  /// The listed checkpoint first, then the state to resume from: a kill between the two repeats the epoch and writes
  /// the same bytes again.
  private func keepCheckpoint() throws {
    guard let files else { return }
    // What led to a checkpoint must be on the disk before it: a resumed run does not say it again.
    try context.store?.flush()
    if plan.checkpoints.contains(trainer.epoch) {
      try NetworkFolder.save(trainer.network.snapshot(), to: files.checkpoint(trainer.epoch))
    }
    if trainer.epoch > 0 { try files.saveLatest(trainer, records) }
  }
}
