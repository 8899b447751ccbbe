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

  // Split as bytes: by characters it takes ten times as long.
  var lines: [Substring] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
  }

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

  /// The lines with what stands in comments and in string literals taken out, for looking at code only.
  var code: [String] {
    var inBlock = false
    var inMultiline = false
    return lines.map { line in
      let bytes = Array(line.utf8)
      var kept: [UInt8] = []
      var inString = false
      var place = 0
      func follows(_ text: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        return bytes[place...].starts(with: wanted)
      }
      while place < bytes.count {
        if inBlock {
          inBlock = !follows("*/")
          place += inBlock ? 1 : 2
        } else if !inString && follows("\"\"\"") {
          inMultiline.toggle()
          place += 3
        } else if inMultiline {
          place += 1
        } else if inString {
          if bytes[place] == UInt8(ascii: "\"") { inString = false }
          place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        } else if follows("//") {
          break
        } else if follows("/*") {
          inBlock = true
          place += 2
        } else {
          inString = bytes[place] == UInt8(ascii: "\"")
          kept.append(bytes[place])
          place += 1
        }
      }
      return String(decoding: kept, as: UTF8.self)
    }
  }
}
