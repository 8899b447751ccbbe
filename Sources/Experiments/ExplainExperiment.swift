import Attribution
import Catalog
import Datasets
import Engine
import Networks
import Torch

/// Explains inputs by an attribution method.
public struct ExplainExperiment: Experiment {
  public let card = Card(
    identifier: "explain",
    title: "Explain inputs",
    summary: "Attributes the logit of a class to the pixels of inputs, or to the columns of a table.",
    parameters: [
      SharedParameters.model,
      SharedParameters.dataset("auto", alsoAuto: true),
      SharedParameters.split,
      Parameter(
        "indices", "which inputs of the data set", default: .text("0-15"), range: .text(form: "0-15,40"),
        isCommon: true),
      Parameter(
        "input", "a file of inputs instead of a data set; none takes the data set", default: .text("none"),
        range: .text(form: "png, jpg, npy or safetensors"), isCommon: true),
      Parameter(
        "method", "the attribution method", default: .text("gradient"),
        range: .choice(AttributionRegistry.all.cards.map(\.identifier)), isCommon: true),
      Parameter(
        "target", "the class that is explained", default: .text("predicted"),
        range: .text(form: "predicted, label, a class number or name"), isCommon: true),
    ] + methodParameters + [SharedParameters.device, SharedParameters.seed])

  /// The parameters of all methods; those of one name mean the same in each.
  private static let methodParameters: [Parameter] = {
    var seen: Set<String> = []
    return AttributionRegistry.all.cards.flatMap(\.parameters).filter { seen.insert($0.name).inserted }
  }()

  public init() {}

  public func title(_ settings: Settings) -> String {
    "\(settings.text("method")) of \(settings.text("model"))"
  }

  public func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    let source = try ModelSource(settings.text("model"), context)
    let inputs = try ExplainedInputs(settings, source, context)
    let device = try Runtime.device(settings.text("device"))
    let view = try ExplainedView(
      inputs, source.classifier(device: device, inputShape: inputs.shape, classNames: inputs.classNames))
    let classifier = view.classifier
    guard classifier.inputShape == inputs.shape else {
      throw UserError(
        "\(inputs.place): found inputs of shape \(inputs.shape), expected \(classifier.inputShape) for this network"
      )
    }
    let entry = try AttributionRegistry.all.find(settings.text("method"))
    var typed: [String: String] = [:]
    for parameter in entry.card.parameters {
      typed[parameter.name] = settings.values[parameter.name]?.spelled
    }
    try view.check(typed)
    let method = try entry.make(try Settings(entry.card, typed: typed))
    let target = try AttributionTarget(
      settings.text("target"), labels: inputs.labels, count: inputs.count, classNames: classifier.classNames)
    context.emit(.pictures(try view.pictures(inputs, scores: [])))
    if let rows = try view.rows(inputs) { context.emit(.pictures(rows)) }
    let found = try method.attribute(
      classifier, view.values, target: target, samples: inputs.indices,
      seed: Seed(UInt64(settings.integer("seed")))
    ) { done, total in
      context.emit(.progress(Progress(phase: "explaining", done: done, total: total, unit: "passes")))
      try context.checkpoint()
    }
    try emit(found, inputs, view, entry.card, context)
    try save(found, inputs, context)
    return try figures(found, inputs, classifier.classNames)
  }

  private func emit(
    _ found: Attributions, _ inputs: ExplainedInputs, _ view: ExplainedView, _ method: Card,
    _ context: JobContext
  ) throws {
    let classNames = view.classifier.classNames
    let scores = try classScores(found.logits, classNames)
    context.emit(.pictures(try view.pictures(inputs, scores: scores)))
    let picture = try AttributionPicture(found.isSigned ? .signedSum : .absoluteSum)
      .render(view.drawn(found.values))
    context.emit(
      .pictures(
        Pictures(
          name: "attributions", title: method.title, values: picture, isSigned: found.isSigned,
          captions: found.targets.map { "for \(classNames[$0])" }, scores: scores)))
  }

  private func save(_ found: Attributions, _ inputs: ExplainedInputs, _ context: JobContext) throws {
    var tensors: [(String, ArrayValue)] = [
      ("inputs", inputs.pixels), ("attributions", try found.values.array()),
      ("targets", ArrayValue(found.targets)),
      ("logits", try found.logits.array()), ("indices", ArrayValue(inputs.indices)),
    ]
    if let labels = inputs.labels { tensors.append(("labels", ArrayValue(labels))) }
    if let gap = found.completenessGap { tensors.append(("completenessGap", try gap.array())) }
    try context.save(Dictionary(tensors) { _, last in last })
  }

  private func figures(
    _ found: Attributions, _ inputs: ExplainedInputs, _ classNames: [String]
  ) throws -> JSONValue {
    let predictions = try found.logits.argmax(1).integers()
    let isNumber = classNames.count == 1
    var result: [String: JSONValue] = [
      "indices": .array(inputs.indices.map(JSONValue.int)),
      "targets": .array(found.targets.map(JSONValue.int)),
      "predictions": isNumber
        ? .array(try found.logits.doubles()) : .array(predictions.map(JSONValue.int)),
      "classes": .strings(classNames),
    ]
    if let columns = inputs.columnNames { result["features"] = .strings(columns) }
    if let labels = inputs.labels {
      result["labels"] = .array(labels.map(JSONValue.int))
      let right = zip(labels, predictions).count { $0 == $1 }
      result["accuracy"] = .double(Double(right) / Double(labels.count))
    }
    if let gap = try found.completenessGap?.doubles() {
      result["completenessGap"] = .array(gap)
      result["maximumCompletenessGap"] = .double(gap.map(abs).max() ?? 0)
    }
    return .object(result)
  }
}
