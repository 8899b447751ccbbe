import Engine
import Experiments

enum Version {
  static let current = "0.1.0"
}

extension GlobalOptions {
  /// - Throws: `UserError` for a device or a number of threads that cannot be had.
  func startEngine() throws -> Engine {
    try ExperimentEngine.start(home: home, threads: threads, device: device, version: Version.current)
  }
}
