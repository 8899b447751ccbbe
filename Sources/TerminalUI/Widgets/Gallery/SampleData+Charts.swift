import Foundation

extension SampleData {
  /// A loss that falls with noise on it.
  static func curve(_ count: Int, from start: Double, to end: Double, noise: Double) -> [Double] {
    (0..<count).map { index in
      let time = Double(index) / Double(max(1, count - 1))
      let wiggle = sin(Double(index) * 12.9898) * 43758.5453
      return end + (start - end) * exp(-4.5 * time) + noise * (wiggle - wiggle.rounded(.down) - 0.5)
    }
  }

  /// Noise that is the same on every run, -0.5…0.5.
  static func noise(_ index: Int) -> Double {
    let wiggle = sin(Double(index) * 12.9898 + 4.1) * 43758.5453
    return wiggle - wiggle.rounded(.down) - 0.5
  }

  static func lineChart(at seconds: Double) -> LineChart {
    let train = curve(400, from: 2.1, to: 0.22, noise: 0.14)
    let test = curve(20, from: 1.4, to: 0.34, noise: 0.02)
    return LineChart(
      [
        Series("train", x: (0..<400).map { Double($0) / 20 }, y: train, color: 0),
        Series(
          "test", x: (1...20).map(Double.init), y: test, low: test.map { $0 - 0.08 },
          high: test.map { $0 + 0.08 },
          color: 1),
      ], xAxis: Axis("epoch"), yAxis: Axis("loss"),
      cursor: 1 + (10 + seconds.rounded(.down)).truncatingRemainder(dividingBy: 19))
  }

  static var logChart: LineChart {
    let steps = (0..<600).map { pow(10, Double($0) / 200) }
    return LineChart(
      (0..<3).map { index in
        Series(
          ["sgd", "adam", "cosine"][index], x: steps,
          y: steps.map { pow($0, -0.6 - 0.35 * Double(index)) * (1 + 0.2 * sin($0 / 3)) }, color: index)
      }, xAxis: Axis("step", scale: .logarithmic), yAxis: Axis("‖g‖", scale: .logarithmic))
  }

  static var smoothChart: LineChart {
    let x = (0..<300).map(Double.init)
    let noisy = x.indices.map { 0.3 + 1.5 * exp(-Double($0) / 60) + 0.5 * noise($0) }
    let other = x.indices.map { 0.6 + 1.1 * exp(-Double($0) / 110) + 0.3 * noise($0 + 999) }
    return LineChart(
      [
        Series("lr 0.1", x: x, y: noisy, color: 0, smoothing: 0.9),
        Series("lr 0.01", x: x, y: other, color: 1, smoothing: 0.9),
      ], xAxis: Axis("step"), yAxis: Axis("loss"), cursor: 140)
  }

  static var blockChart: LineChart {
    var chart = lineChart(at: 0)
    chart.drawing = .blocks
    return chart
  }

  static var levelChart: LineChart {
    var chart = lineChart(at: 0)
    chart.levels = [ChartLevel(0.34, color: 1), ChartLevel(2.4, color: 0)]
    return chart
  }

  static var brokenChart: LineChart {
    let y = (0..<60).map { (20..<24).contains($0) ? Double.nan : $0 == 41 ? .infinity : sin(Double($0) / 7) }
    return LineChart(
      [Series("output", x: y.indices.map(Double.init), y: y)], xAxis: Axis("step"), yAxis: Axis("value"))
  }

  static var spikeChart: LineChart {
    let y = (0..<100_000).map { $0 == 71_234 ? 1 : 0.1 + 0.02 * noise($0) }
    return LineChart(
      [Series("100 000 values, one of them high", x: y.indices.map(Double.init), y: y)], xAxis: Axis("step"),
      yAxis: Axis(""))
  }

  static var manyCurves: LineChart {
    let x = (0..<80).map(Double.init)
    return LineChart(
      (0..<8).map { index in
        Series(
          "layer\(index + 1)", x: x, y: x.map { 1 - exp(-$0 / Double(8 + 9 * index)) + 0.02 * Double(index) },
          color: index)
      }, xAxis: Axis("epoch"), yAxis: Axis("", format: .percent), cursor: 40)
  }

  static func histogram(isLogarithmic: Bool = false) -> Histogram {
    // The sum of six even numbers is nearly normal.
    var values = (0..<4_000).map { index in (0..<6).reduce(0.0) { $0 + noise(index * 6 + $1) } }
    values += [3.4, 3.6, .nan, .infinity]
    return Histogram(
      HistogramBins(values), xAxis: Axis("weight"), isLogarithmic: isLogarithmic, selected: 9)
  }

  static var stemPlot: StemPlot { stems(18, selected: 7) }
  static var manyStems: StemPlot { stems(160, selected: nil) }

  private static func stems(_ count: Int, selected: Int?) -> StemPlot {
    let stage = max(1, count / 3)
    return StemPlot(
      "one block deleted",
      (0..<count).map { index in
        let isFirst = index % stage == 0
        let value = index == count - 1 ? .nan : 0.09 + (isFirst ? 0.12 : 0.02) * (0.5 + noise(index))
        return StemPlot.Stem(
          "layer\(1 + index / stage).\(index % stage)", value, isMarked: isFirst && index > 0, begins: isFirst
        )
      }, axis: Axis("error", format: .percent), base: 0.09, selected: selected)
  }

  static func paths(_ count: Int, deleted: Set<Int>, selected: Int?) -> PathGraph {
    PathGraph((0..<count).map { "blocks.\($0)" }, deleted: deleted, selected: selected)
  }

  static var boxPlot: BoxPlot { boxes(9) }
  static var manyBoxes: BoxPlot { boxes(40) }

  private static func boxes(_ count: Int) -> BoxPlot {
    BoxPlot(
      "random blocks deleted",
      (1..<count + 1).map { size in
        BoxPlot.Box(
          "\(size)",
          (0..<12).map { 0.1 + 0.6 * Double(size) / Double(count) * (0.7 + 0.6 * noise(size * 12 + $0)) })
      }, xTitle: "deleted", axis: Axis("error", format: .percent), base: 0.1)
  }

  static var scatter: ScatterChart {
    let layers = (0..<9).map { Double($0) }
    return ScatterChart(
      [
        PointGroup(
          "reset", x: layers.map { 0.1 + 0.09 * $0 },
          y: layers.map { 0.12 + 0.08 * $0 + 0.1 * noise(Int($0)) }),
        PointGroup(
          "redrawn", x: layers.map { 0.1 + 0.09 * $0 },
          y: layers.map { 0.3 + 0.06 * $0 + 0.1 * noise(Int($0) + 40) },
          color: 1),
      ], xAxis: Axis("error, ours", format: .percent), yAxis: Axis("theirs", format: .percent),
      selected: PointIndex(group: 1, point: 4), showsDiagonal: true)
  }

  static var cloud: ScatterChart {
    func cloud(_ name: String, _ offset: Int, _ x: Double, _ y: Double, color: Int) -> PointGroup {
      PointGroup(
        name,
        x: (0..<900).map { index in x + (0..<4).reduce(0) { $0 + noise(offset + index * 9 + $1) } },
        y: (0..<900).map { index in y + (4..<8).reduce(0) { $0 + noise(offset + index * 9 + $1) } },
        color: color)
    }
    return ScatterChart(
      [cloud("clean", 0, 0, 0, color: 0), cloud("adversarial", 77_777, 1.6, 1.1, color: 1)],
      xAxis: Axis("first"),
      yAxis: Axis("second"))
  }

  static func progress(at seconds: Double) -> ProgressBar {
    let total = 1_200_000.0
    let done = (412_300 + seconds * 18_730).truncatingRemainder(dividingBy: total)
    return ProgressBar(
      label: "training", done: done, total: total, unit: "inputs", rate: 18_730,
      remaining: (total - done) / 18_730)
  }
}
