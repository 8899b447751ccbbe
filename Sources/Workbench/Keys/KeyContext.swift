/// Where a key counts. A line being typed takes the letters before the table is asked.
public enum KeyContext: Sendable, Hashable, CaseIterable {
  case runs, training, layers, saliency, lesions, concepts
  /// What is looked for is being typed.
  case search
  /// Something has been looked for.
  case matches
  case palette, chooser, form, question, leaving, help
  /// While a recording is played.
  case replay
  /// Keys that hold on every screen.
  case everywhere
  /// Keys that hold everywhere, also where letters are typed.
  case motion

  init(_ screen: ScreenID) {
    switch screen {
    case .runs: self = .runs
    case .training: self = .training
    case .layers: self = .layers
    case .saliency: self = .saliency
    case .lesions: self = .lesions
    case .concepts: self = .concepts
    }
  }

  /// The name of its table in the configuration file.
  public var name: String { "\(self)" }

  /// Whether letters are text there, so that only other keys reach the table.
  var takesText: Bool { [.search, .palette, .form].contains(self) }

  public var title: String {
    switch self {
    case .runs: "Runs"
    case .training: "Training"
    case .layers: "Layers"
    case .saliency: "Saliency"
    case .lesions: "Lesions"
    case .concepts: "Concepts"
    case .search: "Searching"
    case .matches: "After a search"
    case .palette: "Palette"
    case .chooser: "List"
    case .form: "Form"
    case .question: "Question"
    case .leaving: "Question before leaving"
    case .help: "Help"
    case .replay: "Replay"
    case .everywhere: "Everywhere"
    case .motion: "Moving"
    }
  }
}
