import Catalog
import Foundation
import Testing

/// Runs `body` with the path of an empty folder that is gone afterwards.
func inTemporaryFolder<T>(_ body: (String) throws -> T) throws -> T {
  let folder = FileManager.default.temporaryDirectory.path + "/halftone-" + UUID().uuidString
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}

/// The line a person would see, or nil when `body` succeeds.
func refusal(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch let error as UserError {
    if error.message.contains(where: \.isNewline) { Issue.record("more than one line: \(error.message)") }
    return error.message
  } catch {
    Issue.record("not a user error: \(error)")
    return nil
  }
}
