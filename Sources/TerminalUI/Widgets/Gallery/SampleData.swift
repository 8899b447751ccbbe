import Catalog
import Foundation

/// Made-up but typical data for the gallery: the same on every run.
enum SampleData {
  static let layers = ["fc1", "fc2", "fc3", "fc4"]
  static let classes = [
    "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
  ]

  static var bars: BarChart {
    let shares = [0.021, 0.0003, 0.113, 0.004, 0.052, 0, 0.806, 0, 0.0036, 0]
    return BarChart(
      zip(classes, shares).map { Bar($0, $1, role: $1 > 0.5 ? .accent : .muted) }, selected: 6)
  }

  static var palette: CommandPalette {
    CommandPalette(
      [
        PaletteEntry("Start a run…", keys: "n"), PaletteEntry("Pause or resume the job", keys: "space"),
        PaletteEntry("Layers: show re-randomisation", keys: "v"),
        PaletteEntry("Saliency: choose the method", keys: "m"),
        PaletteEntry("Theme: light"), PaletteEntry("Quit", keys: "q"),
      ], state: PaletteState(query: "se"))
  }

  static var dialog: Dialog {
    Dialog(
      "Quit while a run is on?",
      lines: ["Training fcn-3x256 is at epoch 7 of 20. It stops at its last checkpoint and can be resumed."],
      buttons: ["Keep running", "Quit"], selected: 0, role: .warning)
  }

  static var emptyState: EmptyState {
    EmptyState(
      "No heatmap yet",
      reason:
        "A sweep resets each layer to earlier checkpoints and tests the network. It needs a finished run.",
      hints: [KeyHint("n", "start a run"), KeyHint("1", "see the runs")])
  }

  static var facts: Facts {
    Facts([
      Fact("network", "fcn-3x256"), Fact("data", "fashion-mnist, 60 000 + 10 000"),
      Fact("accuracy", TextLine("89.4 %", .good) + TextLine("  ±0.6", .muted)), Fact("loss", "0.3127"),
    ])
  }

  static var footer: Footer {
    Footer(
      [
        KeyHint("↑↓←→", "move"), KeyHint("Tab", "pane"), KeyHint("v", "view"), KeyHint("Enter", "open"),
        KeyHint("space", "pause"), KeyHint("?", "help"), KeyHint("q", "quit"),
      ], status: TextLine("● ", .good) + TextLine("running", .muted))
  }

  static var form: Form {
    let parameters = [
      Parameter(
        "network", "The architecture, depth × width for fully connected ones.", default: .text("fcn-3x256"),
        range: .text(form: "a name such as fcn-3x256 or cnn"), paper: "3 layers of 256"),
      Parameter(
        "dataset", "What is learned.", default: .text("fashion-mini"),
        range: .choice(["fashion-mini", "fashion-mnist", "mnist"]), paper: "MNIST"),
      Parameter(
        "epochs", "Passes over the training set.", unit: "epochs", default: .integer(20),
        range: .integers(1...1000),
        paper: "100"),
      Parameter(
        "learning-rate", "The size of a step at the start.", default: .real(0.05), range: .reals(0...10),
        paper: "0.01"),
      Parameter("nesterov", "Look ahead before the gradient is taken.", default: .flag(false), range: .flag),
    ]
    var state = FormState(parameters, typed: ["epochs": "2000", "learning-rate": "0.1"])
    state.next()
    state.next()
    return Form(state, action: "Start training")
  }

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

  static var help: HelpOverlay {
    HelpOverlay([
      HelpGroup(
        "Move",
        [
          KeyHint("↑↓←→ hjkl", "move"), KeyHint("g G", "first, last"),
          KeyHint("Tab S-Tab", "next, previous pane"),
          KeyHint("1–4", "screen"),
        ]),
      HelpGroup(
        "Runs", [KeyHint("n", "new run"), KeyHint("space", "pause, resume"), KeyHint("x", "cancel")]),
      HelpGroup("Layers", [KeyHint("v", "next view"), KeyHint("y", "copy the value")]),
      HelpGroup("Everywhere", [KeyHint(":", "commands"), KeyHint("?", "this help"), KeyHint("q", "quit")]),
    ])
  }

  static var labelRow: LabelRow {
    LabelRow([
      Fact("cell", TextLine("fc2 @ 5", .accent, .bold)), Fact("error", "12.1 %"), Fact("95 %", "11.5…12.8 %"),
      Fact("loss", "0.382"), Fact("‖Δ‖₂/√p", "0.0213"), Fact("‖Δ‖∞", "0.412"),
    ])
  }

  /// A loss that falls with noise on it.
  static func curve(_ count: Int, from start: Double, to end: Double, noise: Double) -> [Double] {
    (0..<count).map { index in
      let time = Double(index) / Double(max(1, count - 1))
      let wiggle = sin(Double(index) * 12.9898) * 43758.5453
      return end + (start - end) * exp(-4.5 * time) + noise * (wiggle - wiggle.rounded(.down) - 0.5)
    }
  }

  static var lineChart: LineChart {
    let train = curve(400, from: 2.1, to: 0.22, noise: 0.14)
    let test = curve(20, from: 1.4, to: 0.34, noise: 0.02)
    return LineChart(
      [
        Series("train", x: (0..<400).map { Double($0) / 20 }, y: train, color: 0),
        Series(
          "test", x: (1...20).map(Double.init), y: test, low: test.map { $0 - 0.08 },
          high: test.map { $0 + 0.08 },
          color: 1),
      ], xAxis: Axis("epoch"), yAxis: Axis("loss"), cursor: 11)
  }

  static var logChart: LineChart {
    let steps = (0..<120).map(Double.init)
    return LineChart(
      (0..<3).map { index in
        Series(
          ["sgd", "adam", "cosine"][index], x: steps,
          y: steps.map { pow(10, 1 - $0 / Double(20 + 15 * index)) * (1 + 0.3 * sin($0)) }, color: index)
      }, xAxis: Axis("step"), yAxis: Axis("‖g‖", scale: .logarithmic))
  }

  static var panel: Panel {
    Panel(
      "Loss", note: TextLine("epoch 7 of 20", .muted), hint: TextLine("y", .key) + TextLine(" log", .muted),
      isFocused: true)
  }

  static var paragraph: Paragraph {
    Paragraph(
      "Layers differ. Put the weights of one layer back to where they were before the first step: for some layers the "
        + "network hardly notices, for others it falls to chance.")
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

  static var progress: ProgressBar {
    ProgressBar(
      label: "training", done: 412_300, total: 1_200_000, unit: "inputs", rate: 18_730, remaining: 42)
  }

  static var sparkline: Sparkline { Sparkline(curve(60, from: 2, to: 0.3, noise: 0.3)) }

  static var table: Table {
    Table(
      [
        TableColumn("run", width: .flexible(minimum: 18)), TableColumn("state", width: .fixed(11)),
        TableColumn("loss", width: .fixed(12), rank: 2),
        TableColumn("accuracy", width: .fixed(10), alignment: .right),
        TableColumn("started", width: .fixed(9), alignment: .right, rank: 3),
      ], rowCount: 60, state: ScrollState(selected: 2), sorting: (3, false)
    ) { index in
      let isRunning = index == 0
      return [
        TableCell("fcn-3x256 on fashion-mnist \(index)"),
        isRunning
          ? .bar(0.62, .accent) : TableCell(index == 3 ? "✕ failed" : "✓ done", index == 3 ? .bad : .good),
        .sparkline(curve(24, from: 2, to: 0.2 + Double(index % 7) * 0.05, noise: 0.2), .series(0)),
        TableCell(Figures.percent(0.894 - Double(index) * 0.0031)), TableCell("\(index + 2) min", .muted),
      ]
    }
  }

  static var emptyTable: Table {
    Table(
      [TableColumn("run", width: .flexible(minimum: 10))], rows: [],
      emptyText: "no runs yet: press n to start one")
  }

  static var tabs: Tabs { Tabs(["Runs", "Training", "Layers", "Saliency"], selected: 2) }
  static var toast: Toast {
    Toast("Copied 12.1 % (also in ~/.local/share/halftone/clipboard.txt)", role: .good)
  }
}
