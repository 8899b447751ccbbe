import Catalog
import Engine
import TerminalUI

/// The whole workbench as a value. Events and actions change it, screens draw it, nothing else happens to it.
public struct AppState: Sendable, Equatable {
  public let catalogue: Catalogue
  public var runs = RunList()
  /// What the screens show while the view is frozen; the jobs go on.
  public var frozen: Frozen?
  public var screen = ScreenID.runs
  public var selected: JobID?
  public var isZoomed = false
  public var runsView = RunsView()
  public var trainingView = TrainingView()
  public var layersView = LayersView()
  public var saliencyView = SaliencyView()
  public var lesionsView = LesionsView()
  public var conceptsView = ConceptsView()
  public var overlay: Overlay?
  /// What is looked for on the screen or in what lies above it.
  public var search = Search()
  /// A count or the beginning of a chord.
  public var typed = KeySequence()
  /// What the mouse holds.
  var pointer = Pointer()
  /// Where borders were dragged to.
  var splits = Splits()
  /// The table of keys, as the person's configuration changed it.
  public let keyMap: WorkbenchKeys.Map
  public var toasts: [Toast] = []
  public var tour: Tour?
  /// The recording that is played; nil in the workbench as usual.
  public internal(set) var replay: ReplayState?
  /// Whether the session is being recorded.
  public internal(set) var isRecording = false
  /// Runs whose stream is being read from the store.
  public var loading: Set<JobID> = []
  /// What came in meanwhile for those runs.
  var backlog: [JobID: [Event]] = [:]
  /// The runs that were looked at last, the newest first: their streams are kept.
  var recent: [JobID] = []
  public var themeName = ""
  /// What the row of hints still has to tell.
  public var hints = Hints()
  var rememberedHints = Hints()
  /// Whether the log of the run stands at the foot of the screen.
  public var showsLog = false
  var isLogFocused = false
  /// Where in the log one reads.
  var logState = LogState()
  /// What the terminal has taken so far, while somebody looks at it.
  public var output: OutputStatistics?
  /// The themes to choose from.
  public var themeNames: [String] = []
  /// The terminal's size; a table scrolls by it.
  public var size = Size(rows: 24, columns: 80)
  /// Seconds since 1970, set before every reduction.
  public var now: Double = 0
  /// Spells the command line that repeats a run.
  let spelling: Spelling

  public init(
    catalogue: Catalogue, keyMap: WorkbenchKeys.Map = WorkbenchKeys.map,
    spell: @escaping @Sendable (Card, Settings) -> String
  ) {
    self.catalogue = catalogue
    self.keyMap = keyMap
    spelling = Spelling(spell: spell)
    saliencyView.method = catalogue.explainers.first?.identifier
  }

  /// A function inside a value: the same for the program's whole life, so all are equal.
  struct Spelling: Sendable, Equatable {
    let spell: @Sendable (Card, Settings) -> String
    static func == (_: Spelling, _: Spelling) -> Bool { true }
  }

  /// The runs as the screens show them.
  public var shown: RunList { frozen?.runs ?? runs }

  /// The time as the screens show it.
  public var shownNow: Double { frozen?.now ?? replay?.clock ?? now }

  public mutating func toast(_ kind: Toast.Kind, _ text: String) {
    let seconds: Double = kind == .failure ? 12 : 6
    let text = printable(text)
    toasts.removeAll { $0.text == text }
    toasts.append(Toast(kind: kind, text: text, expires: now + seconds))
    if toasts.count > 4 { toasts.removeFirst() }
  }

  public mutating func expireToasts() { toasts.removeAll { $0.expires <= now } }

  public var interfaceState: InterfaceState {
    InterfaceState(
      screen: screen, selected: selected, map: layersView.map, method: saliencyView.method,
      target: saliencyView.target.spelled, isLogarithmic: trainingView.isLogarithmic, theme: themeName,
      conceptsPage: conceptsView.page)
  }

  /// Where the person left off; names that are gone since are passed over.
  public mutating func restore(_ earlier: InterfaceState) {
    screen = earlier.screen
    if let run = earlier.selected, runs[run] != nil { selected = run }
    layersView.map = earlier.map
    trainingView.isLogarithmic = earlier.isLogarithmic
    conceptsView.page = earlier.conceptsPage ?? .explanation
    if let method = earlier.method, catalogue.explainers.contains(where: { $0.identifier == method }) {
      saliencyView.method = method
    }
    saliencyView.target = SaliencyTarget(spelled: earlier.target) ?? .predicted
  }
}
