import Catalog
import Engine
import Foundation
import TerminalUI

/// Where exports go and what they are called.
struct ExportFolder: Sendable {
  let path: String

  /// A folder that the person named; else that of the run; else one beside the runs.
  init(named: String?, run: RunState?, store: RunStore) {
    if let named {
      path = named
    } else if let job = run?.job, let folder = try? store.folder(job) {
      path = folder.path(of: "exports")
    } else {
      path = store.home + "/exports"
    }
  }

  /// A name that is free: `layers-joint-20261124T101500Z.svg`.
  ///
  /// - Throws: ``UserError`` when the folder cannot be made.
  func file(_ name: String, suffix: String, at time: Double) throws -> String {
    try make()
    let stamp = Date(timeIntervalSince1970: time).formatted(.iso8601).filter { !"-:".contains($0) }
    let plain = String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) ? $0 : "-" })
    for number in 1... {
      let tail = number == 1 ? "" : "-\(number)"
      let file = "\(path)/\(plain)-\(stamp)\(tail).\(suffix)"
      if !FileManager.default.fileExists(atPath: file) { return file }
    }
    return "\(path)/\(plain).\(suffix)"
  }

  private func make() throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw UserError("\(path): cannot be made: \(error.localizedDescription)")
    }
  }

  /// Writes a picture of the screen.
  ///
  /// - Returns: the file.
  func write(_ surface: Surface, as format: ExportFormat, theme: Theme, name: String, at time: Double) throws
    -> String
  {
    let file = try file(name, suffix: format.suffix, at: time)
    try WholeFile.write(try surface.exported(as: format, theme: theme), to: file)
    return file
  }

  /// Writes figures.
  ///
  /// - Returns: the files.
  func write(_ figures: DataExport, name: String, at time: Double) throws -> [String] {
    var files: [String] = []
    if let table = figures.table {
      let file = try file(name, suffix: "csv", at: time)
      try WholeFile.write(Data(table.utf8), to: file)
      files.append(file)
    }
    if !figures.arrays.isEmpty {
      let file = try file(name, suffix: "safetensors", at: time)
      try Safetensors.write(figures.arrays, metadata: figures.metadata, to: file)
      files.append(file)
    }
    return files
  }

  /// Keeps what was copied: `clipboard.txt`, the newest alone.
  func keep(clipboard text: String) throws -> String {
    try make()
    let file = path + "/clipboard.txt"
    try WholeFile.write(Data((text + "\n").utf8), to: file)
    return file
  }

  /// A file as a message names it: first its name, then its folder, cut at the left where it is long.
  static func shown(_ path: String) -> String {
    let name = (path as NSString).lastPathComponent
    let folder = (path as NSString).deletingLastPathComponent
    let home = ProcessInfo.processInfo.environment["HOME"] ?? ""
    let short = !home.isEmpty && folder.hasPrefix(home + "/") ? "~" + folder.dropFirst(home.count) : folder
    guard short.count > 50 else { return "\(name) in \(short)" }
    return "\(name) in …/" + folder.split(separator: "/").suffix(2).joined(separator: "/")
  }
}
