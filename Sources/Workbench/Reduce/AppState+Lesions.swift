import Catalog
import Engine
import TerminalUI

/// The Lesions screen: which block, which view of the paths, which blocks are deleted from it.
extension AppState {
  /// The grid of the pane that has the keyboard.
  var lesionGrid: String {
    switch lesionsView.pane {
    case 1: Convention.Grid.multiple
    case 2: Convention.Grid.reordered
    case 3: Convention.Grid.subsets
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
    case .compare: turnComparison()
    case .nextMap: turnPaths(by: 1)
    case .previousMap: turnPaths(by: -1)
    case .activate where lesionRun == nil: openForm(Convention.Experiment.lesion)
    case .activate where showsPathGraph: toggleBlock()
    default: break
    }
    return []
  }

  mutating func chooseBlock(_ block: Int) {
    let count = lesionRun?.grid(Convention.Grid.single)?.columns ?? 0
    lesionsView.block = min(max(0, block), max(0, count - 1))
  }

  /// The block whose place in the network is nearest.
  mutating func chooseBlock(depth: Double) {
    guard let grid = lesionRun?.grid(Convention.Grid.single) else { return }
    let depths = (0..<grid.columns).map { LesionCurves.depth(of: $0, in: grid) }
    chooseBlock(depths.indices.min { abs(depths[$0] - depth) < abs(depths[$1] - depth) } ?? 0)
  }

  /// The paths come before the eye with their next view.
  private mutating func turnPaths(by step: Int) {
    let all = PathsView.allCases
    let place = all.firstIndex(of: lesionsView.paths) ?? 0
    lesionsView.paths = all[(place + step + all.count) % all.count]
    lesionsView.pane = 3
  }

  // MARK: Unravelled paths

  /// Every set of blocks deleted, where a network has few.
  var lesionSubsets: GridState? { lesionRun?.grid(Convention.Grid.subsets) }

  var showsPathGraph: Bool { lesionsView.paths == .graph && lesionSubsets != nil }

  private mutating func toggleBlock() {
    lesionsView.deleted.formSymmetricDifference([lesionsView.block])
    lesionsView.pane = 3
  }

  /// The blocks that are deleted and are there.
  var deletedBlocks: [Int] {
    let count = lesionRun?.grid(Convention.Grid.single)?.columns ?? 0
    return lesionsView.deleted.filter { $0 < count }.sorted()
  }

  var deletionVerb: String { lesionsView.deleted.contains(lesionsView.block) ? "put back" : "delete block" }

  // MARK: Values

  /// The chosen block's figures, or those of the deleted set.
  var lesionValue: String? {
    let showsSet = showsPathGraph && lesionsView.pane == 3
    let found = showsSet ? lesionSubsets : lesionRun?.grid(Convention.Grid.single)
    guard let run = lesionRun, let grid = found, grid.columns > 0 else { return nil }
    let chosen = showsSet ? deletedBlocks.reduce(0) { $0 | 1 << $1 } : lesionsView.block
    let column = min(chosen, grid.columns - 1)
    guard let value = grid.value(row: 0, column: column) else { return nil }
    let details = grid.details(row: 0, column: column).map { "\($0.name)=\($0.value)" }
    return (["\(run.job) \(grid.name) \(grid.grid.columns[column]) \(value)"] + details).joined(
      separator: " ")
  }
}
