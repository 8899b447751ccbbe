import Foundation

/// A row of ARCHITECTURE.md's table of parts.
struct PartRow {
  let name: String
  let imports: Set<String>
  let outside: Set<String>
}

enum Architecture {
  /// The table of parts, by name. What stands in backquotes in its last two columns are module names.
  static func table() throws -> [String: PartRow] {
    let lines = try Repository.text("ARCHITECTURE.md").split(separator: "\n")
    guard let header = lines.firstIndex(where: { $0.hasPrefix("| part | its one job | may import |") })
    else { return [:] }
    var rows: [String: PartRow] = [:]
    for line in lines[(header + 2)...].prefix(while: { $0.hasPrefix("|") }) {
      let columns = line.split(separator: "|").map { quoted(in: $0) }
      guard columns.count == 4, let name = columns[0].first else { continue }
      rows[name] = PartRow(name: name, imports: Set(columns[2]), outside: Set(columns[3]))
    }
    return rows
  }

  /// The paths in the second column of "Where do I…" that name a place in the sources.
  static func places() throws -> [String] {
    let lines = try Repository.text("ARCHITECTURE.md").split(separator: "\n")
    guard let header = lines.firstIndex(of: "| to | go to |") else { return [] }
    return lines[(header + 2)...].prefix { $0.hasPrefix("|") }
      .flatMap { quoted(in: $0.split(separator: "|")[1]) }
      .filter { $0.contains("/") && !$0.contains("…") }
  }

  private static func quoted(in text: Substring) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}

/// A target as `Package.swift` spells it. The manifest is read as text: asking the package manager takes
/// seconds, and from within a test it would wait for its own lock.
struct ManifestTarget {
  let name: String
  let parts: Set<String>
  let products: Set<String>
}

enum Manifest {
  static func targets() throws -> [String: ManifestTarget] {
    let text = try Repository.text("Package.swift")
    guard let start = text.range(of: "  targets: [") else { return [:] }
    let list = text[start.upperBound...]
    var targets: [String: ManifestTarget] = [:]
    for match in list.matches(
      of:
        /(?:^|\n) {4}(?:part|\.target|\.executableTarget|\.systemLibrary)\((?<body>(?:.|\n)*?)\n? *\),?(?=\n {4}\S|\n {2}\])/
    ) {
      let body = String(match.output.body)
      guard let name = body.firstMatch(of: /"(\w+)"/)?.output.1 else { continue }
      let path = body.firstMatch(of: /path: "(?<path>[^"]+)"/)?.output.path
      if let path, !path.hasPrefix("Sources") { continue }
      let products = body.matches(of: /\.product\(name: "(\w+)"/).map { String($0.output.1) }
      let plain = body.replacing(/\.product\([^)]*\)|pkgConfig: "\w+"/, with: "").replacing(
        /\w+\((?:[^()]|\n)*\)/, with: "")
      let quoted = plain.matches(of: /"(\w+)"/).map { String($0.output.1) }.dropFirst()
      targets[String(name)] = ManifestTarget(
        name: String(name), parts: Set(quoted), products: Set(products))
    }
    return targets
  }
}
