import Catalog
import Foundation
import Glibc

/// All runs: the folders `runs/<id>/` below a home, and an index over them.
public final class RunStore: Sendable {
  /// Holds `runs/` and `index.sqlite`. Nothing is created before the first run.
  public let home: String
  private let index: RunIndex

  /// - Parameter home: `--home`; without it `HALFTONE_HOME`, then `halftone` in the XDG data directory.
  public init(
    home: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    let home = home ?? Self.standardHome(environment)
    self.home = home
    index = RunIndex(path: home + "/index.sqlite")
  }

  public var runs: String { home + "/runs" }

  private static func standardHome(_ environment: [String: String]) -> String {
    if let named = environment["HALFTONE_HOME"], !named.isEmpty { return named }
    // The XDG specification: a relative path is to be ignored.
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/halftone" }
    return (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share/halftone"
  }

  /// The runs, newest first.
  ///
  /// - Throws: ``UserError`` when the folder cannot be read; a run whose `run.json` is damaged is left out.
  public func list() throws -> [RunSummary] {
    let present = try ids()
    guard !present.isEmpty else { return [] }
    let known = Dictionary(((try? index.entries()) ?? []).map { ($0.summary.id, $0) }) { _, last in last }
    var changed: [RunIndex.Entry] = []
    let summaries = present.compactMap { id -> RunSummary? in
      let folder = RunFolder(id: id, path: path(id))
      let length = folder.eventBytes
      // What ended and was not restarted since is still so.
      if let entry = known[id], entry.summary.status != .running, entry.length == length,
        entry.summary.status == .completed || !RunLock.isHeld(folder: folder.path)
      {
        return entry.summary
      }
      guard let summary = try? folder.summary() else { return nil }
      changed.append(RunIndex.Entry(summary: summary, length: length))
      return summary
    }
    try? index.put(changed)
    try? index.remove(Set(known.keys).subtracting(present))
    return summaries.sorted { ($0.created, $0.id) > ($1.created, $1.id) }
  }

  /// The run of exactly that id.
  public func folder(_ id: JobID) throws -> RunFolder {
    guard isPlain(id), access(path(id) + "/run.json", F_OK) == 0 else {
      throw UserError("\(path(id)): no run of that id")
    }
    return RunFolder(id: id, path: path(id))
  }

  /// Removes a run with all its files.
  ///
  /// - Throws: ``UserError`` when it is running, does not exist, or the disk refuses.
  public func remove(_ id: JobID) throws {
    let folder = try folder(id)
    guard folder.status != .running else {
      throw UserError("\(id): the run is running; cancel it before removing it")
    }
    // First out of sight in one step, so that a kill in the middle leaves no half run behind.
    let doomed = runs + "/.removed-\(id)"
    guard Glibc.rename(folder.path, doomed) == 0 else {
      throw UserError("\(folder.path): cannot be removed: \(String(cString: strerror(errno)))")
    }
    try? index.remove([id])
    try? FileManager.default.removeItem(atPath: doomed)
  }

  /// Gives a run a name by which it is found and listed; nil takes it off.
  ///
  /// - Throws: ``UserError`` when another run bears the name.
  public func rename(_ id: JobID, to name: String?) throws {
    if let name {
      guard isPlain(name) else {
        throw UserError("a run's name: found '\(printable(name))', expected letters, digits and . _ -")
      }
      if let other = try list().first(where: { $0.name == name && $0.id != id }) {
        throw UserError("the name '\(name)' is taken by \(other.id)")
      }
    }
    let folder = try folder(id)
    try folder.update { $0.name = name }
    refresh(folder)
  }

  /// Makes a run's folder, locked. It appears under its name only when it is whole.
  ///
  /// - Throws: ``UserError`` when the disk refuses.
  func create(_ record: RunRecord) throws -> (RunFolder, RunLock) {
    for _ in 0..<100 {
      let id = Self.newID(record.experiment, at: record.created)
      let temporary = runs + "/.new-\(id)"
      do {
        guard Self.makeFolder(temporary + "/checkpoints") else {
          throw UserError("\(runs): a run's folder cannot be made: \(String(cString: strerror(errno)))")
        }
        let draft = RunFolder(id: id, path: temporary)
        try draft.write(record, to: "run.json")
        let lock = try draft.lock()
        if Glibc.rename(temporary, path(id)) == 0 { return (RunFolder(id: id, path: path(id)), lock) }
        let code = errno
        guard code == EEXIST || code == ENOTEMPTY else {
          throw UserError("\(path(id)): cannot be made: \(String(cString: strerror(code)))")
        }
      } catch {
        try? FileManager.default.removeItem(atPath: temporary)
        throw error
      }
      try? FileManager.default.removeItem(atPath: temporary)
    }
    throw UserError("\(runs): no free name for a run of \(record.experiment)")
  }

  /// Brings the index up to date with one run; a failure only costs time later.
  func refresh(_ folder: RunFolder) {
    let length = folder.eventBytes
    if let summary = try? folder.summary() {
      try? index.put([RunIndex.Entry(summary: summary, length: length)])
    }
  }

  static func newID(_ experiment: String, at time: Double) -> JobID {
    let digits = Date(timeIntervalSince1970: time).formatted(.iso8601).filter { !"-:".contains($0) }
    let random = String(UInt32.random(in: 0x10000...0x1ffff), radix: 16).suffix(4)
    return "\(digits)-\(experiment)-\(random)"
  }

  private func path(_ id: JobID) -> String { runs + "/" + id }

  private func isPlain(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".")
      && name.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || $0.properties.numericType != nil
            || "._-".unicodeScalars.contains($0))
      }
  }

  /// The folders there are.
  func ids() throws -> [JobID] {
    guard access(runs, F_OK) == 0 else { return [] }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: runs) else {
      throw UserError("\(runs): cannot be read; expected the folder of runs")
    }
    return names.filter { !$0.hasPrefix(".") }
  }

  /// With all that lead to it; false leaves the reason in `errno`.
  private static func makeFolder(_ path: String) -> Bool {
    if mkdir(path, 0o777) == 0 { return true }
    let parent = (path as NSString).deletingLastPathComponent
    if errno == ENOENT, parent != path, !parent.isEmpty {
      return makeFolder(parent) && (mkdir(path, 0o777) == 0 || errno == EEXIST)
    }
    return false
  }
}
