import Catalog
import TerminalUI

/// The Lesions screen: which block.
extension AppState {
  /// The grid of the pane that has the keyboard.
  var lesionGrid: String {
    switch lesionsView.pane {
    case 1: Convention.Grid.multiple
    case 2: Convention.Grid.reordered
    default: Convention.Grid.single
    }
  }

  mutating func reduceLesions(_ action: Action) -> [Effect] {
    switch action {
    case .left, .up: chooseBlock(lesionsView.block - 1)
    case .right, .down: chooseBlock(lesionsView.block + 1)
    case .top: chooseBlock(0)
    case .bottom: chooseBlock(.max)
    case .goto(let line): chooseBlock(line - 1)
    case .sweep: openForm(Convention.Experiment.lesion)
    case .measurePaths: openForm(Convention.Experiment.paths)
    case .activate where lesionRun == nil: openForm(Convention.Experiment.lesion)
    default: break
    }
    return []
  }

  mutating func chooseBlock(_ block: Int) {
    let count = lesionRun?.grid(Convention.Grid.single)?.columns ?? 0
    lesionsView.block = min(max(0, block), max(0, count - 1))
  }

  /// The chosen block's figures.
  var lesionValue: String? {
    guard let run = lesionRun, let grid = run.grid(Convention.Grid.single), grid.columns > 0 else {
      return nil
    }
    let block = min(lesionsView.block, grid.columns - 1)
    guard let value = grid.value(row: 0, column: block) else { return nil }
    let details = grid.details(row: 0, column: block).map { "\($0.name)=\($0.value)" }
    return (["\(run.job) \(grid.name) \(grid.grid.columns[block]) \(value)"] + details).joined(separator: " ")
  }
}
