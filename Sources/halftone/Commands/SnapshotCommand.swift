import ArgumentParser
import Catalog
import Foundation
import Workbench

/// `halftone snapshot layers --run latest --size 120x40 --output layers.png`
struct SnapshotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot", abstract: "Draw a screen of a stored run, without a terminal.")

  @Argument(help: "runs, training, layers or saliency.")
  var screen: String

  @Option(name: .customLong("run"), help: "A run's id or name; the newest for the screen by default.")
  var named: String?

  @Option(
    help:
      "What is chosen on the screen, by commas: a map such as joint; log, zoom, help; row:N, column:N, input:N, pane:N, epoch:N, concept:N, noise:N; explanation, prototypes, measures, sweep."
  )
  var view = ""

  @Option(help: "The run as it stood at 50%, 90s, event:120 or epoch:7.")
  var at: String?

  @Option(help: "png, svg, ansi or text; by the output's ending unless given.")
  var format: String?

  @Option(help: "The file; standard output by default.")
  var output: String?

  @OptionGroup var paper: PaperOptions

  func run() throws {
    let configuration = try paper.configuration()
    let store = configuration.engine.store
    var request = SnapshotRequest(screen: screen, run: try named.map { try store.find($0).id })
    request.view = view
    request.point = at
    request.size = paper.size
    request.format = try PaperFormat.chosen(format, output: output)
    let data = try request.file(configuration)
    if let output {
      try WholeFile.write(data, to: output)
    } else {
      try Console.write(file: data, isText: request.format != "png")
    }
  }
}
