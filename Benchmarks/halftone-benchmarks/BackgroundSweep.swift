import Catalog
import Datasets
import Engine
import Experiments
import Foundation
import Torch

/// How much a sweep in the background slows a training of normal priority, both in one engine, as in the workbench.
///
/// The sweep is paused and resumed in turns while the training goes on; each pair of turns gives one share.
func backgroundSweep(_ meter: Meter) throws {
  let home = FileManager.default.temporaryDirectory.path + "/halftone-background-" + UUID().uuidString
  defer { try? FileManager.default.removeItem(atPath: home) }
  let engine = try ExperimentEngine.start(home: home, threads: Runtime.threads, version: "benchmark")
  defer { engine.shutdown(interrupting: false) }
  let set = DatasetSource.fashionMNIST.location() == nil ? "fashion-mini" : "fashion-mnist"
  func start(_ name: String, _ priority: Priority, _ typed: [String: String]) throws -> JobID {
    let card = try ExperimentRegistry.find(name).card
    return try engine.perform(
      .start(experiment: name, settings: Settings(card, typed: typed), priority: priority, stored: true))
  }
  let model = try start("train", .normal, ["dataset": set, "epochs": "10", "train-limit": "2000"])
  guard engine.wait(for: model)?.outcome == .completed else { throw UserError("the training failed") }
  let reader = Reader(engine)
  let training = try start("train", .normal, ["dataset": set, "epochs": "100000", "checkpoints": "0"])
  let sweep = try start("layers", .background, ["model": model, "draws": "1000"])
  _ = try reader.progress(of: training)
  let first = try reader.progress(of: sweep)

  var alone: [Double] = [], beside: [Double] = []
  for turn in 0..<2 * meter.samples {
    let isBeside = turn % 4 == 1 || turn % 4 == 2
    try engine.perform(isBeside ? .resume(sweep) : .pause(sweep))
    Thread.sleep(forTimeInterval: 0.5)  // What was begun is brought to its end.
    let begin = try reader.progress(of: training)
    Thread.sleep(forTimeInterval: 4)
    let end = try reader.progress(of: training)
    let rate = Double(end.done - begin.done) / (end.time - begin.time)
    if isBeside { beside.append(rate) } else { alone.append(rate) }
  }
  try engine.perform(.resume(sweep))
  let cells = try reader.progress(of: sweep).done - first.done
  guard cells > 0 else { throw UserError("the sweep did not move") }
  let slowed = zip(alone, beside).map { 100 * (1 - $1 / $0) }.sorted()
  try meter.say([
    "shown": "training slowed by a sweep in the background", "unit": "%", "goal": 15,
    "value": .double((slowed[(slowed.count - 1) / 2] + slowed[slowed.count / 2]) / 2),
    "samples": .array(slowed), "alone": .array(alone),
    "beside": .array(beside), "cells": .int(cells),
  ])
}

/// Where the jobs are.
private final class Reader {
  private let subscription: Subscription

  init(_ engine: Engine) { subscription = engine.bus.subscribe {} }

  /// The next progress of a job: units done, at a time in seconds.
  func progress(of job: JobID) throws -> (done: Int, time: Double) {
    _ = subscription.drain()
    for _ in 0..<3000 {
      Thread.sleep(forTimeInterval: 0.02)
      for event in subscription.drain().reversed() where event.job == job {
        if case .progress(let progress) = event.payload { return (progress.done, event.time) }
        if case .ended(let ending) = event.payload {
          throw UserError("the job ended early: \(ending.message ?? ending.outcome.rawValue)")
        }
      }
    }
    throw UserError("the job says nothing")
  }
}
