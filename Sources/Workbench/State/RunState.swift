import Catalog
import Engine
import TerminalUI

public enum JobStatus: String, Sendable, Equatable, CaseIterable {
  case queued, running, paused, completed, failed, cancelled, interrupted

  /// Whether the engine still holds the job.
  public var isLive: Bool { self == .queued || self == .running || self == .paused }

  /// Whether a restart goes on from the last checkpoint.
  var isResumable: Bool { self == .interrupted || self == .cancelled || self == .failed }

  var glyph: Character {
    switch self {
    case .queued: "◌"
    case .running: "▶"
    case .paused: "‖"
    case .completed: "✓"
    case .failed: "✗"
    case .cancelled: "⊘"
    case .interrupted: "↯"
    }
  }
}

/// What one run's event stream has said so far: a pure projection, the same live and out of a recording.
public struct RunState: Sendable, Equatable {
  /// A line of the run's log.
  public struct Note: Sendable, Equatable {
    public let time: Double
    public let text: String
  }

  public let job: JobID
  public var description: JobDescription?
  /// Title and experiment while the description is not known.
  var name: String?
  var kind: String?
  public var status = JobStatus.queued
  public var queuedAt: Double?
  public var startedAt: Double?
  public var endedAt: Double?
  public var progress: Progress?
  public var series: [String: Curve] = [:]
  /// In the order in which they were announced.
  public var grids: [GridState] = []
  public var pictures: [String: Pictures] = [:]
  /// The maps among them as they are drawn while the run is live, so that one that hardly changes costs no bytes.
  public private(set) var liveMaps: [String: [LiveMap]] = [:]
  public var notes: [Note] = []
  public var result: JSONValue?
  public var ending: Ending?
  /// Numbers of the result by name, as the store's list has them.
  public var figures: [String: Double] = [:]
  /// The newest event applied; older ones are repeats.
  public private(set) var sequence = -1
  private var pictureSequences: [String: Int] = [:]
  /// When the run was last seen at work.
  private(set) var newestTime: Double?
  /// Whether the stream has been read from its beginning, or only a summary is known.
  public var isWhole = true
  /// Whether the stream was read once and only what lists show of it was kept.
  public private(set) var isThinned = false
  /// Whether another program works on it, so that nothing can be asked of it here.
  public internal(set) var isElsewhere = false
  private var keptFigure: String?
  private var hadGrids = false

  /// More lines than a screen can show; older ones stay in the run's folder.
  static let notesKept = 500

  public init(_ job: JobID) { self.job = job }

  /// The state that a recorded stream leads to.
  public init(_ job: JobID, events: some Sequence<Event>) {
    self.init(job)
    for event in events { apply(event) }
  }

  public mutating func apply(_ event: Event) {
    guard event.job == job else { return }
    if case .pictures(let set) = event.payload, event.sequence < sequence {
      // The store holds pictures back, so the newest of a name may stand after later events of other kinds.
      if event.sequence > (pictureSequences[set.name] ?? -1) {
        pictureSequences[set.name] = event.sequence
        show(set)
      }
      return
    }
    guard event.sequence > sequence else { return }
    sequence = event.sequence
    defer { if status != .queued { newestTime = event.time } }
    switch event.payload {
    case .queued(let description):
      self.description = description
      status = .queued
      queuedAt = queuedAt ?? event.time
      ending = nil
    case .started:
      status = .running
      // What a resumed run took before counts, the time in between does not.
      let before = startedAt.map { max(0, (newestTime ?? $0) - $0) } ?? 0
      startedAt = event.time - before
      endedAt = nil
      ending = nil
    case .paused: status = .paused
    case .resumed: status = .running
    case .progress(let progress): self.progress = progress
    case .point(let point): series[point.series, default: Curve()].append(x: point.x, y: point.y)
    case .grid(let grid): announce(grid)
    case .cell(let cell):
      if let place = grids.firstIndex(where: { $0.grid.name == cell.grid }) {
        grids[place].insert(cell)
      }
    case .pictures(let set):
      pictureSequences[set.name] = event.sequence
      show(set)
    case .note(let text):
      notes.append(Note(time: event.time, text: text))
      if notes.count > Self.notesKept { notes.removeFirst(notes.count - Self.notesKept) }
    case .result(let value): result = value
    case .ended(let ending):
      self.ending = ending
      endedAt = event.time
      isElsewhere = false
      status =
        switch ending.outcome {
        case .completed: .completed
        case .failed: .failed
        case .cancelled: .cancelled
        case .interrupted: .interrupted
        }
    case .unknown: break
    }
  }

  /// A resumed sweep announces its grids again, and one that follows a training whenever there is a checkpoint more;
  /// what is computed stays.
  private mutating func announce(_ grid: Grid) {
    guard let place = grids.firstIndex(where: { $0.grid.name == grid.name }) else {
      grids.append(GridState(grid))
      return
    }
    if grids[place].grid.rows != grid.rows || grids[place].grid.columns != grid.columns {
      grids[place] = grids[place].announced(grid)
    }
  }
}

extension RunState {
  public var experiment: String { description?.experiment ?? kind ?? "" }
  public var title: String { description?.title ?? name ?? job }

  /// The run whose network this one examines, when it names one.
  public var model: String? {
    if case .text(let value)? = description?.settings.values[Convention.Setting.model] { value } else { nil }
  }

  private mutating func show(_ set: Pictures) {
    pictures[set.name] = set
    var maps = liveMaps[set.name] ?? []
    if maps.count != set.count { maps = [] }
    for index in 0..<set.count {
      guard let picture = set.picture(index), picture.coloring == .signed || picture.coloring == .sequential
      else {
        liveMaps[set.name] = nil
        return
      }
      if maps.count <= index { maps.append(LiveMap(isSigned: set.isSigned)) }
      maps[index].update(picture.values)
    }
    liveMaps[set.name] = maps
  }

  /// Forgets what only a screen shows; the stream is read again when one needs it.
  mutating func thin() {
    keptFigure = keyFigure
    hadGrids = hasGrids
    (isWhole, isThinned) = (false, true)
    for name in series.keys { series[name]?.thin() }
    (grids, pictures, liveMaps, notes) = ([], [:], [:], [])
  }

  /// Whether the run fills any grid.
  var hasGrids: Bool { !grids.isEmpty || hadGrids }

  public func grid(_ name: String) -> GridState? { grids.first { $0.grid.name == name } }

  public func setting(_ name: String) -> String? { description?.settings.values[name]?.spelled }

  /// What a person merely looks at is not listed among the runs.
  var isBrowsed: Bool { description?.priority == .interactive }

  /// The share of the current phase that is done.
  public var fraction: Double? {
    guard let progress, progress.total > 0 else { return nil }
    return min(1, max(0, Double(progress.done) / Double(progress.total)))
  }

  /// Verdicts by layer, in the order of the rows, out of the first grid that carries any.
  public var verdicts: [(layer: String, verdict: Verdict)] { verdicts(of: "") }

  /// The same, of the grids whose names begin with `prefix`.
  func verdicts(of prefix: String) -> [(layer: String, verdict: Verdict)] {
    let marked = grids.first { $0.name.hasPrefix(prefix) && $0.marks.contains { $0 != nil } }
    guard let marked else { return [] }
    return zip(marked.grid.rows, marked.marks).compactMap { row, mark in
      mark.flatMap(Verdict.init(rawValue:)).map { (row, $0) }
    }
  }

  /// The one figure that a list shows.
  public var keyFigure: String {
    if !isWhole, let keptFigure { return keptFigure }
    if let accuracy = series[Convention.Series.accuracyTest]?.last { return Figures.percent(accuracy.y) }
    if let accuracy = figures[Convention.Figure.testAccuracy] { return Figures.percent(accuracy) }
    if let critical = criticalByPart { return critical }
    let verdicts = self.verdicts
    if !verdicts.isEmpty {
      return "\(verdicts.count { $0.verdict == .critical })/\(verdicts.count) critical"
    }
    if let critical = figures[Convention.Figure.critical], let units = figures[Convention.Figure.units] {
      return "\(Int(critical))/\(Int(units)) critical"
    }
    if let accuracy = newest(Convention.Series.accuracyTest)?.last { return Figures.percent(accuracy.y) }
    if let shown = pictures[Convention.Pictures.attributions], let count = shown.values.shape.first {
      return "\(count) maps"
    }
    return ""
  }
}
