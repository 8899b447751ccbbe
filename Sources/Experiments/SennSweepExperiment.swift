import Catalog
import Engine

/// Trains a self-explaining network with one λ after the other, from several seeds, and measures what each costs and brings.
public struct SennSweepExperiment: Experiment {
  public let card = Card(
    identifier: "senn-sweep",
    title: "Sweep over λ",
    summary:
      "Accuracy, stability and faithfulness of a self-explaining network against the weight λ of its penalty, over several "
      + "seeds, beside the largest class, a logistic regression and what the data allow.",
    citation: .selfExplaining, parameters: LambdaSweepPlan.parameters)

  public init() {}

  public func title(_ settings: Settings) -> String {
    "λ of \(settings.text("network")) on \(settings.text("dataset"))"
  }

  public func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    let plan = try LambdaSweepPlan(settings)
    let data = try TrainingData(plan.dataset, context)
    return try LambdaSweepSession(plan, data, context).run()
  }
}
