import Catalog
import Foundation
import GRDB
import Synchronization

/// What is known of the runs that ended, in SQLite, so that a list need not read every folder.
///
/// A cache and nothing more: rows that lack are read from the folders, an index that is damaged is thrown away, and
/// where none can be written (a read-only disk) one in memory serves.
final class RunIndex: Sendable {
  private let path: String
  private let database = Mutex<DatabaseQueue?>(nil)
  /// Raised whenever the table changes; an index of another version is thrown away.
  private static let version = 1

  init(path: String) { self.path = path }

  /// A run as it was when its `events.jsonl` had that many bytes.
  struct Entry: Equatable {
    let summary: RunSummary
    let length: Int
  }

  func entries() throws -> [Entry] {
    let decoder = JSONDecoder()
    return try access { queue in
      try queue.read { database in
        try Row.fetchAll(database, sql: "SELECT summary, length FROM run").compactMap { row in
          let summary = try? decoder.decode(RunSummary.self, from: row["summary"])
          return summary.map { Entry(summary: $0, length: row["length"]) }
        }
      }
    }
  }

  func put(_ entries: [Entry]) throws {
    guard !entries.isEmpty else { return }
    try access { queue in
      try queue.write { database in
        for entry in entries {
          try database.execute(
            sql: "INSERT OR REPLACE INTO run (id, length, summary) VALUES (?, ?, ?)",
            arguments: [entry.summary.id, entry.length, JSONEncoder().encode(entry.summary)])
        }
      }
    }
  }

  func remove(_ ids: some Sequence<JobID>) throws {
    let ids = Array(ids)
    guard !ids.isEmpty else { return }
    try access { queue in
      try queue.write { database in
        for id in ids { try database.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [id]) }
      }
    }
  }

  private func access<T>(_ body: (DatabaseQueue) throws -> T) throws -> T {
    do {
      return try body(opened())
    } catch let error as DatabaseError {
      // Damaged: once more with a new file. Anything else (read-only, full, locked for long): in memory.
      let isDamaged = [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR].contains(error.resultCode)
      let fresh = isDamaged ? try? Self.create(path, replacing: true) : nil
      let queue = try fresh ?? Self.prepare(DatabaseQueue())
      database.withLock { $0 = queue }
      return try body(queue)
    }
  }

  private func opened() throws -> DatabaseQueue {
    try database.withLock { database in
      if let database { return database }
      let opened = try Self.create(path, replacing: false)
      database = opened
      return opened
    }
  }

  private static func create(_ path: String, replacing: Bool) throws -> DatabaseQueue {
    if replacing {
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(5)
    return try prepare(DatabaseQueue(path: path, configuration: configuration))
  }

  private static func prepare(_ queue: DatabaseQueue) throws -> DatabaseQueue {
    try queue.write { database in
      if try Int.fetchOne(database, sql: "PRAGMA user_version") == version { return }
      try database.execute(
        sql: """
          DROP TABLE IF EXISTS run;
          CREATE TABLE run (id TEXT PRIMARY KEY, length INTEGER NOT NULL, summary BLOB NOT NULL);
          PRAGMA user_version = \(version);
          """)
    }
    return queue
  }
}
