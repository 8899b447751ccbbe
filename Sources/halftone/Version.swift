import Engine
import Experiments

enum Version {
  static let current = "0.1.0"
}

extension GlobalOptions {
  /// - Parameter around: what the caller needs on each job's thread.
  /// - Throws: `UserError` for a number of threads that is none.
  func startEngine(around: @escaping JobSurrounding = { $0() }) throws -> Engine {
    try ExperimentEngine.start(home: home, threads: threads, version: Version.current, around: around)
  }
}
