import Catalog
import TerminalUI

/// The value under the cursor, with a name, as one line to paste elsewhere. Figures are exact, not as they are shown.
extension AppState {
  var valueToCopy: String? {
    if case .command(let line)? = overlay { return line }
    switch screen {
    case .runs: return selectedRun?.job
    case .training: return trainingValue
    case .layers: return layersValue
    case .saliency: return saliencyValue
    case .lesions: return lesionValue
    case .concepts: return conceptValue
    }
  }

  /// All curves at the reading line, or at their ends.
  private var trainingValue: String? {
    guard let run = trainingRun, !run.series.isEmpty else { return nil }
    let figures = run.series.sorted { $0.key < $1.key }.compactMap { name, curve -> String? in
      let point = trainingView.cursor.map { curve.value(at: $0) } ?? curve.last
      return point.map { "\(name)=\($0.y)@\($0.x)" }
    }
    return ([run.job] + figures).joined(separator: " ")
  }

  private var layersValue: String? {
    guard let run = layersRun, let grid = layersGrid, grid.rows > 0, grid.columns > 0 else { return nil }
    let row = min(max(0, layersView.row), grid.rows - 1)
    let column = min(max(0, layersView.column), grid.columns - 1)
    guard let value = grid.value(row: row, column: column) else { return nil }
    let details = grid.details(row: row, column: column).map { "\($0.name)=\($0.value)" }
    let place = "\(grid.name) \(grid.grid.rows[row]) \(grid.grid.columns[column])"
    return (["\(run.job) \(place) \(value)"] + details).joined(separator: " ")
  }

  private var saliencyValue: String? {
    guard let run = saliencyRun, let inputs = run.pictures[Convention.Pictures.inputs] else { return nil }
    let place = saliencyView.selection
    let caption = inputs.captions.indices.contains(place) ? inputs.captions[place] : "input \(place)"
    let scores = inputs.scores.indices.contains(place) ? inputs.scores[place] : []
    return ([caption] + scores.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
  }
}
