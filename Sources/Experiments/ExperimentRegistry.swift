import Catalog
import Engine

/// The experiments, sorted by identifier. A new one is one file and one line here.
public enum ExperimentRegistry {
  public static let all: [any Experiment] = [
    ExplainExperiment(),
    LayersExperiment(),
    LesionExperiment(),
    PathsExperiment(),
    RegimesExperiment(),
    SennExplainExperiment(),
    SennFaithfulnessExperiment(),
    SennPrototypesExperiment(),
    SennStabilityExperiment(),
    SennSweepExperiment(),
    TrainExperiment(),
  ]

  /// - Throws: `UserError` that offers the nearest name.
  public static func find(_ name: String) throws -> any Experiment {
    guard let found = all.first(where: { $0.card.identifier == name }) else {
      throw unknownName(name, kind: "experiment", known: all.map(\.card.identifier))
    }
    return found
  }
}
