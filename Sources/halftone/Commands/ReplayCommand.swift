import ArgumentParser
import Catalog
import Foundation
import Workbench

/// `halftone replay latest --speed 8`, `halftone replay latest --cast run.cast`
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Play a recorded run through the screens, forwards, backwards, event by event.")

  @Argument(help: ArgumentHelp("A run's id or name.", valueName: "run"))
  var named: String

  @Option(help: "Seconds of the run a second.")
  var speed = 4.0

  @Option(help: "Begin there and stand still: 50%, 90s, event:120, epoch:7 or end.")
  var at: String?

  @Option(help: "Write an asciicast instead of opening the workbench.")
  var cast: String?

  @Option(help: "Write evenly spaced frames into this folder instead of opening the workbench.")
  var frames: String?

  @Option(help: "How many frames.")
  var count = 24

  @Option(help: "The frames' form: png, svg, ansi or text.")
  var format = "png"

  @Option(help: "Columns and rows of a cast or of frames.")
  var size = "120x40"

  @OptionGroup var workbench: WorkbenchOptions

  func run() throws {
    let isPaper = cast != nil || frames != nil
    var configuration =
      isPaper
      ? try .paper(
        home: workbench.home, theme: workbench.theme ?? "dark", color: workbench.color ?? "truecolor",
        ascii: workbench.ascii ?? false) : try workbench.configuration()
    configuration.replay = try ReplayRequest(
      run: configuration.engine.store.find(named).id, speed: speed, start: at.map(ReplayPoint.init))
    guard isPaper else {
      let end = try runWorkbench(configuration)
      if let number = end.signal { throw ExitCode(128 + number) }
      return
    }
    let drawn = try ReplayFrames(configuration, size: size)
    if let cast { try write(drawn, to: cast) }
    if let frames { try write(drawn, into: frames) }
  }

  private func write(_ drawn: ReplayFrames, to path: String) throws {
    var chunks: [Data] = []
    drawn.cast { chunks.append(Data($0.utf8)) }
    try WholeFile.write(chunks, to: path)
  }

  private func write(_ drawn: ReplayFrames, into folder: String) throws {
    guard (1...9999).contains(count) else { throw UserError("count: found \(count), expected 1…9999") }
    let format = try PaperFormat.chosen(format, output: nil)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw UserError("\(folder): cannot be made: \(error.localizedDescription)")
    }
    for number in 1...count {
      let share = count == 1 ? 1 : Double(number - 1) / Double(count - 1)
      let name = String(repeating: "0", count: 4 - "\(number)".count) + "\(number)"
      let data = try drawn.file(at: share, as: format)
      try WholeFile.write(data, to: "\(folder)/\(name).\(format == "text" ? "txt" : format)")
    }
  }
}
