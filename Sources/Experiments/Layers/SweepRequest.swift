import Catalog
import LayerRobustness
import Networks

/// A grid of cells that a sweep can fill.
enum SweepView: String, CaseIterable {
  case reinitialised, rerandomised, joint, alpha, sets
}

/// A cell's place: the grid, the row, the column.
struct SweepPlace: Hashable {
  let view: SweepView
  let row: Int
  let column: Int

  init(_ view: SweepView, _ row: Int, _ column: Int) {
    self.view = view
    self.row = row
    self.column = column
  }

  init(_ kind: LayerSweep.Kind) {
    switch kind {
    case .reinitialised(let unit, let checkpoint): self.init(.reinitialised, unit, checkpoint)
    case .rerandomised(let unit, let draw): self.init(.rerandomised, unit, draw - 1)
    case .joint(let first, let last): self.init(.joint, first, last)
    }
  }
}

/// What a sweep is asked for.
struct SweepRequest {
  /// How many there are.
  let units: Int
  let views: Set<SweepView>
  let draws: Int
  /// Ascending, without the ends.
  let alphas: [Double]
  /// Units that are reset together, each list ascending.
  let sets: [[Int]]
  let rule: Verdict.Rule
  let seed: UInt64

  /// - Throws: `UserError` for a value that means nothing for this network.
  init(_ settings: Settings, _ units: [LayerUnit]) throws {
    let alphas = try Self.alphas(settings.text("alphas"))
    let sets = try UnitSets(settings.text("sets"), units).sets
    var views = try Self.views(settings.text("views"))
    if alphas.isEmpty { views.remove(.alpha) }
    if sets.isEmpty { views.remove(.sets) }
    guard !views.isEmpty else {
      throw UserError(
        "views: found '\(printable(settings.text("views")))', which leaves nothing to compute with alphas "
          + "'\(printable(settings.text("alphas")))' and sets '\(printable(settings.text("sets")))'")
    }
    self.units = units.count
    self.views = views
    self.alphas = views.contains(.alpha) ? alphas : []
    self.sets = views.contains(.sets) ? sets : []
    draws = views.contains(.rerandomised) ? settings.integer("draws") : 0
    rule = Verdict.Rule(
      ambient: settings.real("ambient-limit"), critical: settings.real("critical-limit"))
    seed = UInt64(settings.integer("seed"))
  }

  /// Whether a cell is to be computed. The way between initial and trained values begins with a re-initialised cell.
  func needs(_ kind: LayerSweep.Kind) -> Bool {
    switch kind {
    case .reinitialised(_, let checkpoint):
      views.contains(.reinitialised) || checkpoint == 0 && views.contains(.alpha)
    case .rerandomised: views.contains(.rerandomised)
    case .joint: views.contains(.joint)
    }
  }

  /// The cells to compute, grid by grid; the ends of the ways are others' cells.
  func counts(checkpoints: Int) -> [(view: SweepView, count: Int)] {
    let initial = views.contains(.alpha) && !views.contains(.reinitialised) ? units : 0
    return SweepView.allCases.filter(views.contains).map { view in
      switch view {
      case .reinitialised: (view, units * checkpoints)
      case .rerandomised: (view, units * draws)
      case .joint: (view, units * (units + 1) / 2)
      case .alpha: (view, units * alphas.count + initial)
      case .sets: (view, sets.count * checkpoints)
      }
    }
  }

  private static func views(_ typed: String) throws -> Set<SweepView> {
    if typed == "all" { return Set(SweepView.allCases) }
    return Set(
      try typed.split(separator: ",", omittingEmptySubsequences: false).map { part in
        guard let view = SweepView(rawValue: String(part.trimmingPrefix(" "))) else {
          throw UserError(
            "views: found '\(printable(String(part)))', expected all, or some of "
              + SweepView.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return view
      })
  }

  /// Ascending, each once; the ends are re-initialisation and the trained network, which are there anyway.
  private static func alphas(_ typed: String) throws -> [Double] {
    if typed == "none" { return [] }
    let numbers = typed.split(separator: ",", omittingEmptySubsequences: false).map { part in
      Double(part.trimmingPrefix(" "))
    }
    let inside = numbers.compactMap { $0 }.filter { $0 > 0 && $0 < 1 }
    guard inside.count == numbers.count else {
      throw UserError(
        "alphas: found '\(printable(typed))', expected none, or numbers between 0 and 1 such as 0.25,0.5")
    }
    return Set(inside).sorted()
  }
}
