import Foundation
import Testing

@testable import Workbench

@Suite struct KeyPageTests {
  @Test("Documentation/keys.md is the key table")
  func page() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Documentation/keys.md")
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try Data(WorkbenchKeys.page.utf8).write(to: file)
      Issue.record("recorded keys.md")
    } else {
      #expect(
        WorkbenchKeys.page == (try? String(contentsOf: file, encoding: .utf8)), "RECORD=1 writes it anew")
    }
  }
}
