/// Where a key counts. A line being typed takes the letters before the table is asked.
public enum KeyContext: Sendable, Hashable, CaseIterable {
  case runs, training, layers, saliency
  /// The filter of the Runs screen.
  case filter
  case palette, chooser, form, question, help
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
    }
  }

  public var title: String {
    switch self {
    case .runs: "Runs"
    case .training: "Training"
    case .layers: "Layers"
    case .saliency: "Saliency"
    case .filter: "Filter"
    case .palette: "Palette"
    case .chooser: "List"
    case .form: "Form"
    case .question: "Question"
    case .help: "Help"
    case .everywhere: "Everywhere"
    case .motion: "Moving"
    }
  }
}
