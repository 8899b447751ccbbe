import Catalog
import Dispatch
import Engine
import Experiments
import Foundation
import Synchronization

/// One experiment without a workbench: progress on standard error, figures on standard output.
struct HeadlessRun {
  let engine: Engine
  let card: Card
  let options: GlobalOptions
  let output: String?

  private var console: Console { Console(isQuiet: options.quiet) }

  /// Starts what `command` says and waits for its end.
  ///
  /// - Returns: the exit code.
  func run(_ command: Command) throws -> Int32 {
    if let output { try checkWritable(output) }
    let wake = DispatchSemaphore(value: 0)
    let subscription = engine.bus.subscribe { wake.signal() }
    let interrupts = Interrupts { wake.signal() }
    let job = try engine.perform(command)
    var report = Report(console: console, card: card, job: job, json: options.json)
    var isCancelled = false
    while true {
      if interrupts.wasCaught, !isCancelled {
        isCancelled = true
        report.finishLine()
        engine.shutdown(interrupting: true)
      }
      for event in subscription.drain() where event.job == job {
        if let ending = try report.take(event) { return try finish(command, job, ending, report) }
      }
      if !subscription.takeLagging().isEmpty { try report.reload(engine.recording(of: job)) }
      if let ending = report.ending { return try finish(command, job, ending, report) }
      _ = wake.wait(timeout: .now() + 0.5)
    }
  }

  private func finish(_ command: Command, _ job: JobID, _ ending: Ending, _ report: Report) throws -> Int32 {
    // The end is announced before it is on the disk.
    _ = engine.wait(for: job)
    engine.shutdown(interrupting: true)
    switch ending.outcome {
    case .completed:
      if let output { try copyTensors(of: job, to: output) }
      var report = report
      report.printResult()
      return 0
    case .failed:
      // What was never begun is no run worth keeping; what was, say until the disk was full, can be resumed.
      if ending.isUserError, !report.hasFigures, case .start = command { try? engine.store.remove(job) }
      Console.complain(ending.message ?? "the experiment failed")
      return ending.isUserError ? 2 : 1
    case .cancelled, .interrupted:
      console.say("interrupted; halftone runs resume \(job) goes on")
      return 130
    }
  }

  /// Before hours of work, not after them.
  private func checkWritable(_ path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    var isFolder: ObjCBool = false
    guard
      FileManager.default.fileExists(atPath: folder.isEmpty ? "." : folder, isDirectory: &isFolder),
      isFolder.boolValue, access(folder.isEmpty ? "." : folder, W_OK) == 0
    else { throw UserError("--output: found '\(path)', expected a file in a folder that can be written") }
    guard !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) || !isFolder.boolValue else {
      throw UserError("--output: found the folder '\(path)', expected the name of a file")
    }
  }

  /// `--output`: the run's tensors under the name that was asked for; a training's are its network's.
  private func copyTensors(of job: JobID, to path: String) throws {
    let folder = try engine.store.folder(job)
    let found = ["tensors.safetensors", "weights.safetensors"].lazy.map(folder.path(of:)).compactMap {
      FileManager.default.contents(atPath: $0)
    }
    guard let data = found.first else {
      throw UserError("--output: '\(card.identifier)' has no tensors in its result")
    }
    try WholeFile.write(data, to: path)
  }
}

/// SIGINT and SIGTERM as a flag that the waiting loop reads.
final class Interrupts: Sendable {
  private let caught = Mutex(false)
  private let sources = Mutex<[SendableSource]>([])

  init(_ wake: @escaping @Sendable () -> Void) {
    let made = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: DispatchQueue(label: "halftone.signals"))
      source.setEventHandler { [weak self] in
        self?.caught.withLock { $0 = true }
        wake()
      }
      source.resume()
      return SendableSource(source: source)
    }
    sources.withLock { $0 = made }
  }

  var wasCaught: Bool { caught.withLock { $0 } }
}

/// Dispatch sources may be used from any thread; the protocol does not say so.
private struct SendableSource: @unchecked Sendable {
  // Immutable; only kept alive.
  let source: any DispatchSourceSignal
}
