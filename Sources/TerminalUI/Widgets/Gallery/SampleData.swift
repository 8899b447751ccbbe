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

  /// What a network's layers do to the logit of one class.
  static var signedBars: BarChart {
    BarChart(
      [
        .signed("fc1", 0.412), .signed("fc2", -0.187), .signed("fc3", 0.031), .signed("fc4", -0.596),
        .signed("bias", 0), .signed("a layer with a long name", 0.2),
      ], selected: 3, range: nil, format: .number)
  }

  static var manyBars: BarChart {
    BarChart(
      (0..<40).map { Bar("class \($0)", exp(-Double(($0 * 7) % 40) / 6), role: .series(0)) }, selected: 25)
  }

  static var commands: [PaletteEntry] {
    [
      PaletteEntry("Start a run…", keys: "n", summary: "Choose an experiment and fill in its form."),
      PaletteEntry(
        "Pause or resume the job", keys: "space", summary: "The job waits at its next checkpoint."),
      PaletteEntry(
        "Layers: show re-randomisation", keys: "v", summary: "Fresh draws in place of earlier values."),
      PaletteEntry("Saliency: choose the method", keys: "m", summary: "Gradient, SmoothGrad and others."),
      PaletteEntry("Theme: light", summary: "Dark text on a light ground."),
      PaletteEntry("Quit", keys: "q", summary: "Stored runs can be resumed."),
    ]
  }

  static var palette: CommandPalette { CommandPalette(commands, state: PaletteState(query: "se")) }

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

  static var parameters: [Parameter] {
    [
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
  }

  static var form: Form {
    var state = FormState(parameters, typed: ["epochs": "2000", "learning-rate": "0.1"])
    state.next()
    state.next()
    return Form(state, action: "Start training")
  }

  static var formAtButton: Form {
    var state = FormState(parameters)
    state.previous()
    return Form(state, action: "Start training")
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

  static var sparkline: Sparkline { Sparkline(curve(60, from: 2, to: 0.3, noise: 0.3)) }

  static var tabs: Tabs { Tabs(["Runs", "Training", "Layers", "Saliency"], selected: 2) }

  static var toast: Toast {
    Toast("Copied 12.1 % (also in ~/.local/share/halftone/clipboard.txt)", severity: .success)
  }

  static var toasts: ToastQueue {
    var queue = ToastQueue()
    queue.post("theme dark", now: 0)
    queue.post("Copied 12.1 %", .success, now: 1)
    queue.post("The budget of 32 kB/s is used up: pictures come slower", .warning, now: 2)
    queue.post("The budget of 32 kB/s is used up: pictures come slower", .warning, now: 3)
    queue.post("/data/mnist/t10k-images: 7 840 bytes are missing", .failure, now: 4)
    return queue
  }
}
