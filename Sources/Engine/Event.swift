import Catalog
import Foundation

/// A job's name, which is also its run's name: `20261124T101500Z-train-3f2a`.
public typealias JobID = String

/// What happened in a job. Events are values: one stream feeds the screen, `--json`, the run store and a replay.
public struct Event: Codable, Sendable, Equatable {
  public let job: JobID
  /// 0, 1, 2, … within the job, a restart included. A stored run lacks only progress and pictures that newer ones of
  /// the same name soon followed.
  public let sequence: Int
  /// Seconds since 1970.
  public let time: Double
  public let payload: EventPayload

  public init(job: JobID, sequence: Int, time: Double, payload: EventPayload) {
    self.job = job
    self.sequence = sequence
    self.time = time
    self.payload = payload
  }
}

/// The kinds of event. The workbench draws these and knows no method.
public enum EventPayload: Sendable, Equatable {
  case queued(JobDescription)
  case started
  /// How far the job is. Newest wins.
  case progress(Progress)
  /// One more point of a curve. Kept. After a restart points come again from the last checkpoint on: one whose `x`
  /// does not lie beyond the curve's end replaces the curve from there on.
  case point(Point)
  /// Announces a grid (the re-initialisation heatmap) before its cells come. Kept.
  case grid(Grid)
  /// One computed cell of a grid. Kept.
  case cell(Cell)
  /// Pictures under a name, newest wins per name.
  case pictures(Pictures)
  /// A short line for the log.
  case note(String)
  /// The result's figures under their documented names. Kept.
  case result(JSONValue)
  case paused
  case resumed
  case ended(Ending)
  /// A kind written by a newer version.
  case unknown(String)
}

/// What a job is, said once when it is queued.
public struct JobDescription: Codable, Sendable, Equatable {
  public var experiment: String
  /// A short name for lists: `fcn-3x256 on fashion-mini`.
  public var title: String
  public var settings: Settings
  public var priority: Priority

  public init(experiment: String, title: String, settings: Settings, priority: Priority) {
    self.experiment = experiment
    self.title = title
    self.settings = settings
    self.priority = priority
  }
}

public enum Priority: String, Codable, Sendable {
  /// Waits for nothing: a person is looking.
  case interactive
  case normal
  /// Gives way to the others at its checkpoints.
  case background
}

/// `done` of `total` units of the phase; the engine adds the rate and the time to go.
public struct Progress: Codable, Sendable, Equatable {
  public var phase: String
  public var done: Int
  public var total: Int
  /// What is counted: `steps`, `cells`, `inputs`.
  public var unit: String
  /// Units per second, once known.
  public var rate: Double?
  /// Seconds left in the whole job, once known.
  public var remaining: Double?

  public init(
    phase: String, done: Int, total: Int, unit: String, rate: Double? = nil, remaining: Double? = nil
  ) {
    self.phase = phase
    self.done = done
    self.total = total
    self.unit = unit
    self.rate = rate
    self.remaining = remaining
  }
}

/// For files that import Foundation, whose own `Progress` would be meant as well.
public typealias JobProgress = Progress

/// A point of the curve `chart/series` (`loss/train`, `accuracy/test`); `x` is in epochs unless the chart says otherwise.
public struct Point: Codable, Sendable, Equatable {
  public var series: String
  public var x: Double
  public var y: Double

  public init(series: String, x: Double, y: Double) {
    self.series = series
    self.x = x
    self.y = y
  }
}

/// The frame of a grid of cells.
public struct Grid: Codable, Sendable, Equatable {
  /// `reinitialised`, `rerandomised`, `joint`, `distance`.
  public var name: String
  public var title: String
  public var rows: [String]
  public var columns: [String]
  /// What the colour shows and in which unit: `test error`, `%`.
  public var quantity: String
  public var unit: String
  /// The range of the colours, when it is known beforehand.
  public var low: Double?
  public var high: Double?
  /// What sets a row apart, one word a row and empty for none: `projection`.
  public var rowMarks: [String]?

  public init(
    name: String, title: String, rows: [String], columns: [String], quantity: String, unit: String,
    low: Double? = nil, high: Double? = nil, rowMarks: [String]? = nil
  ) {
    self.name = name
    self.title = title
    self.rows = rows
    self.columns = columns
    self.quantity = quantity
    self.unit = unit
    self.low = low
    self.high = high
    self.rowMarks = rowMarks
  }
}

/// One cell: the value that is coloured and what the cursor reads out.
public struct Cell: Codable, Sendable, Equatable {
  public var grid: String
  public var row: Int
  public var column: Int
  public var value: Double
  /// Named figures for the read-out, in this order: (`loss`, 0.31), (`wilson-low`, 0.1) …
  public var details: [Detail]
  /// A verdict or mark for the row, when the cell settles it: `ambient`, `sensitive`, `critical`.
  public var mark: String?

  public init(
    grid: String, row: Int, column: Int, value: Double, details: [Detail] = [], mark: String? = nil
  ) {
    self.grid = grid
    self.row = row
    self.column = column
    self.value = value
    self.details = details
    self.mark = mark
  }
}

public struct Detail: Codable, Sendable, Equatable {
  public var name: String
  public var value: Double
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}

/// A named set of equally large pictures with what belongs beside each.
public struct Pictures: Codable, Sendable, Equatable {
  /// `inputs`, `attributions`, …
  public var name: String
  public var title: String
  /// `[N, C, H, W]`; 0…1 for pictures, any range for signed maps.
  public var values: ArrayValue
  /// Whether the values diverge around zero.
  public var isSigned: Bool
  /// One caption a picture: `#12 sandal`.
  public var captions: [String]
  /// Per picture, the classes with their probabilities, most probable first; empty when there are none.
  public var scores: [[Detail]]
  /// When within the run: an epoch, an iteration.
  public var at: Double?

  public init(
    name: String, title: String, values: ArrayValue, isSigned: Bool, captions: [String],
    scores: [[Detail]] = [], at: Double? = nil
  ) {
    self.name = name
    self.title = title
    self.values = values
    self.isSigned = isSigned
    self.captions = captions
    self.scores = scores
    self.at = at
  }
}

public struct Ending: Codable, Sendable, Equatable {
  public enum Outcome: String, Codable, Sendable {
    case completed, failed, cancelled
    /// The process died or was stopped; a resume continues it.
    case interrupted
  }
  public var outcome: Outcome
  /// The one clear line, when it failed.
  public var message: String?
  /// Whether the message is the user's mistake (exit code 2) rather than a failure (1).
  public var isUserError: Bool

  public init(_ outcome: Outcome, message: String? = nil, isUserError: Bool = false) {
    self.outcome = outcome
    self.message = message
    self.isUserError = isUserError
  }
}

extension EventPayload {
  /// Events that only the newest of matters share a key; milestones have none and are all kept.
  public var newestWinsKey: String? {
    switch self {
    case .progress: "progress"
    case .pictures(let set): "pictures/\(set.name)"
    default: nil
    }
  }
}
