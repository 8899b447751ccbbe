import Engine
import Foundation

/// How far four trainings with their sweeps are, in one measure: forward passes of one input. A training step is counted
/// as three; a cell as half of one for each input, for it begins in the middle of the network on average. What a pass
/// takes is measured for trainings and sweeps apart, so that the time to go does not jump from one to the other.
final class RegimeProgress {
  /// Passes of one regime's training, the same for all.
  private let training: Int
  /// Passes of each regime's sweep: with batch norm a network may have more units.
  private let sweeps: [Int]
  /// Seconds of the job's own clock.
  private let clock: () -> Double
  private var trained = Pace()
  private var swept = Pace()
  private var last: (phase: String, done: Int, time: Double)?

  /// - Parameter cells: of each regime's sweep, in the regimes' order.
  init(epochs: Int, inputs: Int, cells: [Int], sweptInputs: Int, clock: @escaping () -> Double) {
    training = 3 * epochs * inputs
    sweeps = cells.map { max(1, $0 * sweptInputs / 2) }
    self.clock = clock
  }

  /// A part's progress as the whole run's.
  func whole(_ part: JobProgress, of regime: Int, isSweep: Bool) -> JobProgress {
    let share = part.total > 0 ? Double(part.done) / Double(part.total) : 0
    let before = regime * training + sweeps[..<regime].reduce(0, +)
    let own = isSweep ? training + Int(share * Double(sweeps[regime])) : Int(share * Double(training))
    let phase = "\(Regime.allCases[regime].rawValue): \(part.phase)"
    measure(phase, done: before + own, isSweep: isSweep)
    var whole = JobProgress(
      phase: phase, done: before + own, total: sweeps.count * training + sweeps.reduce(0, +), unit: "passes")
    whole.remaining = remaining(
      trainings: (sweeps.count - regime) * training - min(own, training),
      sweeps: sweeps[regime...].reduce(0, +) - max(0, own - training))
    return whole
  }

  private func measure(_ phase: String, done: Int, isSweep: Bool) {
    let now = clock()
    if let last, last.phase == phase, done >= last.done {
      guard done > last.done else { return }
      let passes = Double(done - last.done), seconds = max(0, now - last.time)
      if isSweep { swept.add(passes, seconds) } else { trained.add(passes, seconds) }
    }
    last = (phase, done, now)
  }

  /// Before much has been seen of one kind, its passes are taken to last as long as the other's.
  private func remaining(trainings: Int, sweeps: Int) -> Double? {
    guard let pace = trained.seconds ?? swept.seconds else { return nil }
    let sweep = swept.seconds(assuming: pace, over: 0.1 * Double(self.sweeps.max() ?? 0))
    return Double(trainings) * pace + Double(sweeps) * sweep
  }
}

/// What a pass takes; what is long past counts less.
private struct Pace {
  private static let memory = 120.0
  private var passes = 0.0
  private var time = 0.0

  mutating func add(_ passes: Double, _ seconds: Double) {
    let fading = exp(-seconds / Self.memory)
    self.passes = self.passes * fading + passes
    time = time * fading + seconds
  }

  /// Of one pass; nil as long as nothing was measured.
  var seconds: Double? { passes > 0 ? time / passes : nil }

  /// As if so many passes of an assumed duration had been seen before.
  func seconds(assuming pace: Double, over assumed: Double) -> Double {
    passes + assumed > 0 ? (time + assumed * pace) / (passes + assumed) : pace
  }
}
