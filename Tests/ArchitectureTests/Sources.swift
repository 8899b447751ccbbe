import Foundation

/// The repository as the tests read it.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The folders right below `Sources`: one a target.
  static func parts() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path)
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The files of a part with one of the endings.
  static func files(of part: String, ending: [String]) throws -> [SourceFile] {
    let folder = "Sources/\(part)"
    let paths = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
    var found: [SourceFile] = []
    while let path = paths?.nextObject() as? String {
      guard ending.contains(where: { path.hasSuffix(".\($0)") }) else { continue }
      found.append(SourceFile(path: "\(folder)/\(path)", text: try text("\(folder)/\(path)")))
    }
    return found.sorted { $0.path < $1.path }
  }

  static func swiftFiles() throws -> [SourceFile] {
    try parts().flatMap { try files(of: $0, ending: ["swift"]) }
  }
}

struct SourceFile {
  let path: String
  let text: String

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The modules that the file imports, with attributes and access levels taken off.
  var imports: [String] {
    lines.compactMap { line -> String? in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
        words[..<place].allSatisfy({ $0.hasPrefix("@") || Self.access.contains(String($0)) })
      else { return nil }
      return words.dropFirst(place + 1).first { !Self.kinds.contains(String($0)) }
        .flatMap { $0.split(separator: ".").first }.map(String.init)
    }
  }

  private static let access = ["public", "package", "internal", "fileprivate", "private"]
  private static let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]

  /// The lines with what stands in comments and in string literals blanked, for looking at code only.
  var code: [String] {
    var inBlock = false
    var inMultiline = false
    return lines.map { line in
      var kept = ""
      var rest = line[...]
      var inString = false
      while let character = rest.first {
        if inBlock {
          if rest.hasPrefix("*/") { inBlock = false }
          rest = rest.dropFirst(rest.hasPrefix("*/") ? 2 : 1)
        } else if rest.hasPrefix("\"\"\"") && !inString {
          inMultiline.toggle()
          rest = rest.dropFirst(3)
        } else if inMultiline {
          rest = rest.dropFirst()
        } else if inString {
          if character == "\\" { rest = rest.dropFirst() }
          if character == "\"" {
            inString = false
            kept += "\""
          }
          rest = rest.dropFirst()
        } else if rest.hasPrefix("//") {
          break
        } else if rest.hasPrefix("/*") {
          inBlock = true
          rest = rest.dropFirst(2)
        } else {
          if character == "\"" { inString = true }
          kept.append(character)
          rest = rest.dropFirst()
        }
      }
      return kept
    }
  }
}
