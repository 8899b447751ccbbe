import Catalog
import Datasets
import Engine
import Foundation
import Networks
import Torch

/// A training as a job, or as a part of one: epochs, evaluations, checkpoints, events.
final class TrainingSession {
  private let trainer: Trainer
  private let test: ResidentData
  private let part: JobPart
  private let probes: ProbePictures
  /// Nil where the network does not explain itself.
  private let concepts: ConceptProbe?
  /// Where its tensors lie; nil when nothing is stored.
  let files: TrainingFiles?
  private var records: [EpochRecord] = []

  init(
    _ trainer: Trainer, test: ResidentData, part: JobPart, probes: ProbePictures, concepts: ConceptProbe?
  ) {
    self.concepts = concepts
    self.trainer = trainer
    self.test = test
    self.part = part
    self.probes = probes
    files = part.folder.map(TrainingFiles.init)
  }

  var network: Network { trainer.network }
  private var plan: TrainingPlan { trainer.plan }
  private var hasClasses: Bool { network.specification.output != .value }

  func run() throws -> [String: JSONValue] {
    try begin()
    while trainer.epoch < plan.epochs { try runEpoch() }
    let recalibration = try recalibrate()
    try files.map { try NetworkFolder.save(trainer.network.snapshot(), to: $0.weights) }
    var figures: [String: JSONValue] = ["epochs": .array(records.map(\.json))]
    figures.merge(records.last?.testFigures ?? [:]) { $1 }
    if let recalibration {
      figures["testAccuracy"] = .double(recalibration.after)
      figures["testLoss"] = .double(recalibration.loss)
      figures["recalibration"] = [
        "inputs": .int(recalibration.inputs), "accuracyBefore": .double(recalibration.before),
        "accuracyAfter": .double(recalibration.after),
      ]
    }
    return figures
  }

  /// After training in parts; the last checkpoint becomes what the run leaves behind.
  private func recalibrate() throws -> (inputs: Int, before: Double, after: Double, loss: Double)? {
    let inputs = try trainer.recalibrate()
    guard inputs > 0, let before = records.last?.testAccuracy else { return nil }
    let test = try emitEvaluation(epoch: trainer.epoch)
    guard let after = test.accuracy else { return nil }
    part.emit(
      .note(
        "batch norm of the whole network estimated on \(inputs) training inputs: test accuracy \(percent(before)) before, "
          + "\(percent(after)) after"))
    if let files {
      try part.context.store?.flush()
      try NetworkFolder.save(trainer.network.snapshot(), to: files.checkpoint(trainer.epoch))
    }
    return (inputs, before, after, test.loss)
  }

  private func begin() throws {
    try probes.announce(part)
    if let files {
      try files.prepare()
      if part.context.isResumed, let saved = try files.restoreLatest(trainer) {
        records = saved
        part.emit(.note("resumed after epoch \(trainer.epoch)"))
        try watch()
        return
      }
      try NetworkFile.write(trainer.network.specification, toFolder: files.folder)
      try keepCheckpoint()
    }
    try emitEvaluation(epoch: 0)
    try watch()
  }

  private func watch() throws {
    try probes.explain(trainer.network, at: Double(trainer.epoch), part)
    try concepts?.explain(at: Double(trainer.epoch), part)
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
        part.emit(
          .progress(
            Progress(
              phase: "training", done: epoch * trainer.inputCount + seen, total: inputs, unit: "inputs")))
        if steps % quarter == 0, steps < perEpoch {
          try probes.explain(trainer.network, at: Double(epoch) + Double(steps) / Double(perEpoch), part)
        }
        try part.checkpoint()
      },
      report: { tally, share in
        let x = Double(epoch) + share
        part.emit(.point(Point(series: "loss/train", x: x, y: tally.meanLoss)))
        if hasClasses { part.emit(.point(Point(series: "accuracy/train", x: x, y: tally.accuracy))) }
        for (name, mean) in tally.meanTerms {
          part.emit(.point(Point(series: "\(name)/train", x: x, y: mean)))
        }
      })
    let figures = try emitEvaluation(epoch: trainer.epoch)
    let elapsed = start.duration(to: clock.now)
    records.append(
      EpochRecord(epoch: trainer.epoch, tally, figures, seconds: elapsed / .seconds(1)))
    try watch()
    try keepCheckpoint()
  }

  @discardableResult
  private func emitEvaluation(epoch: Int) throws -> TestFigures {
    let figures = try TestFigures(trainer.network, test)
    for (name, value) in figures.named {
      part.emit(.point(Point(series: "\(name)/test", x: Double(epoch), y: value)))
    }
    return figures
  }

  /// The listed checkpoint first, then the state to resume from: a kill between the two repeats the epoch and writes
  /// the same bytes again.
  private func keepCheckpoint() throws {
    guard let files else { return }
    // What led to a checkpoint must be on the disk before it: a resumed run does not say it again.
    try part.context.store?.flush()
    if plan.checkpoints.contains(trainer.epoch) {
      try NetworkFolder.save(trainer.network.snapshot(), to: files.checkpoint(trainer.epoch))
    }
    if trainer.epoch > 0 { try files.saveLatest(trainer, records) }
  }
}
