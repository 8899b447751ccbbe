import ArgumentParser
import Catalog
import Foundation
import Workbench

/// `halftone gallery`
struct GalleryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gallery", abstract: "Every widget in every state, in the terminal or one as text.",
    discussion: "Without a terminal, and with --list, the names are printed; with --widget the widget itself."
  )

  @Flag(help: "Print the names of the widgets and of their states.")
  var list = false

  @Option(help: "Print this widget, or this state of one: line-chart, line-chart-log.")
  var widget: String?

  @Option(help: "Columns and rows of the printed widget, such as 80x24.")
  var size: String?

  @Option(help: "A theme's name or file.")
  var theme: String?

  @Option(help: "auto, truecolor, 256, 16, 8 or mono.")
  var color: String?

  @Flag(inversion: .prefixedNo, help: "Plain ASCII instead of lines, blocks and dots.")
  var ascii: Bool?

  func run() throws {
    let console = Console(isQuiet: false)
    let flags = Preferences.Flags(theme: theme, color: color, ascii: ascii)
    let gallery = try Gallery(try Preferences(flags))
    if let widget {
      try Console.write(file: Data(gallery.text(widget, size: size).utf8), isText: true)
    } else if size != nil {
      throw UserError("size: found one without a widget, expected --widget NAME beside it")
    } else if list || isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0 {
      for line in Gallery.list { console.print(line) }
    } else if let signal = try gallery.run() {
      throw ExitCode(128 + signal)
    }
  }
}
