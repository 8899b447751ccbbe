import Catalog
import Engine
import SelfExplaining
import Torch

/// What is to be known of each concept: how pure its prototypes are, what they share with another's, whether it varies.
struct ConceptSummary {
  static let columns = ["purity", "overlap", "deviation", "dead"]

  let prototypes: Prototypes
  let spread: ConceptSpread
  /// Nil where there are no classes.
  let purity: [Double]?

  init(_ prototypes: Prototypes, of concepts: Tensor, labels: [Int]?) throws {
    self.prototypes = prototypes
    spread = try ConceptSpread(concepts)
    purity = labels.map(prototypes.purity)
  }

  func emit(_ names: [String], _ part: JobPart) {
    part.emit(
      .grid(
        Grid(
          name: "concept-summary", title: "concepts", rows: names, columns: Self.columns, quantity: "share",
          unit: "")))
    let overlap = prototypes.largestOverlap
    for concept in names.indices {
      let isDead = spread.isDead[concept]
      let values = [purity?[concept], overlap[concept], spread.deviation[concept], isDead ? 1 : 0]
      for (column, value) in values.enumerated() {
        guard let value else { continue }
        part.emit(
          .cell(
            Cell(
              grid: "concept-summary", row: concept, column: column, value: value,
              details: [Detail("mean", spread.mean[concept])], mark: isDead ? "dead" : nil)))
      }
    }
  }

  /// A note where concepts died, or two stand for the same inputs.
  func warnings(_ names: [String]) -> [String] {
    let dead = names.indices.filter { spread.isDead[$0] }
    let twins = prototypes.overlap.enumerated().flatMap { one, row in
      row.enumerated().filter { $0.offset > one && $0.element == 1 }.map { (one, $0.offset) }
    }.filter { !dead.contains($0.0) && !dead.contains($0.1) }
    return
      (dead.isEmpty
      ? []
      : [
        "dead concepts, the same for every input: "
          + Self.list(dead.map { names[$0] }) + "; less sparsity or another seed may help"
      ])
      + (twins.isEmpty
        ? []
        : [
          "concepts with the same prototypes: " + Self.list(twins.map { "\(names[$0.0]) and \(names[$0.1])" })
        ])
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " and \(names.count - 8) more" : "")
  }

  var figures: [String: JSONValue] {
    [
      "purity": purity.map { .array($0) } ?? .null,
      "overlap": .array(prototypes.overlap.map { .array($0) }),
      "deviation": .array(spread.deviation), "mean": .array(spread.mean),
      "dead": .array(spread.isDead.map(JSONValue.bool)),
    ]
  }
}
