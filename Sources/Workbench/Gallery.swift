import Catalog
import Foundation
import TerminalUI

/// The gallery of widgets, for the command line, which knows no widget itself.
public struct Gallery {
  private let preferences: Preferences
  private let themes: ThemeLibrary
  private let theme: Theme
  private let options: TerminalOptions

  /// - Throws: ``UserError`` for an unknown or broken theme, or a word that is no number of colours.
  public init(_ preferences: Preferences, themes: ThemeLibrary = .standard()) throws {
    self.preferences = preferences
    self.themes = themes
    theme = try preferences.theme.value.map(themes.theme) ?? .dark
    options = try TerminalOptions(preferences)
  }

  /// The widgets and their states, a line each.
  public static var list: [String] { GalleryPrint.list }

  /// Shows all widgets in the terminal, and returns when it is left.
  ///
  /// - Returns: the signal that ended it, when one did.
  /// - Throws: ``UserError`` when there is no terminal.
  public func run() throws -> Int32? {
    // A broken theme is left out: the workbench says what is wrong with it.
    let others = themes.names.filter { $0 != theme.name }.compactMap { try? themes.theme($0) }
    return WorkbenchEnd(
      loop: try GalleryApplication.run(themes: [theme] + others, options), interrupted: []
    ).signal
  }

  /// One widget as ANSI text, lines with their ends.
  ///
  /// Where nothing is said of colours there are all of them, or none when `NO_COLOR` is set: nobody can be asked.
  /// - Parameter size: columns and rows as `80x24`; nil for what shows everything.
  /// - Throws: ``UserError`` for an unknown widget or a size that is none.
  public func text(
    _ name: String, size: String?, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> String {
    let hasNoColor = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let isUnicode = ["utf-8", "utf8"].contains { locale.lowercased().contains($0) }
    let traits = TerminalTraits(
      depth: options.colorDepth ?? (hasNoColor ? .monochrome : .truecolor),
      glyphs: options.glyphs ?? (isUnicode ? .unicode : .ascii), isDark: options.isDark ?? theme.isDark)
    return try GalleryPrint(traits: traits, theme: theme).text(name, size: try size.map(Self.size))
  }

  private static func size(_ text: String) throws -> Size {
    let parts = text.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1], (1...1000).contains(columns),
      (1...1000).contains(rows)
    else {
      throw UserError(
        "size: found '\(printable(text))', expected columns and rows such as 80x24, each 1…1000")
    }
    return Size(rows: rows, columns: columns)
  }
}
