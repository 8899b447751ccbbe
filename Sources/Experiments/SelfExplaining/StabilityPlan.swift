import Catalog
import Datasets
import SelfExplaining
import Torch

/// How stability is estimated, out of the settings.
struct StabilityPlan {
  static let parameters: [Parameter] = [
    Parameter(
      "points", "inputs whose stability is estimated: the first so many", unit: "inputs",
      default: .integer(100), range: .integers(1...1_000_000), paper: "100", isCommon: true),
    Parameter(
      "mode",
      "continuous searches a ball by gradient ascent, discrete the other inputs of the data set; auto is discrete where "
        + "columns are coded",
      default: .text("auto"), range: .choice(["auto", "continuous", "discrete"]), isCommon: true),
    Parameter(
      "radius",
      "ε of the ball, in pixels or, for a table, standard deviations", default: .real(0.5),
      range: .reals(1e-6...1e6), paper: "1 for MNIST, 0.1 for COMPAS", isCommon: true),
    Parameter(
      "norm", "the ball's norm", default: .text("l2"), range: .choice(Ball.Norm.allCases.map(\.rawValue))),
    Parameter(
      "steps", "ascent steps of each start", default: .integer(60), range: .integers(1...100_000),
      paper: "40 to 200 evaluations"),
    Parameter("restarts", "random starts", default: .integer(3), range: .integers(1...1000)),
    Parameter(
      "gauge-free", "relevances less their mean over the classes", default: .flag(false), range: .flag),
  ]

  let points: Int
  let ball: Ball
  let isGaugeFree: Bool
  private let mode: String
  private let steps: Int
  private let restarts: Int

  init(_ settings: Settings) {
    points = settings.integer("points")
    mode = settings.text("mode")
    ball = Ball(Ball.Norm(rawValue: settings.text("norm")) ?? .l2, radius: settings.real("radius"))
    steps = settings.integer("steps")
    restarts = settings.integer("restarts")
    isGaugeFree = settings.flag("gauge-free")
  }

  /// A ball around a row with coded columns holds rows that no table has.
  func isDiscrete(_ dataset: Dataset) -> Bool {
    guard mode == "auto" else { return mode == "discrete" }
    return dataset.features?.features.contains { $0.kind != .numeric } ?? false
  }

  var search: StabilitySearch {
    StabilitySearch(ball, steps: steps, restarts: restarts, isGaugeFree: isGaugeFree, rowsAtOnce: 384)
  }
}

/// The estimates of some inputs, however they were found.
struct StabilityFigures {
  /// Per denominator and input.
  private(set) var found: [[StabilityEstimate?]] = [[], []]

  mutating func add(_ more: [[StabilityEstimate?]]) {
    for place in found.indices { found[place] += more[place] }
  }

  subscript(_ denominator: StabilityDenominator) -> [StabilityEstimate?] { found[denominator.rawValue] }

  func quartiles(_ denominator: StabilityDenominator) -> Quartiles? {
    Quartiles(self[denominator].compactMap { $0?.ratio })
  }

  var collapsed: Int { self[.concepts].count { $0.map(\.isNearCollapse) ?? true } }
}

extension StabilityDenominator {
  /// The grid's column.
  var name: String { self == .concepts ? "h" : "x" }
  /// The end of the names of its figures.
  var suffix: String { self == .concepts ? "Concepts" : "Inputs" }
}
