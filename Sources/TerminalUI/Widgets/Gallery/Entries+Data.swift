import Foundation

extension GalleryEntry {
  static let barChart = GalleryEntry(
    "bar-chart", "Horizontal bars to an eighth of a column: shares, and signed numbers around zero.",
    columns: 56, rows: 10,
    [
      GallerySample(SampleData.bars), GallerySample("many", SampleData.manyBars),
      GallerySample("signed", SampleData.signedBars),
    ])

  static let boxPlot = GalleryEntry(
    "box-plot", "The spread of samples side by side: median, quartiles and ends.", columns: 64, rows: 14,
    [GallerySample(SampleData.boxPlot), GallerySample("many", SampleData.manyBoxes)])

  static let histogram = GalleryEntry(
    "histogram", "How often values lie in each interval.", columns: 64, rows: 14,
    [
      GallerySample(SampleData.histogram()), GallerySample("empty", Histogram(HistogramBins([]))),
      GallerySample("log", SampleData.histogram(isLogarithmic: true)),
    ])

  static let lineChart = GalleryEntry(
    "line-chart", "Curves with bands, smoothing, logarithmic axes, and a cursor that reads them out.",
    columns: 64, rows: 16,
    [
      GallerySample(moving: { SampleData.lineChart(at: $0) }),
      GallerySample("blocks", SampleData.blockChart), GallerySample("broken", SampleData.brokenChart),
      GallerySample("empty", LineChart([], xAxis: Axis("epoch"))),
      GallerySample("levels", SampleData.levelChart), GallerySample("log", SampleData.logChart),
      GallerySample("many", SampleData.manyCurves), GallerySample("smooth", SampleData.smoothChart),
      GallerySample("spike", SampleData.spikeChart),
    ])

  static let progress = GalleryEntry(
    "progress", "How far something is, its rate and the time to go.", columns: 100, rows: 1,
    [
      GallerySample(moving: { SampleData.progress(at: $0) }),
      GallerySample("done", ProgressBar(label: "training", done: 60, total: 60, unit: "epochs")),
      GallerySample(
        "unknown", ProgressBar(label: "loading", done: 1_380, total: 0, unit: "files", rate: 212)),
    ])

  static let scatter = GalleryEntry(
    "scatter", "Points on two axes: marks while they are few, dots when they are many.", columns: 64,
    rows: 16,
    [GallerySample(SampleData.scatter), GallerySample("many", SampleData.cloud)])

  static let sparkline = GalleryEntry(
    "sparkline", "A curve in one row.", columns: 40, rows: 1, [GallerySample(SampleData.sparkline)])

  static let pathGraph = GalleryEntry(
    "path-graph", "Every way through a residual network, those through deleted blocks dimmed.", columns: 72,
    rows: 18,
    [
      GallerySample(SampleData.paths(4, deleted: [1], selected: 2)),
      GallerySample("all-deleted", SampleData.paths(4, deleted: [0, 1, 2, 3], selected: nil)),
      GallerySample("three", SampleData.paths(3, deleted: [], selected: 0)),
    ])

  static let stemPlot = GalleryEntry(
    "stem-plot", "A value for each of many things, as stems above or below a level.", columns: 64, rows: 12,
    [GallerySample(SampleData.stemPlot), GallerySample("many", SampleData.manyStems)])

  static let table = GalleryEntry(
    "table", "Rows and columns: sorted, filtered, a hundred thousand at once.", columns: 80, rows: 10,
    [
      GallerySample(SampleData.table), GallerySample("empty", SampleData.emptyTable),
      GallerySample("filtered", SampleData.filteredTable), GallerySample("hostile", SampleData.hostileTable),
      GallerySample("large", SampleData.largeTable),
    ])

  static let tree = GalleryEntry(
    "tree", "Nodes beneath nodes, opened and closed.", columns: 56, rows: 12,
    [
      GallerySample(SampleData.tree(["model", "block1", "block2"])),
      GallerySample("closed", SampleData.tree([])),
    ])
}
