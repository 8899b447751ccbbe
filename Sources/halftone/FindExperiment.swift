import Catalog
import Engine
import Experiments

/// - Throws: `UserError` for a name that no experiment bears.
func findExperiment(_ name: String) throws -> any Experiment {
  guard let found = ExperimentRegistry.all.first(where: { $0.card.identifier == name }) else {
    throw unknownName(name, kind: "experiment", known: ExperimentRegistry.all.map(\.card.identifier))
  }
  return found
}
