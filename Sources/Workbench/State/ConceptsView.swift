/// What the Concepts screen shows of a self-explaining network.
public enum ConceptsPage: String, Sendable, CaseIterable, Codable {
  /// One input: what each concept says of it.
  case explanation
  /// The inputs in which each concept is strongest.
  case prototypes
  /// How stable and how faithful the explanations are.
  case measures
  /// Networks trained with ever more weight on the penalty.
  case sweep

  var title: String {
    switch self {
    case .explanation: "Explanation"
    case .prototypes: "Prototypes"
    case .measures: "Measures"
    case .sweep: "λ-sweep"
    }
  }

  var panes: Int {
    switch self {
    case .explanation: 5
    case .prototypes, .measures: 2
    case .sweep: 3
    }
  }

  /// The page on which a run's events are best looked at.
  init(_ experiment: String) {
    switch experiment {
    case Convention.Experiment.sennPrototypes: self = .prototypes
    case Convention.Experiment.sennStability, Convention.Experiment.sennFaithfulness: self = .measures
    case Convention.Experiment.sennSweep: self = .sweep
    default: self = .explanation
    }
  }

  /// The experiment that fills the page.
  var experiment: String {
    switch self {
    case .explanation: Convention.Experiment.sennExplain
    case .prototypes: Convention.Experiment.sennPrototypes
    case .measures: Convention.Experiment.sennStability
    case .sweep: Convention.Experiment.sennSweep
    }
  }
}

/// What the bars of the concepts show.
public enum ConceptQuantity: Sendable, CaseIterable {
  case contribution, relevance, value

  var title: String {
    switch self {
    case .contribution: "Contribution θ·h"
    case .relevance: "Relevance θ"
    case .value: "Concept value h"
    }
  }
}

/// Which inputs stand for a concept; the raw value ends the name of their pictures.
public enum ConceptKind: String, Sendable, CaseIterable {
  case top = "", least = "-least", contrast = "-contrast", decoded = "-decoded"

  var title: String { self == .top ? "top" : String(rawValue.dropFirst()) }
  var pictures: String { Convention.Pictures.conceptGrid + rawValue }
}

/// Where the input is moved to.
public enum MovedInput: Sendable, Equatable {
  case nowhere
  /// By noise, of the level with that number.
  case noise(Int)
  /// Towards another class's concepts.
  case attack
}

/// A concept changed by hand: its relevances times `scale`, its value and `shift`.
public struct ConceptEdit: Sendable, Equatable {
  public var scale = 1.0
  public var shift = 0.0

  var isNone: Bool { scale == 1 && shift == 0 }
}

public struct ConceptsView: Sendable, Equatable {
  public var page = ConceptsPage.explanation
  /// On the explanation 0: the input, 1: the concepts, 2: prototypes, 3: neighbours, 4: all inputs; on the prototypes
  /// 0: all concepts, 1: the chosen one; on the measures 0: stability, 1: faithfulness; on the sweep its rows.
  public var pane = 0
  public var input = 0
  /// nil follows the concept that contributes most.
  public var concept: Int?
  public var quantity = ConceptQuantity.contribution
  /// Whether relevances are shown as they are, and not less their mean over the classes.
  public var isRaw = false
  /// Whether the concept that says most stands first.
  public var isSorted = false
  /// nil compares with the class that is next in probability.
  public var contrast: Int?
  public var kind = ConceptKind.top
  public var moved = MovedInput.nowhere
  /// By the number of the concept.
  public var edits: [Int: ConceptEdit] = [:]
  /// The first line of a table row's features that is seen.
  public var featureOffset = 0
  /// The chosen λ.
  public var column = 0

  /// Another run is looked at from its beginning; how things are shown stays.
  mutating func forgetPlaces() {
    (input, concept, contrast, moved, edits, featureOffset, column) = (0, nil, nil, .nowhere, [:], 0, 0)
  }
}
