import Catalog
import Engine

/// The figures behind a screen: a table as CSV, and arrays as safetensors. Names and columns: `Documentation/export.md`.
struct DataExport: Sendable, Equatable {
  /// nil where a table would be too long to be of use.
  var table: String?
  /// Empty where there are no arrays.
  var arrays: [String: ArrayValue] = [:]
  var metadata: [String: String] = [:]

  /// nil where the screen shows no figures.
  init?(_ state: AppState) {
    switch state.screen {
    case .runs: self.init(runs: state.visibleRuns, titles: state.visibleRuns.map(state.title))
    case .training: self.init(curvesOf: state.trainingRun)
    case .layers: self.init(grid: state.layersGrid, of: state.layersRun)
    case .saliency: self.init(picturesOf: state.saliencyRun)
    case .concepts:
      switch state.conceptsView.page {
      case .explanation, .prototypes: self.init(picturesOf: state.conceptsRun)
      case .measures: self.init(grid: state.conceptMeasureGrid, of: state.conceptsRun)
      case .sweep: self.init(grid: state.conceptSweep?.grid, of: state.conceptsRun)
      }
    case .lesions where state.lesionsView.pane == 3 && !state.showsPathGraph:
      self.init(curvesOf: state.pathsRun)
    case .lesions: self.init(grid: state.lesionRun?.grid(state.lesionGrid), of: state.lesionRun)
    }
  }

  /// One line a run; its figures in columns of their own.
  private init?(runs: [RunState], titles: [String]) {
    guard !runs.isEmpty else { return nil }
    let names = Set(runs.flatMap(\.figures.keys)).sorted()
    var table = CSV(["run", "experiment", "title", "status", "queued", "seconds"] + names)
    for (run, title) in zip(runs, titles) {
      let seconds = run.startedAt.flatMap { start in run.endedAt.map { $0 - start } }
      table.add(
        [run.job, run.experiment, title, run.status.rawValue, CSV.number(run.queuedAt), CSV.number(seconds)]
          + names.map { CSV.number(run.figures[$0]) })
    }
    self.table = table.text
  }

  /// `series,x,y`, and a tensor of [points, 2] a series.
  private init?(curvesOf run: RunState?) {
    guard let run, !run.series.isEmpty else { return nil }
    var table = CSV(["series", "x", "y"])
    for (name, curve) in run.series.sorted(by: { $0.key < $1.key }) {
      for (x, y) in zip(curve.x, curve.y) { table.add([name, CSV.number(x), CSV.number(y)]) }
      arrays[name] = ArrayValue(zip(curve.x, curve.y).flatMap { [$0, $1] }, shape: [curve.count, 2])
    }
    self.table = table.text
    metadata = ["run": run.job, "columns": "x,y"]
  }

  /// The map as it stands on the screen: a line a layer. What has not been computed is empty, and NaN in the tensor.
  private init?(grid: GridState?, of run: RunState?) {
    guard let grid, let run, grid.rows > 0, grid.columns > 0 else { return nil }
    var table = CSV([grid.name] + grid.grid.columns + ["verdict"])
    for row in 0..<grid.rows {
      let values = (0..<grid.columns).map { CSV.number(grid.value(row: row, column: $0)) }
      table.add([grid.grid.rows[row]] + values + [grid.marks[row] ?? ""])
    }
    self.table = table.text
    let shape = [grid.rows, grid.columns]
    arrays["values"] = ArrayValue(grid.values.map { $0 ?? .nan }, shape: shape)
    let places = (0..<grid.rows).flatMap { row in (0..<grid.columns).map { (row, $0) } }
    let details = places.map { grid.details(row: $0.0, column: $0.1) }
    for name in Set(details.joined().map(\.name)) {
      let found = details.map { cell in cell.first { $0.name == name }?.value ?? .nan }
      arrays["details/\(name)"] = ArrayValue(found, shape: shape)
    }
    metadata = [
      "run": run.job, "grid": grid.name, "quantity": grid.grid.quantity, "unit": grid.grid.unit,
      "rows": JSONValue.strings(grid.grid.rows).line, "columns": JSONValue.strings(grid.grid.columns).line,
    ]
  }

  /// More lines than this are no table any more; the tensors hold them all.
  static let mostPixels = 1_000_000

  /// Every set of pictures under its name, [N, C, H, W]; and every element a line.
  private init?(picturesOf run: RunState?) {
    guard let run, !run.pictures.isEmpty else { return nil }
    metadata = ["run": run.job]
    for (name, set) in run.pictures {
      arrays[name] = set.values
      metadata["captions/\(name)"] = JSONValue.strings(set.captions).line
    }
    guard run.pictures.values.reduce(0, { $0 + $1.values.count }) <= Self.mostPixels else { return }
    var table = CSV(["set", "picture", "caption", "channel", "row", "column", "value"])
    for (name, set) in run.pictures.sorted(by: { $0.key < $1.key }) where set.values.shape.count == 4 {
      let shape = set.values.shape, values = set.values.floats
      for (place, value) in values.enumerated() {
        let column = place % shape[3], row = place / shape[3] % shape[2]
        let channel = place / shape[3] / shape[2] % shape[1], picture = place / shape[3] / shape[2] / shape[1]
        let caption = set.captions.indices.contains(picture) ? set.captions[picture] : ""
        table.add([name, "\(picture)", caption, "\(channel)", "\(row)", "\(column)", "\(value)"])
      }
    }
    self.table = table.text
  }
}

/// A table as RFC 4180 has it, with line feeds alone.
struct CSV {
  private(set) var text = ""

  init(_ header: [String]) { add(header) }

  mutating func add(_ fields: [String]) {
    text += fields.map(Self.field).joined(separator: ",") + "\n"
  }

  /// Exact: reading it gives the same number back. Nothing for none.
  static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

  private static func field(_ text: String) -> String {
    // Spreadsheets take a field that begins so for a formula; titles come out of files.
    let isFormula = text.first.map { "=@\t\r".contains($0) } ?? false
    let text = isFormula ? "'" + text : text
    guard text.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
