import ArgumentParser
import Catalog
import Engine

/// What the workbench can be told on the command line.
struct WorkbenchOptions: ParsableArguments {
  @Option(help: "Where runs are kept; else HALFTONE_HOME or the XDG data directory.")
  var home: String?

  @Option(help: "libtorch's threads; the cores by default.")
  var threads: Int?

  @Option(help: "Where to compute: cpu or cuda:N.")
  var device = "cpu"

  @Option(help: "A theme's name.")
  var theme: String?

  @Option(help: "auto, truecolor, 256, 16 or none.")
  var color = "auto"
}

struct OpenWorkbench {
  let options: WorkbenchOptions
  init(_ options: WorkbenchOptions) { self.options = options }

  func run() throws {
    throw UserError("not here yet")
  }
}
