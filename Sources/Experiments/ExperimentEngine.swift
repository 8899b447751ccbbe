import Catalog
import Engine
import Foundation
import Synchronization
import Torch

/// The engine over the experiments.
///
/// libtorch is loaded by the first job, on its thread, or by `Engine.prepare()`: the screen and the list of runs need not
/// wait for it.
public enum ExperimentEngine {
  /// - Parameters:
  ///   - home: where runs are kept; nil for the standard place.
  ///   - threads: libtorch's; nil for one a core.
  ///   - version: the program's own, noted in each run.
  ///   - around: what the caller needs on each job's thread.
  /// - Throws: `UserError` for a number of threads that is none.
  public static func start(
    home: String?, threads: Int?, version: String, around: @escaping JobSurrounding = { $0() }
  ) throws -> Engine {
    try Runtime.check(threads: threads)
    let library = Library(threads: threads)
    return Engine(
      store: RunStore(home: home), experiments: ExperimentRegistry.all, threads: library.threads,
      environment: {
        try library.start()
        return RunEnvironment(
          versions: ["halftone": version, "libtorch": Runtime.version], threads: Runtime.threads)
      }, around: { body in around { Runtime.surroundJob(body) } }, tidying: Runtime.trimMemory)
  }
}

/// libtorch, set up once, by whoever comes first; others wait.
private final class Library: Sendable {
  let threads: Int
  private let outcome = Mutex<Result<Void, any Error>?>(nil)

  /// Of itself libtorch 1.13 takes half of the cores, believing that each is counted twice.
  init(threads: Int?) { self.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount }

  func start() throws {
    try outcome.withLock { outcome in
      let known = outcome ?? Result { try Runtime.start(threads: threads) }
      outcome = known
      try known.get()
    }
  }
}
