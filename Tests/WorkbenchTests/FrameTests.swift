import Foundation
import TerminalUI
import Testing

@testable import Workbench

/// Each story's frame at three sizes as text, beside the test in `Frames/`.
///
/// `RECORD=1 swift test --filter WorkbenchTests` writes them anew and fails once; read the difference before committing it.
@Suite struct FrameTests {
  static let sizes = [
    Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 60, columns: 200),
  ]

  @Test("Every screen looks as recorded at 80×24, 120×40 and 200×60", arguments: Stories.all + Stories.more)
  func frame(_ story: Story) throws {
    for size in Self.sizes {
      var state = story.state
      state.size = size
      var surface = Surface(size: size)
      WorkbenchFrame.draw(state, on: &surface, theme: .dark)
      let drawn = surface.lines.joined(separator: "\n") + "\n"
      let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Frames")
      let file = folder.appendingPathComponent("\(story.name)-\(size.columns)x\(size.rows).txt")
      if ProcessInfo.processInfo.environment["RECORD"] != nil {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(drawn.utf8).write(to: file)
        Issue.record("recorded \(file.lastPathComponent)")
      } else {
        let recorded = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        #expect(
          drawn == recorded, "\(file.lastPathComponent)\n--- recorded\n\(recorded)\n--- drawn\n\(drawn)")
      }
    }
  }
}
