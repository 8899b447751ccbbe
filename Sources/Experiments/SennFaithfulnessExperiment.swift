import Catalog
import Datasets
import Engine
import SelfExplaining
import Torch

/// Whether relevances say what happens when concepts are taken away.
public struct SennFaithfulnessExperiment: Experiment {
  public let card = Card(
    identifier: "senn-faithfulness",
    title: "Faithfulness of explanations",
    summary:
      "Sets the relevance of each concept to zero and compares how far the predicted class's probability drops with the "
      + "relevance, beside what is exact: how far its logit drops.",
    citation: .selfExplaining,
    parameters: [
      SharedParameters.model,
      SharedParameters.dataset("auto", alsoAuto: true),
      SharedParameters.split,
      SharedParameters.limit(),
      SharedParameters.device,
      SharedParameters.seed,
    ])

  public init() {}

  public func title(_ settings: Settings) -> String { "faithfulness of \(settings.text("model"))" }

  public func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    let examined = try ExaminedConcepts(settings, context)
    let count = examined.data.count
    let own = try examined.explanation(context)
    let found = try Faithfulness.measure(own, isValue: examined.predictsValue)
    emit(found, examined, context)
    let columns = FaithfulnessColumn.allCases
    var members: [String: JSONValue] = [
      "inputs": .int(count), "concepts": .int(examined.senn.conceptCount),
      "largestGap": .double(found.map(\.largestGap).max() ?? 0),
    ]
    for column in columns {
      let values = found.compactMap(column.value), quartiles = Quartiles(values), name = column.rawValue
      members[name] = .array(found.map { column.value($0).map { .double($0) } ?? .null })
      members[name + "Median"] = quartiles.map { .double($0.median) } ?? .null
      members[name + "Low"] = quartiles.map { .double($0.low) } ?? .null
      members[name + "High"] = quartiles.map { .double($0.high) } ?? .null
      members[name + "Undefined"] = .int(count - values.count)
    }
    if columns.contains(where: { column in found.contains { column.value($0) == nil } }) {
      context.emit(
        .note("where the relevances or the drops are all equal there is nothing to correlate: no figure"))
    }
    try save(found, own, examined, context)
    return .object(members)
  }

  private func emit(_ found: [Faithfulness], _ examined: ExaminedConcepts, _ context: JobContext) {
    context.emit(
      .grid(
        Grid(
          name: "faithfulness", title: "relevance against the drop without the concept",
          rows: found.indices.map(examined.caption), columns: FaithfulnessColumn.shown.map(\.rawValue),
          quantity: "correlation", unit: "", low: -1, high: 1)))
    for (row, entry) in found.enumerated() {
      for (place, column) in FaithfulnessColumn.shown.enumerated() {
        guard let value = column.value(entry) else { continue }
        context.emit(
          .cell(
            Cell(
              grid: "faithfulness", row: row, column: place, value: value,
              details: [
                Detail("p", entry.probability), Detail("gauge-free", entry.gaugeFreePearson ?? .nan),
                Detail("gap", entry.largestGap),
              ].filter { !$0.value.isNaN })))
      }
    }
  }

  private func save(
    _ found: [Faithfulness], _ own: Explanation, _ examined: ExaminedConcepts, _ context: JobContext
  ) throws {
    let count = found.count, k = examined.senn.conceptCount
    func table(_ values: (Faithfulness) -> [Double]) -> ArrayValue {
      ArrayValue(found.flatMap(values), shape: [count, k])
    }
    var tensors = try own.tensors
    tensors["probabilityDrops"] = table(\.probabilityDrops)
    tensors["logitDrops"] = table(\.logitDrops)
    tensors["contributions"] = table(\.contributions)
    tensors["inputs"] = try examined.dataset.pixels(Array(0..<count))
    tensors["labels"] = ArrayValue(examined.labels)
    tensors["indices"] = ArrayValue(Array(0..<count))
    try context.save(tensors)
  }
}

/// One correlation of an input's explanation.
enum FaithfulnessColumn: String, CaseIterable {
  case pearson, spearman, exact, gaugeFree

  /// Those of the grid.
  static let shown = [pearson, spearman, exact]

  func value(_ found: Faithfulness) -> Double? {
    switch self {
    case .pearson: found.pearson
    case .spearman: found.spearman
    case .exact: found.exact
    case .gaugeFree: found.gaugeFreePearson
    }
  }
}
