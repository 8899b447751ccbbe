import Catalog
import Foundation

/// Where themes are looked for, and what is found there.
public struct ThemeLibrary: Sendable {
  /// Folders in the order in which they are searched.
  public let folders: [String]

  public init(folders: [String]) { self.folders = folders }

  /// `HALFTONE_THEMES`, the user's configuration folder, then `themes/` beside the executable or in the
  /// package that it was built in.
  public static func standard(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: String = CommandLine.arguments.first ?? ""
  ) -> ThemeLibrary {
    var folders: [String] = []
    if let named = environment["HALFTONE_THEMES"], !named.isEmpty { folders.append(named) }
    if let home = environment["XDG_CONFIG_HOME"], !home.isEmpty {
      folders.append(home + "/halftone/themes")
    } else if let home = environment["HOME"], !home.isEmpty {
      folders.append(home + "/.config/halftone/themes")
    }
    let running = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? executable
    var folder = URL(fileURLWithPath: running).deletingLastPathComponent()
    // .build/x86_64-unknown-linux-gnu/release/halftone is four levels below the package's root.
    for _ in 0..<5 {
      folders.append(folder.appendingPathComponent("themes").path)
      if folder.path == "/" { break }
      folder.deleteLastPathComponent()
    }
    folders.append("/usr/share/halftone/themes")
    return ThemeLibrary(folders: folders)
  }

  /// The names that `theme(_:)` takes, sorted.
  public var names: [String] {
    var names: Set<String> = [Theme.dark.name]
    for folder in folders {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      names.formUnion(files.filter { $0.hasSuffix(".toml") }.map(ThemeFile.name(of:)))
    }
    return names.sorted()
  }

  /// The theme of that name, or of that file when the name holds a `/`.
  ///
  /// - Throws: ``UserError`` for an unknown name, an unreadable file, and anything wrong inside it, with its line.
  public func theme(_ name: String) throws -> Theme {
    if name.contains("/") { return try load(name) }
    for folder in folders {
      let path = "\(folder)/\(name).toml"
      if FileManager.default.fileExists(atPath: path) { return try load(path) }
    }
    if name == Theme.dark.name { return .dark }
    throw unknownName(name, kind: "theme", known: names)
  }

  private func load(_ path: String) throws -> Theme {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UserError("\(path): cannot be read, expected a theme in TOML")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw UserError("\(path): not UTF-8, expected a theme in TOML")
    }
    return try ThemeFile(path: path, text: text).theme()
  }
}
