import ArgumentParser
import Catalog
import Engine
import Experiments
import Workbench

/// What the workbench can be told on the command line.
struct WorkbenchOptions: ParsableArguments {
  @Option(help: "Where runs are kept; else HALFTONE_HOME or the XDG data directory.")
  var home: String?

  @Option(help: "libtorch's threads; the cores by default.")
  var threads: Int?

  @Option(help: "A theme's name or file; the last one chosen by default.")
  var theme: String?

  @Option(help: "auto, truecolor, 256, 16, 8 or mono.")
  var color: String?

  @Option(help: "The terminal's own ground: auto, dark or light.")
  var background: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Plain ASCII instead of lines, blocks and dots; by the locale unless given.")
  var ascii: Bool?

  @Flag(inversion: .prefixedNo, help: "Take the mouse, or leave it to the terminal.")
  var mouse: Bool?

  @Option(
    help: "The most that is sent to the terminal in a second, 0 for no limit; by the line unless given.")
  var bytesPerSecond: Int?
}

extension WorkbenchOptions {
  /// Joins the engine and the screens, as the person prefers them.
  func configuration() throws -> WorkbenchConfiguration {
    var global = GlobalOptions()
    (global.home, global.threads) = (home, threads)
    return try WorkbenchConfiguration(
      engine: try global.startEngine(around: WorkbenchConfiguration.surroundJob), catalogue: .own,
      preferences: Preferences(
        Preferences.Flags(
          theme: theme, color: color, background: background, mouse: mouse, ascii: ascii,
          bytesPerSecond: bytesPerSecond)), spell: CommandSpelling.spell)
  }
}

/// Opens the workbench over the store.
struct OpenWorkbench {
  let options: WorkbenchOptions

  init(_ options: WorkbenchOptions) { self.options = options }

  /// Opens the workbench and returns when it is left.
  func run() throws {
    var configuration = try options.configuration()
    configuration.firstRun = try tour(configuration.engine.store.home)
    let end = try runWorkbench(configuration)
    let console = Console(isQuiet: false)
    for job in end.interrupted { console.say("interrupted; halftone runs resume \(job) goes on") }
    if let number = end.signal { throw ExitCode(128 + number) }
  }

  /// What a first start shows: a network learns, its layers are reset, test pictures are explained.
  private func tour(_ home: String) throws -> [TourStep] {
    let isFullHere = DataInventory(home: home).has("fashion-mnist")
    let train = try ExperimentRegistry.find("train").card, layers = try ExperimentRegistry.find("layers").card
    return [
      TourStep(
        experiment: "train",
        settings: try Settings(
          train,
          typed: isFullHere ? ["dataset": "fashion-mnist"] : ["dataset": "fashion-mini", "epochs": "60"])),
      TourStep(experiment: "layers", settings: Settings(layers), usesModel: true),
      TourStep(
        experiment: "explain", settings: Settings(try ExperimentRegistry.find("explain").card),
        priority: .interactive,
        stored: false, usesModel: true),
    ]
  }
}
