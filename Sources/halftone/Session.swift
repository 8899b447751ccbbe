import Catalog
import Engine
import Experiments
import Torch

/// The engine over the store and the experiments, with libtorch started.
struct Session {
  let engine: Engine

  /// - Throws: `UserError` for a device or thread count that cannot be had.
  init(_ options: GlobalOptions) throws {
    try Runtime.start(threads: options.threads)
    _ = try Runtime.device(options.device)
    engine = Engine(
      store: RunStore(home: options.home), experiments: ExperimentRegistry.all,
      environment: RunEnvironment(
        versions: ["halftone": Version.current, "libtorch": Runtime.version], threads: Runtime.threads),
      around: Runtime.surroundJob)
  }
}

enum Version {
  static let current = "0.1.0"
}
