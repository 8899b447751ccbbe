import Engine

/// The experiments, sorted by identifier. A new one is one file and one line here.
public enum ExperimentRegistry {
  public static let all: [any Experiment] = [
    ExplainExperiment(),
    LayersExperiment(),
    TrainExperiment(),
  ]
}
