import Engine
import Foundation
import TerminalUI

/// What is left of a network's paths without some of its blocks: as shares by length, and each path of few blocks.
struct PathViews {
  let state: AppState

  var title: String {
    switch state.lesionsView.paths {
    case .lengths: "Paths"
    case .survival: "Paths that survive"
    case .graph: "Paths, unravelled"
    }
  }

  var note: TextLine {
    switch state.lesionsView.paths {
    case .lengths: PathCharts(run: state.pathsRun).note
    case .graph where state.showsPathGraph && !state.isZoomed:
      TextLine(state.key("zoom"), .key, .bold) + TextLine(" enlarges", .muted)
    default: ""
    }
  }

  /// - Returns: whether there was something to draw.
  func draw(in place: Rectangle, on surface: inout Surface, theme: Theme) -> Bool {
    let (top, body) = place.splitTop(warning == nil || place.rows < 6 ? 0 : 1)
    let isDrawn =
      switch state.lesionsView.paths {
      case .lengths: PathCharts(run: state.pathsRun).draw(in: body, on: &surface, theme: theme)
      case .survival: drawSurvival(in: body, on: &surface, theme: theme)
      case .graph: drawGraph(in: body, on: &surface, theme: theme)
      }
    if isDrawn, let warning, !top.isEmpty { surface.line(warning, in: top, theme: theme) }
    return isDrawn
  }

  /// That the network is not exactly a sum over its paths.
  private var warning: TextLine? {
    let run = state.lesionsView.paths == .graph ? state.lesionRun : state.pathsRun
    guard let count = run?.series[Convention.Series.rectifiers]?.last?.y else { return nil }
    return TextLine("⚠ ", .warning, .bold)
      + TextLine("\(Figures.count(count)) rectifiers between blocks: no exact sum of paths", .warning)
  }

  // MARK: Survival

  private func drawSurvival(in place: Rectangle, on surface: inout Surface, theme: Theme) -> Bool {
    guard let run = state.pathsRun else { return false }
    let curves = run.series.compactMap { name, curve -> (deleted: Int, curve: Curve)? in
      guard name.hasPrefix(Convention.Series.survival) else { return nil }
      return Int(name.dropFirst(Convention.Series.survival.count)).map { ($0, curve) }
    }.sorted { $0.deleted < $1.deleted }
    guard let blocks = curves.first?.curve.x.last else { return false }
    let series = curves.enumerated().map { index, found in
      Series("−\(found.deleted)", x: found.curve.x, y: found.curve.y, color: index)
    }
    let chart = LineChart(
      series, xAxis: Axis("blocks passed", format: .count, range: 0...max(1, blocks)),
      yAxis: Axis("", format: .percent, range: 0...1), showsLegend: false)
    let (top, plot) = place.splitTop(place.rows >= 5 ? 1 : 0)
    if !top.isEmpty {
      let parts = series.indices.map { index in
        let deleted = curves[index].deleted
        return TextLine(
          "  " + ChartMarks.automatic.sign(index, of: series.count, on: surface, theme: theme) + " ",
          .series(index)) + TextLine("\(deleted)", .title, .bold)
          + TextLine(" \(Figures.percent(exp2(-Double(deleted))))", .muted)
      }
      surface.line(
        parts.reduce(TextLine("deleted, share of all paths left:", .muted), +), in: top, theme: theme)
    }
    surface.draw(chart, in: plot, theme: theme)
    return true
  }

  // MARK: Unravelled

  private func drawGraph(in place: Rectangle, on surface: inout Surface, theme: Theme) -> Bool {
    guard let single = state.lesionRun?.grid(Convention.Grid.single) else { return false }
    guard let subsets = state.lesionSubsets else {
      surface.draw(Paragraph([TextLine(Self.reason(single.columns), .muted)]), in: place, theme: theme)
      return true
    }
    let deleted = state.deletedBlocks
    let (top, body) = place.splitTop(place.rows >= 4 ? 1 : 0)
    if !top.isEmpty { surface.line(figure(deleted, single, subsets), in: top, theme: theme) }
    surface.draw(
      PathGraph(single.grid.columns, deleted: Set(deleted), selected: state.lesionsView.block), in: body,
      theme: theme)
    return true
  }

  /// What was measured of the network without these blocks.
  private func figure(_ deleted: [Int], _ single: GridState, _ subsets: GridState) -> TextLine {
    let set = deleted.reduce(0) { $0 | 1 << $1 }
    let error = subsets.value(row: 0, column: set).map { Figures.percent($0) } ?? "to come"
    let what = deleted.isEmpty ? "whole" : "without " + deleted.map(String.init).joined(separator: ", ")
    let left = 1 << (single.columns - deleted.count), all = 1 << single.columns
    return TextLine("error ", .muted) + TextLine(error, .title, .bold) + TextLine(" \(what)  ", .muted)
      + TextLine("\(left)", .title, .bold) + TextLine(" of \(all) paths", .muted)
  }

  private static func reason(_ blocks: Int) -> String {
    if blocks > PathGraph.mostBlocks {
      return
        "\(blocks) blocks make 2^\(blocks) paths, too many to draw each; with \(PathGraph.mostBlocks) blocks or fewer "
        + "(resmlp-4x64) they stand here one by one"
    }
    return "Not every set of blocks was deleted: the network has no skips, or only some blocks were chosen"
  }
}
