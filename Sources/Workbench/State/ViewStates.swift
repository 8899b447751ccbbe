import Engine
import TerminalUI

/// The screens; the raw value is the digit that opens one.
public enum ScreenID: Int, Sendable, CaseIterable, Codable {
  case runs = 1, training, layers, saliency, lesions, concepts

  public var title: String {
    switch self {
    case .runs: "Runs"
    case .training: "Training"
    case .layers: "Layers"
    case .saliency: "Saliency"
    case .lesions: "Lesions"
    case .concepts: "Concepts"
    }
  }
}

public struct RunsView: Sendable, Equatable {
  /// Only runs that match it are listed.
  public var filter = TextFieldState()
  /// 0: the table, 1: the detail.
  public var pane = 0
  public var detailOffset = 0
  /// Trainings whose curves are drawn together, in the order in which they were marked.
  public var marked: [JobID] = []
  /// How far the table is scrolled.
  public var scroll = ScrollState()
}

public struct TrainingView: Sendable, Equatable {
  /// 0: loss, 1: accuracy, 2: probes or prototypes, 3: terms of the loss, 4: stability.
  public var pane = 0
  /// Where the reading line stands, in epochs; nil follows the newest point.
  public var cursor: Double?
  public var isLogarithmic = false
  /// 0 shows the curves as they are.
  public var smoothing = 0

  /// The weights of the moving average, by degree.
  static let weights: [Double] = [0, 0.5, 0.75, 0.9, 0.96]
  var weight: Double { Self.weights[min(max(0, smoothing), Self.weights.count - 1)] }
}

/// What the Layers screen colours.
public enum LayersMap: String, Sendable, CaseIterable, Codable {
  /// While the network still learns.
  case emerging
  case reinitialised, rerandomised, joint
  /// Units that were marked, reset together.
  case sets
  case alpha
  case distanceRMS = "distance-rms"
  case distanceRelative = "distance-relative"
  case distanceMax = "distance-max"

  var title: String {
    switch self {
    case .emerging: "live"
    case .reinitialised: "re-init"
    case .rerandomised: "re-rand"
    case .joint: "joint"
    case .sets: "sets"
    case .alpha: "α-path"
    case .distanceRMS: "‖Δ‖₂/√p"
    case .distanceRelative: "‖Δ‖/‖θ⁰‖"
    case .distanceMax: "‖Δ‖∞"
    }
  }

  var isDistance: Bool { rawValue.hasPrefix("distance") }

  /// What a sweep of a trained network computes.
  static let usual = allCases.filter { $0 != .emerging && $0 != .sets }
}

public struct LayersView: Sendable, Equatable {
  /// 0: the map, or the chosen of several; 1: the read-out.
  public var pane = 0
  /// The chosen one of maps side by side.
  public var panel = 0
  /// Whose maps stand beside the run's own.
  public var partner = LayersPartner.marked
  /// The map that was chosen; another is shown where the run has none of the kind.
  public var map = LayersMap.reinitialised
  public var row = 0
  public var column = 0
  /// The first row and column of the map that are seen.
  public var rowOffset = 0
  public var columnOffset = 0
  /// Layers that belong together and are shown as one line, by the name they share.
  public var folded: Set<String> = []
  /// The units to be reset together.
  public var marked: Set<String> = []
  /// The set that was asked for last, until its row is there.
  public var awaitedSet: String?
}

/// The class whose score is explained.
public enum SaliencyTarget: Sendable, Equatable, Hashable {
  case predicted, label, number(Int)

  /// As the `target` setting spells it.
  public var spelled: String {
    switch self {
    case .predicted: "predicted"
    case .label: "label"
    case .number(let number): "\(number)"
    }
  }

  public init?(spelled: String) {
    switch spelled {
    case "predicted": self = .predicted
    case "label": self = .label
    default:
      guard let number = Int(spelled), number >= 0 else { return nil }
      self = .number(number)
    }
  }
}

public struct SaliencyView: Sendable, Equatable {
  /// 0: the grid, 1: the enlarged input.
  public var pane = 0
  public var method: String?
  public var target = SaliencyTarget.predicted
  public var page = 0
  /// The position within the page.
  public var selection = 0
  /// What was asked for last, and the job that answers.
  public var asked: SaliencyRequest?
  public var job: JobID?
  /// The newest job that has answered with maps.
  public var answered: JobID?
  /// The request that `answered` belongs to, to return to when a later one fails.
  public var answeredRequest: SaliencyRequest?

  /// Why what was asked for last did not come.
  public var failure: String?

  /// How often the part of the input that is shown was halved; 0 shows all of it.
  public var zoom = 0
  /// The middle of that part, as shares of the input.
  public var centerRow = 0.5
  public var centerColumn = 0.5

  static let mostZoom = 3

  /// Inputs a page.
  public static let pageSize = 16
}

/// What the Lesions screen shows of a network's paths.
public enum PathsView: String, Sendable, CaseIterable, Codable {
  /// How many there are of each length, and what they carry.
  case lengths
  /// What is left of each length without some blocks.
  case survival
  /// Each of them, for few blocks.
  case graph
}

public struct LesionsView: Sendable, Equatable {
  /// 0: single deletions, 1: random sets, 2: orders, 3: paths.
  public var pane = 0
  /// The chosen block.
  public var block = 0
  public var paths = PathsView.lengths
  /// The blocks that are deleted from the unravelled paths.
  public var deleted: Set<Int> = []
  /// Whether the single deletions of several runs are drawn as curves, where several are marked.
  public var compares = true
}
