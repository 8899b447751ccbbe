import Foundation

extension SampleData {
  static var heatmap: Heatmap {
    let errors: [[Float]] = [
      [0.873, 0.641, 0.412, 0.264, 0.187, 0.141, 0.118, 0.109],
      [0.468, 0.213, 0.148, 0.121, 0.112, 0.108, 0.107, 0.107],
      [0.196, 0.132, 0.114, 0.109, 0.107, 0.107, 0.106, .nan],
      [0.902, 0.388, 0.171, 0.128, .nan, .nan, .nan, .nan],
    ]
    return Heatmap(
      rows: layers, columns: ["0", "1", "2", "3", "5", "8", "13", "20"], values: errors.flatMap { $0 },
      scale: HeatScale("test error", format: .percent, low: 0, high: 0.9), columnTitle: "checkpoint",
      verdicts: [.critical, .sensitive, .ambient, nil],
      bars: HeatmapBars("re-randomised", values: [0.891, 0.597, 0.204, .nan]),
      state: HeatmapState(row: 1, column: 2))
  }

  static var jointHeatmap: Heatmap {
    let count = layers.count
    let values = (0..<count * count).map { index -> Float in
      let row = index / count, column = index % count
      return column < row ? .nan : min(0.9, 0.2 + 0.17 * Float(column - row) + 0.1 * Float((row * 7) % 3))
    }
    return Heatmap(
      rows: layers, columns: layers, values: values,
      scale: HeatScale("test error", format: .percent, low: 0, high: 0.9), columnTitle: "to",
      isUpperTriangle: true,
      state: HeatmapState(row: 1, column: 2))
  }

  static var largeHeatmap: Heatmap {
    let rows = 240, columns = 90
    let values = (0..<rows * columns).map { index -> Float in
      let x = Float(index % columns) / 12, y = Float(index / columns) / 9
      return sin(x) * cos(y) * (1 + 0.3 * sin(x * y))
    }
    return Heatmap(
      rows: (0..<rows).map { "layer\($0).conv" }, columns: (0..<columns).map(String.init), values: values,
      scale: HeatScale("Δ logit", covering: values, isSigned: true), columnTitle: "epoch",
      state: HeatmapState(row: 61, column: 40))
  }

  static var photo: Photo {
    let width = 48, height = 36
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let distance = hypot(Double(x - 30), Double(y - 14))
        pixels.append(UInt8(max(0, min(255, 240 - distance * 7))))
        pixels.append(UInt8(90 + y * 3))
        pixels.append(UInt8(40 + x * 4))
      }
    }
    return Photo(
      PhotoCells(pixels: pixels, width: width, height: height, fitting: Size(rows: 18, columns: 48)))
  }

  /// A boot, more or less.
  static func garment(_ variant: Int) -> [Float] {
    (0..<28 * 28).map { index in
      let x = index % 28, y = index / 28
      let shaft = (16 - variant...23).contains(x) && (4 + variant...20).contains(y)
      let foot = (4 + variant..<24).contains(x) && (16..<23).contains(y) && x + y * 2 >= 40
      let sole = (4..<25).contains(x) && (23..<25).contains(y)
      if sole { return 0.55 }
      guard shaft || foot else { return 0 }
      return 0.62 + 0.3 * Float(sin(Double(x * (3 + variant)) * 0.4 + Double(y) * 0.5))
    }
  }

  static func attribution(_ variant: Int) -> [Float] {
    garment(variant).enumerated().map { index, value in
      let x = Float(index % 28), y = Float(index / 28)
      return value * sin(x * 0.55 + Float(variant)) * cos(y * 0.45) * (value > 0.3 ? 1 : 0.2)
    }
  }

  static var picture: Picture { Picture(garment(0), width: 28, height: 28) }

  static var signedPicture: Picture { Picture(attribution(0), width: 28, height: 28, coloring: .signed) }

  static var pictureGrid: PictureGrid {
    let tiles = (0..<9).map { index in
      PictureTile(
        [
          Picture(garment(index % 4), width: 28, height: 28),
          Picture(attribution(index % 4), width: 28, height: 28, coloring: .signed),
        ],
        captions: [
          TextLine("#\(index) ankle boot ")
            + TextLine(index == 3 ? "✕ sneaker" : "✓", index == 3 ? .bad : .good)
        ])
    }
    return PictureGrid(tiles, state: ScrollState(selected: 1))
  }
}
