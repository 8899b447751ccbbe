import Catalog
import Datasets
import Engine
import SelfExplaining
import Torch

/// The explanations of some inputs as a job: themselves, then what stands beside them.
final class ConceptSession {
  private let examined: ExaminedConcepts
  private let inputs: ExplainedInputs
  private let settings: Settings
  private let context: JobContext
  private let pictures: ConceptPictures
  private let captions: [String]
  /// Of the space in which distances are.
  private let coordinates: Tensor
  private let own: Explanation
  private var figures: [String: JSONValue] = [:]
  private var tensors: [String: ArrayValue] = [:]

  init(
    _ examined: ExaminedConcepts, _ inputs: ExplainedInputs, _ settings: Settings, _ context: JobContext
  ) throws {
    self.examined = examined
    self.inputs = inputs
    self.settings = settings
    self.context = context
    pictures = ConceptPictures(examined)
    captions = settings.text("input") == "none" ? inputs.indices.map(examined.caption) : inputs.captions
    let space = examined.senn.space
    coordinates = noGrad { [inputs, examined] in examined.senn.coordinates(of: Tensor(inputs.pixels)) }
    own = try space.explain(coordinates, rowsAtOnce: 500).onCPU
    try own.checkFinite(from: 0)
  }

  private var senn: SelfExplainingNetwork { examined.senn }
  private var predictions: [Int] { get throws { try senn.predictions(own.logits) } }

  func run() throws -> JSONValue {
    try explain()
    let pool = try examined.explanation(context)
    try findPrototypes(pool)
    try findNeighbours(pool)
    try addNoise()
    try attack(pool)
    try context.save(tensors)
    return .object(figures)
  }

  private func emit(_ sets: [Pictures]) { for set in sets { context.emit(.pictures(set)) } }

  private func explain() throws {
    emit([
      Pictures(
        name: "inputs", title: inputs.place, values: ConceptPictures.laid(inputs.pixels), isSigned: false,
        captions: captions, scores: try senn.scores(own.logits))
    ])
    emit(try pictures.explanation(own, title: inputs.place, captions: captions))
    tensors = try own.tensors
    tensors["inputs"] = inputs.pixels
    tensors["indices"] = ArrayValue(inputs.indices)
    if let labels = inputs.labels { tensors["labels"] = ArrayValue(labels) }
    let predictions = try predictions, columns = own.predictions
    func table(_ values: Tensor) throws -> JSONValue {
      let numbers = try values.doubles(), k = senn.conceptCount
      return .array(
        inputs.indices.indices.map { .array(numbers[$0 * k..<($0 + 1) * k]) })
    }
    figures = [
      "indices": .array(inputs.indices.map(JSONValue.int)), "classes": .strings(senn.network.classNames),
      "conceptNames": .strings(examined.conceptNames), "concepts": try table(own.concepts),
      "relevances": try table(own.relevances(for: columns)),
      "gaugeFreeRelevances": try table(own.relevances(for: columns, gaugeFree: true)),
      "contributions": try table(own.relevances(for: columns) * own.concepts),
    ]
    if senn.predictsValue {
      figures["outputs"] = .array(try senn.outputs(own.logits))
      return
    }
    figures["predictions"] = .array(predictions.map(JSONValue.int))
    guard let labels = inputs.labels else { return }
    figures["labels"] = .array(labels.map(JSONValue.int))
    let right = zip(labels, predictions).count { $0 == $1 }
    figures["accuracy"] = .double(Double(right) / Double(labels.count))
  }

  private func findPrototypes(_ pool: Explanation) throws {
    let size = min(settings.integer("prototypes"), examined.data.count)
    let sets = try Prototypes(of: pool.concepts, size: size)
    let summary = try ConceptSummary(
      sets, of: pool.concepts, labels: senn.predictsValue ? nil : examined.labels)
    for warning in summary.warnings(examined.conceptNames) { context.emit(.note(warning)) }
    var grid = try pictures.grid(sets) { try examined.dataset.pixels($0) }
    grid.name = "prototypes"
    emit([grid])
    summary.emit(examined.conceptNames, JobPart(context))
    tensors["prototypes"] = ArrayValue(sets.indices.flatMap { $0 }, shape: [sets.indices.count, size])
    figures["prototypes"] = .array(sets.indices.map { .array($0.map(JSONValue.int)) })
    figures["deadConcepts"] = .int(summary.spread.isDead.count { $0 })
  }

  /// Whether the inputs are some of those that concepts are looked for in.
  private var isPool: Bool { settings.text("input") == "none" }

  private func findNeighbours(_ pool: Explanation) throws {
    let wanted = min(settings.integer("neighbours"), examined.data.count - (isPool ? 1 : 0))
    guard wanted > 0 else { return }
    var found: [Int] = [], captions: [String] = []
    for (row, index) in inputs.indices.enumerated() {
      let distances = try noGrad {
        try (pool.concepts - own.concepts[row..<row + 1]).to(.float64).norm(2, [1]).doubles()
      }
      let nearest = distances.indices.filter { !isPool || $0 != index }
        .sorted { (distances[$0], $0) < (distances[$1], $1) }.prefix(wanted)
      found += nearest
      captions += nearest.map { "\(examined.caption($0)) ‖Δh‖ \(ConceptPictures.spell(distances[$0]))" }
    }
    emit([
      Pictures(
        name: "neighbours", title: "the \(wanted) inputs with the nearest concepts",
        values: ConceptPictures.laid(try examined.dataset.pixels(found)), isSigned: false, captions: captions)
    ])
    tensors["neighbours"] = ArrayValue(found, shape: [inputs.count, wanted])
  }

  /// The same noise, ever more of it: input by input the steps of the way.
  private func addNoise() throws {
    let largest = settings.real("noise"), steps = settings.integer("noise-steps")
    guard largest > 0 else { return }
    let levels = (1...steps).map { largest * Double($0) / Double(steps) }
    let points = noGrad {
      Tensor.concatenate(
        inputs.indices.enumerated().map { row, index in
          let point = coordinates[row..<row + 1]
          let noise = context.generator(for: "noise", sample: index).normal(point.shape).to(point.device)
          return Tensor.concatenate(levels.map { space.clamped(point + noise * $0) })
        })
    }
    let found = try space.explain(points, rowsAtOnce: 500).onCPU
    let captions = inputs.indices.flatMap { _ in levels.map { "σ \(ConceptPictures.spell($0))" } }
    emit([try picture("noise-inputs", "with noise", points, captions, found)])
    emit(try pictures.explanation(found, prefix: "noise-", title: "with noise", captions: captions))
    figures["noiseLevels"] = .array(levels)
    guard !senn.predictsValue else { return }
    let classes = try senn.predictions(found.logits), own = try predictions
    figures["noiseFlips"] = .array(
      levels.indices.map { level in
        .int(own.indices.count { classes[$0 * steps + level] != own[$0] })
      })
  }

  private var space: InputSpace { senn.space }

  private func picture(
    _ name: String, _ title: String, _ points: Tensor, _ captions: [String], _ found: Explanation
  ) throws -> Pictures {
    Pictures(
      name: name, title: title,
      values: ConceptPictures.laid(try noGrad { try senn.inputs(at: points).to(.cpu).array() }),
      isSigned: false, captions: captions, scores: try senn.scores(found.logits))
  }

  /// Each input with the concepts of one of another class, which is drawn for it.
  private func attack(_ pool: Explanation) throws {
    let epsilon = settings.real("attack-epsilon")
    guard epsilon > 0 else { return }
    let classes = try senn.predictions(pool.logits), own = try predictions
    var targets: [Int] = []
    for (row, index) in inputs.indices.enumerated() {
      let others = classes.indices.filter {
        senn.predictsValue ? !isPool || $0 != index : classes[$0] != own[row]
      }
      guard !others.isEmpty else {
        context.emit(.note("no attack on the concepts: every input is of one predicted class"))
        return
      }
      var generator = SplitMix64(seed: context.seed(for: "attack", sample: index, draw: 0))
      targets.append(others[generator.next(below: others.count)])
    }
    let found = try ConceptAttack(
      epsilon: epsilon, steps: settings.integer("attack-steps"), weight: settings.real("attack-weight")
    ).attack(
      space, coordinates, targets: pool.concepts.indexSelect(targets).to(coordinates.device)
    ) { share in
      context.emit(
        .progress(
          Progress(phase: "attack on the concepts", done: Int(100 * share), total: 100, unit: "%")))
      try context.checkpoint()
    }
    let there = found.explanation.onCPU
    let captions = targets.indices.map {
      "to \(examined.caption(targets[$0])): ‖Δh‖ \(ConceptPictures.spell(found.before[$0])) → "
        + ConceptPictures.spell(found.after[$0])
    }
    emit([
      try picture(
        "attack-inputs", "concepts moved, the class kept", found.points, captions, there)
    ])
    emit(
      try pictures.explanation(
        there, prefix: "attack-", title: "concepts moved, the class kept", captions: captions))
    tensors["attacked"] = try noGrad { try senn.inputs(at: found.points).to(.cpu).array() }
    tensors["attackedConcepts"] = try there.concepts.array()
    tensors["attackedRelevances"] = try there.relevances.array()
    tensors["attackTargets"] = ArrayValue(targets)
    figures["attack"] = [
      "targets": .array(targets.map(JSONValue.int)), "before": .array(found.before),
      "after": .array(found.after), "moved": .array(found.moved),
      "relevanceChange": .array(found.relevanceChange),
      "arrived": .int(found.arrived.count { $0 }), "inputs": .int(inputs.count),
    ]
    figures["attackArrived"] = .double(Double(found.arrived.count { $0 }) / Double(inputs.count))
  }
}
