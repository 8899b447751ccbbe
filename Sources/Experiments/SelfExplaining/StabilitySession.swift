import Catalog
import Datasets
import Engine
import Networks
import SelfExplaining
import Torch

/// Stability as a job: inputs in groups, their cells and the quartiles so far as soon as a group is there.
final class StabilitySession {
  private let examined: ExaminedConcepts
  private let plan: StabilityPlan
  private let context: JobContext
  private let count: Int
  private let isDiscrete: Bool
  private var figures = StabilityFigures()
  private var neighbours: [Int] = []

  init(_ examined: ExaminedConcepts, _ plan: StabilityPlan, _ context: JobContext) {
    self.examined = examined
    self.plan = plan
    self.context = context
    count = min(plan.points, examined.data.count)
    isDiscrete = plan.isDiscrete(examined.dataset)
  }

  private var senn: SelfExplainingNetwork { examined.senn }

  func run() throws -> JSONValue {
    announce()
    var tensors: [String: ArrayValue] = [:]
    if isDiscrete { try searchDataset(&tensors) } else { try searchBall(&tensors) }
    let indices = Array(0..<count)
    tensors["inputs"] = try examined.dataset.pixels(indices)
    tensors["labels"] = ArrayValue(Array(examined.labels[..<count]))
    tensors["indices"] = ArrayValue(indices)
    for denominator in StabilityDenominator.allCases {
      tensors["ratio" + denominator.suffix] = ArrayValue(figures[denominator].map { $0?.ratio ?? .nan })
    }
    warn()
    try context.save(tensors)
    return result()
  }

  private func announce() {
    let unit = senn.distanceUnit, norm = plan.ball.norm == .l2 ? "ℓ2" : "ℓ∞"
    context.emit(
      .grid(
        Grid(
          name: "stability",
          title:
            "local Lipschitz estimate, \(norm) \(plan.ball.radius) \(unit), "
            + (isDiscrete ? "over the data set" : "by gradient ascent"),
          rows: (0..<count).map(examined.caption),
          columns: StabilityDenominator.allCases.map(\.name), quantity: "‖Δθ‖/‖Δ‖", unit: "")))
  }

  private func emit(_ first: Int, _ found: [[StabilityEstimate?]], _ details: (Int) -> [Detail]) {
    for denominator in StabilityDenominator.allCases {
      for (place, estimate) in found[denominator.rawValue].enumerated() {
        guard let estimate else { continue }
        context.emit(
          .cell(
            Cell(
              grid: "stability", row: first + place, column: denominator.rawValue, value: estimate.ratio,
              details: [
                Detail("radius", plan.ball.radius), Detail("Δx", estimate.inputDistance),
                Detail("Δh", estimate.conceptDistance), Detail("Δθ", estimate.relevanceDistance),
                Detail("flipped", estimate.isFlipped ? 1 : 0),
              ] + details(place),
              mark: denominator == .concepts && estimate.isNearCollapse ? "Δh≈0" : nil)))
      }
    }
    figures.add(found)
    for denominator in StabilityDenominator.allCases {
      guard let quartiles = figures.quartiles(denominator) else { continue }
      for (name, value) in [("low", quartiles.low), ("median", quartiles.median), ("high", quartiles.high)] {
        context.emit(
          .point(
            Point(
              series: "stability-\(denominator.name)/\(name)", x: Double(first + found[0].count), y: value))
        )
      }
    }
  }

  private func progress(_ done: Double) throws {
    context.emit(
      .progress(
        Progress(
          phase: "stability", done: Int(done * Double(count * 100)), total: count * 100, unit: "% of inputs"))
    )
    try context.checkpoint()
  }

  private func searchBall(_ tensors: inout [String: ArrayValue]) throws {
    let indices = Array(0..<count)
    let anchors = try examined.senn.coordinates(of: examined.dataset, indices)
    let found = try plan.search.estimate(
      senn.space, at: anchors, samples: indices,
      seed: Seed(context.seed(for: "stability", sample: 0, draw: 0)),
      found: { first, part in
        self.emit(first, part.found) { _ in [Detail("evaluations", Double(part.evaluations))] }
      }, progress: progress)
    let own = try senn.space.explain(anchors, rowsAtOnce: 500).onCPU
    tensors.merge(try own.tensors) { $1 }
    let points = try noGrad {
      try senn.inputs(at: found.points[StabilityDenominator.inputs.rawValue]).to(.cpu).array()
    }
    tensors["maximisers"] = points
    let captions = found[.inputs].map { "L \($0.map { ConceptPictures.spell($0.ratio) } ?? "none")" }
    context.emit(
      .pictures(
        Pictures(
          name: "maximisers", title: "where the relevances change the most",
          values: ConceptPictures.laid(points), isSigned: false, captions: captions)))
  }

  private func searchDataset(_ tensors: inout [String: ArrayValue]) throws {
    let coordinates = try senn.coordinates(of: examined.dataset, Array(0..<examined.data.count))
    let own = try examined.explanation { _ in try context.checkpoint() }
    tensors.merge(try own.of(Tensor(Array(0..<count))).tensors) { $1 }
    let measure = NeighbourStability(plan.ball, isGaugeFree: plan.isGaugeFree)
    for start in stride(from: 0, to: count, by: 100) {
      let range = start..<min(start + 100, count)
      let entries = try measure.entries(coordinates.to(.cpu), own, anchors: Array(range))
      neighbours += entries.map(\.neighbours)
      emit(
        start,
        StabilityDenominator.allCases.map { denominator in entries.map { $0[denominator]?.estimate } }
      ) { place in
        [
          Detail("neighbours", Double(entries[place].neighbours)),
          Detail("multiplicity", Double(entries[place].multiplicity)),
        ]
      }
      try progress(Double(range.upperBound) / Double(count))
    }
    tensors["neighbours"] = ArrayValue(neighbours)
  }

  private func warn() {
    let none = figures[.inputs].count { $0 == nil }
    if none > 0 {
      context.emit(
        .note("\(none) of \(count) inputs have no other within \(plan.ball.radius): no estimate for them"))
    }
    let collapsed = figures.collapsed - (isDiscrete ? none : 0)
    guard collapsed > 0 else { return }
    context.emit(
      .note(
        "‖h(x) − h(x′)‖ ≈ 0 at the maximum for \(collapsed) of \(count) inputs: the ratio over the concepts has no bound "
          + "there, only the one over the inputs says something"))
  }

  private func result() -> JSONValue {
    var members: [String: JSONValue] = [
      "mode": .string(isDiscrete ? "discrete" : "continuous"), "radius": .double(plan.ball.radius),
      "norm": .string(plan.ball.norm.rawValue), "unit": .string(senn.distanceUnit), "points": .int(count),
      "collapsed": .int(figures.collapsed),
      "flipped": .int(figures[.inputs].count { $0?.isFlipped == true }),
      "withoutNeighbour": .int(isDiscrete ? neighbours.count { $0 == 0 } : 0),
    ]
    if isDiscrete { members["neighbours"] = .array(neighbours.map(JSONValue.int)) }
    for denominator in StabilityDenominator.allCases {
      let suffix = denominator.suffix, quartiles = figures.quartiles(denominator)
      members["ratio" + suffix] = .array(figures[denominator].map { $0.map { .double($0.ratio) } ?? .null })
      members["median" + suffix] = quartiles.map { .double($0.median) } ?? .null
      members["low" + suffix] = quartiles.map { .double($0.low) } ?? .null
      members["high" + suffix] = quartiles.map { .double($0.high) } ?? .null
      members["largest" + suffix] =
        figures[denominator].compactMap { $0?.ratio }.max().map { .double($0) } ?? .null
    }
    return .object(members)
  }
}
