import TerminalUI

/// What can leave the workbench on a key.
public enum ExportKind: String, Sendable, CaseIterable {
  /// The screen as it stands.
  case png, svg, ansi, text
  /// The figures behind it.
  case data

  /// The form of a picture of the screen; nil for figures.
  var format: ExportFormat? { ExportFormat(rawValue: rawValue) }

  var title: String {
    switch self {
    case .png: "PNG picture"
    case .svg: "SVG drawing"
    case .ansi: "ANSI text"
    case .text: "plain text"
    case .data: "the figures behind it"
    }
  }

  var summary: String {
    switch self {
    case .png: "This screen as a picture, exact to the cell."
    case .svg: "This screen as a drawing: text stays text."
    case .ansi: "This screen with its colours, for cat and less -R."
    case .text: "This screen's characters alone."
    case .data: "The map, curves or list shown here as CSV, and as safetensors where they are arrays."
    }
  }
}

extension AppState {
  mutating func offerExports() {
    let items = ExportKind.allCases.map {
      ChooserState.Item(identifier: $0.rawValue, title: $0.title, summary: $0.summary)
    }
    overlay = .chooser(ChooserState(subject: .export, title: "Export \(exportName)", items: items))
  }

  /// What an export of this screen is called before its time: `layers-joint`.
  var exportName: String {
    switch screen {
    case .runs: "runs"
    case .lesions: "lesions"
    case .concepts: "concepts-\(conceptsView.page.rawValue)"
    case .training: "training"
    case .layers: "layers-\(layersMap.rawValue)"
    case .saliency:
      ["saliency", saliencyRun == nil ? nil : saliencyView.method].compactMap { $0 }.joined(separator: "-")
    }
  }
}
