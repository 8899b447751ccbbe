import Foundation

extension SampleData {
  /// The layers of a deep network, in groups that can be folded, while a sweep goes on.
  static var foldedHeatmap: Heatmap {
    var names = ["conv1"]
    for stage in 1...4 {
      for block in 0..<2 { names += (1...2).map { "layer\(stage).\(block).conv\($0)" } }
    }
    names.append("fc")
    let columns = 12
    let values = (0..<names.count * columns).map { index -> Float in
      let row = index / columns, column = index % columns
      if row > 12 || row == 12 && column > 4 { return .nan }
      return 0.1 + 0.8 * exp(-Float(column) / (1.5 + Float((row * 5) % 7)))
    }
    var map = Heatmap(
      rows: names, columns: (0..<columns).map(String.init), values: values,
      scale: HeatScale("test error", format: .percent, low: 0, high: 0.9), columnTitle: "checkpoint",
      state: HeatmapState(row: 6, column: 3))
    map.state.folded = ["layer1", "layer4"]
    map.pending = Position(row: 12, column: 5)
    return map
  }

  /// Signed values in cells that hold their text, and in cells too narrow for it.
  static func signedHeatmap(columns: Int) -> Heatmap {
    let values = (0..<6 * columns).map { index -> Float in
      let x = Float(index % columns) / Float(columns), y = Float(index / columns)
      return sin(x * 6.3 + y) * (0.2 + 0.16 * y)
    }
    return Heatmap(
      rows: (0..<6).map { "head \($0)" }, columns: (0..<columns).map(String.init), values: values,
      scale: HeatScale("Δ logit", covering: values, isSigned: true), columnTitle: "token",
      state: HeatmapState(row: 2, column: 4))
  }

  /// A map of 64 × 64, enlarged around its crosshair.
  static var viewer: PictureViewer {
    let side = 64
    let values = (0..<side * side).map { index -> Float in
      let x = Float(index % side - side / 2) / 8, y = Float(index / side - side / 2) / 8
      return exp(-(x * x + y * y) / 9) * sin(2 * x) * cos(1.5 * y)
    }
    let state = PictureState(
      times: 4, origin: Position(row: 26, column: 24), cursor: Position(row: 30, column: 34))
    return PictureViewer(
      Picture(values, width: side, height: side, coloring: .signed).with(state), title: "attribution")
  }

  static var fittedViewer: PictureViewer {
    PictureViewer(
      Picture(garment(0), width: 28, height: 28, coloring: .sequential).with(
        PictureState(cursor: Position(row: 12, column: 17))), title: "activation")
  }
}
