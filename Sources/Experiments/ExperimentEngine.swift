import Catalog
import Engine
import Torch

/// The engine over the experiments, with libtorch started.
public enum ExperimentEngine {
  /// - Parameters:
  ///   - home: where runs are kept; nil for the standard place.
  ///   - threads: libtorch's; nil for one a core.
  ///   - device: `cpu` or `cuda:N`.
  ///   - version: the program's own, noted in each run.
  /// - Throws: `UserError` for a device or a number of threads that cannot be had.
  public static func start(home: String?, threads: Int?, device: String, version: String) throws -> Engine {
    try Runtime.start(threads: threads)
    _ = try Runtime.device(device)
    return Engine(
      store: RunStore(home: home), experiments: ExperimentRegistry.all,
      environment: RunEnvironment(
        versions: ["halftone": version, "libtorch": Runtime.version], threads: Runtime.threads),
      around: Runtime.surroundJob)
  }
}
