import Catalog
import Engine

/// Keys that one screen understands.
extension AppState {
  // MARK: Runs

  mutating func reduceRuns(_ action: Action) -> [Effect] {
    if runsView.pane == 1, [.up, .down, .pageUp, .pageDown, .top].contains(action) {
      scrollDetail(action)
      return []
    }
    switch action {
    case .activate:
      if let run = selectedRun { return open(run) }
    case .mark: toggleMark()
    case .unmarkAll: runsView.marked = []
    default: moveSelection(action)
    }
    return []
  }

  mutating func moveSelection(_ action: Action) {
    let visible = visibleRuns
    guard !visible.isEmpty else { return }
    let place = visible.firstIndex { $0.job == selected } ?? -1
    let next: Int
    switch action {
    case .down: next = place + 1
    case .up: next = place - 1
    case .pageDown: next = place + 10
    case .pageUp: next = place - 10
    case .top: next = 0
    case .bottom: next = visible.count - 1
    case .goto(let line): next = line - 1
    default: return
    }
    select(visible[min(max(0, next), visible.count - 1)].job)
  }

  /// Another run is looked at from its beginning.
  mutating func select(_ job: JobID?) {
    guard let job, job != selected else { return }
    selected = job
    trainingView.cursor = nil
    lesionsView.deleted = []
    conceptsView.forgetPlaces()
    runsView.detailOffset = 0
    layersView.row = 0
    layersView.column = 0
    layersView.rowOffset = 0
    layersView.columnOffset = 0
    layersView.panel = 0
    layersView.partner = .marked
  }

  mutating func scrollDetail(_ action: Action) {
    switch action {
    case .up: runsView.detailOffset = max(0, runsView.detailOffset - 1)
    case .down: runsView.detailOffset += 1
    case .pageUp: runsView.detailOffset = max(0, runsView.detailOffset - 10)
    case .pageDown: runsView.detailOffset += 10
    default: runsView.detailOffset = 0
    }
  }

  // MARK: Training

  mutating func reduceTraining(_ action: Action) -> [Effect] {
    switch action {
    case .logarithmic: trainingView.isLogarithmic.toggle()
    case .more: trainingView.smoothing = min(trainingView.smoothing + 1, TrainingView.weights.count - 1)
    case .less: trainingView.smoothing = max(trainingView.smoothing - 1, 0)
    case .left: moveReading(by: -1)
    case .right: moveReading(by: 1)
    case .pageUp: moveReading(by: -10)
    case .pageDown: moveReading(by: 10)
    case .top: trainingView.cursor = readingPlaces.first
    case .bottom: trainingView.cursor = nil
    case .goto(let epoch): read(at: Double(epoch))
    case .activate where trainingRun == nil: openForm(Convention.Experiment.train)
    default: break
    }
    return []
  }

  /// Where the reading line may stand: at the tested epochs, else at every point.
  private var readingPlaces: [Double] {
    guard let run = trainingRun else { return [] }
    let names = [Convention.Series.lossTest, Convention.Series.accuracyTest, Convention.Series.lossTrain]
    return names.lazy.compactMap { run.newest($0) }.first { $0.count > 1 }?.x ?? []
  }

  /// Puts the reading line at the nearest place.
  mutating func read(at x: Double) {
    trainingView.cursor = readingPlaces.min { abs($0 - x) < abs($1 - x) }
  }

  mutating func moveReading(by step: Int) {
    let places = readingPlaces
    guard !places.isEmpty else { return }
    let current = trainingView.cursor.map { cursor in places.lastIndex { $0 <= cursor } ?? 0 } ?? places.count
    let next = current + step
    trainingView.cursor = next >= places.count ? nil : places[max(0, next)]
  }
}
