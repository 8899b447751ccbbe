import Catalog
import Engine
import TerminalUI
import Testing

@testable import Workbench

/// Every word that events bring into the workbench, replaced by one that would do harm in a terminal.
@Suite("Hostile text in events")
struct HostileTextTests {
  static let words = [
    "\u{1b}[2J\u{1b}]0;mine\u{7}", "\u{9b}31m\u{202e}fdp\u{2066}", "日本語e\u{301}👩\u{200d}💻🇩🇪\u{200b}",
    "a\r\nb\tc\u{8}\u{7f}",
    String(repeating: "long \u{301}ｗ", count: 4000), "",
  ]

  /// Every screen, that of the concepts with each of its pages.
  static let shown: [(any Screen, ConceptsPage)] = ScreenRegistry.all.flatMap { screen in
    (screen.identifier == .concepts ? ConceptsPage.allCases : [.explanation]).map { (screen, $0) }
  }

  private func hostile(_ events: [Event], _ word: String) -> [Event] {
    events.map { event in
      var payload = event.payload
      switch event.payload {
      case .queued(var description):
        description.title = word
        payload = .queued(description)
      case .note: payload = .note(word)
      case .progress(var progress):
        (progress.phase, progress.unit) = (word, word)
        payload = .progress(progress)
      case .point(var point):
        if point.series.hasPrefix("loss") { point.series = "loss/" + word }
        payload = .point(point)
      case .grid(var grid):
        (grid.title, grid.quantity, grid.unit) = (word, word, word)
        grid.rows = grid.rows.map { $0 + word }
        grid.columns = grid.columns.map { $0 + word }
        payload = .grid(grid)
      case .cell(var cell):
        cell.details = cell.details.map { Detail($0.name + word, $0.value) }
        payload = .cell(cell)
      case .pictures(var pictures):
        pictures.title = word
        pictures.captions = pictures.captions.map { $0 + word }
        payload = .pictures(pictures)
      case .ended: payload = .ended(Ending(.failed, message: word))
      default: break
      }
      return Event(job: event.job, sequence: event.sequence, time: event.time, payload: payload)
    }
  }

  @Test(
    "No screen lets a control or a directional mark through, and every row keeps its width",
    arguments: words.indices)
  func screens(index: Int) {
    let word = Self.words[index]
    var state = Sample.state()
    let events = Sample.training() + Sample.sweep() + Sample.explanation() + Sample.senn.joined()
    for event in hostile(events, word) { _ = state.reduce(event) }
    state.toast(.failure, word)
    for (screen, page) in Self.shown {
      for size in [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 18, columns: 60)] {
        state.size = size
        state.screen = screen.identifier
        state.conceptsView.page = page
        var surface = Surface(size: size)
        // A quadratic drawing would take minutes; a busy machine takes seconds.
        let took = ContinuousClock().measure { WorkbenchFrame.draw(state, on: &surface, theme: .dark) }
        #expect(took < .seconds(10), "\(screen.identifier) took \(took)")
        for row in 0..<size.rows {
          var columns = 0
          for column in 0..<size.columns {
            let text = surface[row: row, column: column]?.text ?? ""
            #expect(
              !text.unicodeScalars.contains { $0.isUnsafeToShow },
              "\(screen.identifier): \(text.debugDescription)")
            columns += displayWidth(text)
          }
          #expect(columns == size.columns, "\(screen.identifier), row \(row)")
        }
      }
    }
  }
}
