import Catalog
import TerminalUI

/// What is chosen on a screen, in words divided by commas: `joint`, `log,zoom`, `row:3,column:12`, `input:4`, `pane:1`,
/// `epoch:7`, `help`, `overview`, `compare`, `sweep`, `concept:2`, `noise:3`.
struct SnapshotView: Sendable, Equatable {
  private enum Word: Sendable, Equatable {
    case map(LayersMap), page(ConceptsPage), logarithmic, zoom, help, overview, compare
    case row(Int), column(Int), input(Int), pane(Int), concept(Int), noise(Int)
    case epoch(Double)
  }

  private let words: [Word]

  init() { words = [] }

  /// - Throws: ``UserError`` for an unknown word.
  init(_ text: String) throws {
    words = try text.split(separator: ",").map { try Self.word(String($0)) }
  }

  private static func word(_ text: String) throws -> Word {
    if let map = LayersMap(rawValue: text) { return .map(map) }
    if let page = ConceptsPage(rawValue: text) { return .page(page) }
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    if parts.count == 2 {
      if parts[0] == "epoch", let epoch = Double(parts[1]), epoch.isFinite { return .epoch(epoch) }
      if let number = Int(parts[1]), (0...100_000).contains(number) {
        switch parts[0] {
        case "row": return .row(number)
        case "column": return .column(number)
        case "input": return .input(number)
        case "pane": return .pane(number)
        case "concept": return .concept(number)
        case "noise": return .noise(number)
        default: break
        }
      }
    }
    switch text {
    case "log": return .logarithmic
    case "zoom": return .zoom
    case "help": return .help
    case "overview": return .overview
    case "compare": return .compare
    default:
      throw unknownName(
        printable(text), kind: "view",
        known: LayersMap.allCases.map(\.rawValue) + ConceptsPage.allCases.map(\.rawValue)
          + [
            "log", "zoom", "help", "overview", "compare", "row:N", "column:N", "input:N", "pane:N", "epoch:N",
            "concept:N", "noise:N",
          ])
    }
  }

  func apply(to state: inout AppState) throws {
    for word in words {
      switch word {
      case .map(let map): _ = state.apply(.map(map))
      case .page(let page): state.turnConceptsPage(to: page)
      case .concept(let concept): state.chooseConcept(concept)
      case .noise(let level): state.moveConceptInput(to: level)
      case .logarithmic: state.trainingView.isLogarithmic = true
      case .zoom: state.isZoomed = true
      case .help: state.overlay = .help(offset: 0)
      case .overview: state.layersView.folded = state.layersRows.foldingAll
      case .compare: state.turnPartner()
      case .row(let row): state.layersView.row = row
      case .column(let column): state.layersView.column = column
      case .input(let input) where state.screen == .concepts: state.chooseConceptInput(input)
      case .input(let input): state.saliencyView.selection = min(input, max(0, state.shownInputs - 1))
      case .pane(let pane): state.focusPane(state.paneOrder.contains(pane) ? pane : state.paneOrder.last ?? 0)
      case .epoch(let epoch): state.trainingView.cursor = epoch
      }
    }
    state.clampCell()
  }
}
