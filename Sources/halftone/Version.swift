import Engine
import Experiments

enum Version {
  static let current = "0.1.0"
}

extension GlobalOptions {
  /// - Throws: `UserError` for a number of threads that is none.
  func startEngine() throws -> Engine {
    try ExperimentEngine.start(home: home, threads: threads, version: Version.current)
  }
}
