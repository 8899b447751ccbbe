import Catalog
import Datasets
import Engine
import SelfExplaining
import Torch

/// Finds the inputs that stand for each concept of a self-explaining network.
public struct SennPrototypesExperiment: Experiment {
  public let card = Card(
    identifier: "senn-prototypes",
    title: "Prototypes of concepts",
    summary:
      "The inputs with the most of each concept of a self-explaining network, those with the least, and those with this "
      + "concept alone; how pure they are, which concepts share them, and which say nothing.",
    citation: .selfExplaining,
    parameters: [
      SharedParameters.model,
      SharedParameters.dataset("auto", alsoAuto: true),
      SharedParameters.split,
      SharedParameters.limit(),
      SharedParameters.prototypes,
      SharedParameters.device,
      SharedParameters.seed,
    ])

  public init() {}

  public func title(_ settings: Settings) -> String { "prototypes of \(settings.text("model"))" }

  public func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    let examined = try ExaminedConcepts(settings, context)
    let found = try examined.explanation(context)
    let size = settings.integer("prototypes"), names = examined.conceptNames
    let sets = try Prototypes.Kind.allCases.map { try Prototypes($0, of: found.concepts, size: size) }
    let summary = try ConceptSummary(
      sets[0], of: found.concepts, labels: examined.predictsValue ? nil : examined.labels)
    let pictures = ConceptPictures(examined)
    for set in sets {
      context.emit(.pictures(try pictures.grid(set) { try examined.dataset.pixels($0) }))
    }
    if let decoded = try pictures.decoded() { context.emit(.pictures(decoded)) }
    summary.emit(names, JobPart(context))
    for warning in summary.warnings(names) { context.emit(.note(warning)) }
    try context.save(tensors(found, sets, examined))
    var figures = summary.figures
    figures["concepts"] = .strings(names)
    figures["inputs"] = .int(examined.data.count)
    for (set, name) in zip(sets, ["prototypes", "least", "contrast"]) {
      figures[name] = .array(set.indices.map { .array($0.map(JSONValue.int)) })
    }
    figures["values"] = .array(sets[0].values.map { .array($0) })
    if !examined.predictsValue {
      figures["labels"] = .array(
        sets[0].indices.map { .array($0.map { .string(examined.dataset.classNames[examined.labels[$0]]) }) })
      figures["meanPurity"] = .double((summary.purity ?? []).reduce(0, +) / Double(max(1, names.count)))
    }
    figures["deadConcepts"] = .int(summary.spread.isDead.count { $0 })
    return .object(figures)
  }

  private func tensors(
    _ found: Explanation, _ sets: [Prototypes], _ examined: ExaminedConcepts
  ) throws -> [String: ArrayValue] {
    func indices(_ set: Prototypes) -> ArrayValue {
      ArrayValue(set.indices.flatMap { $0 }, shape: [set.indices.count, set.size])
    }
    var tensors = try found.tensors
    tensors["prototypes"] = indices(sets[0])
    tensors["least"] = indices(sets[1])
    tensors["contrast"] = indices(sets[2])
    tensors["inputs"] = try examined.dataset.pixels(Array(0..<examined.data.count))
    tensors["labels"] = ArrayValue(examined.labels)
    tensors["indices"] = ArrayValue(Array(0..<examined.data.count))
    return tensors
  }
}

extension Explanation {
  /// For `--output`: `concepts`, `relevances`, `logits` and, where there is one, `bias`.
  var tensors: [String: ArrayValue] {
    get throws {
      var all = [
        "concepts": try concepts.array(), "relevances": try relevances.array(), "logits": try logits.array(),
      ]
      if let bias { all["bias"] = try bias.array() }
      return all
    }
  }
}

extension SharedParameters {
  static let prototypes = Parameter(
    "prototypes", "l, the inputs that stand for a concept", unit: "inputs", default: .integer(9),
    range: .integers(1...1000), paper: "9 or 10", isCommon: true)
}

extension Citation {
  static let selfExplaining = Citation(
    authors: "Alvarez-Melis, Jaakkola",
    title: "Towards Robust Interpretability with Self-Explaining Neural Networks", venue: "NeurIPS",
    year: 2018, arXiv: "1806.07538")
}
