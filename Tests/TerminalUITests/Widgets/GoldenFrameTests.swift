import Foundation
import Testing

@testable import TerminalUI

/// What every sample of the gallery looks like at every depth, beside the tests in `Frames/`.
///
/// `RECORD=1 swift test --filter TerminalUITests` writes them anew and fails once; read the difference before
/// committing it. Where `CI` is set nothing is recorded.
@Suite("Golden frames of widgets")
struct GoldenFrameTests {
  static let depths: [(name: String, traits: TerminalTraits)] = [
    ("truecolor", TerminalTraits()), ("256", TerminalTraits(depth: .indexed256)),
    ("16", TerminalTraits(depth: .indexed16)), ("monochrome", TerminalTraits(depth: .monochrome)),
    ("ASCII", TerminalTraits(depth: .monochrome, glyphs: .ascii)),
  ]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Frames")

  @Test("looks as recorded, at every depth and at half its size", arguments: WidgetGallery.entries)
  func frame(_ entry: GalleryEntry) throws {
    var lines: [String] = []
    for sample in entry.samples {
      lines.append("════ \(sample.name) at \(entry.size.columns)×\(entry.size.rows)")
      var first: GoldenFrame?
      for (name, traits) in Self.depths {
        let print = GalleryPrint(traits: traits, theme: .dark)
        let plain = Theme.dark.adapted(to: traits.depth).plain
        let frame = GoldenFrame(print.surface(sample, size: entry.size), plain: plain)
        lines += frame.lines(name, unlike: first)
        first = first ?? frame
      }
      let half = Size(rows: (entry.size.rows + 1) / 2, columns: (entry.size.columns + 1) / 2)
      lines.append("── truecolor at \(half.columns)×\(half.rows)")
      lines += GalleryPrint(traits: TerminalTraits(), theme: .dark).surface(sample, size: half).lines
    }
    try check(lines.joined(separator: "\n") + "\n", Self.folder.appending(path: entry.name + ".txt"))
  }

  private func check(_ drawn: String, _ file: URL) throws {
    let environment = ProcessInfo.processInfo.environment
    if environment["RECORD"] != nil {
      guard environment["CI"] == nil else {
        Issue.record("RECORD and CI are both set: frames are recorded and read by people")
        return
      }
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(drawn.utf8).write(to: file)
      Issue.record("recorded \(file.lastPathComponent)")
      return
    }
    let recorded = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    guard drawn != recorded else { return }
    let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    let new = drawn.split(separator: "\n", omittingEmptySubsequences: false)
    let place = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
    let context = max(0, place - 12)..<min(new.count, place + 12)
    Issue.record(
      """
      \(file.lastPathComponent) differs from line \(place + 1) on; RECORD=1 records it anew
      --- recorded
      \(old[min(old.count, context.lowerBound)..<min(old.count, context.upperBound)].joined(separator: "\n"))
      --- drawn
      \(new[context].joined(separator: "\n"))
      """)
  }

  @Test("every frame in the folder belongs to a widget")
  func noneLeft() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let names = Set(WidgetGallery.entries.map { $0.name + ".txt" })
    #expect(Set(files).subtracting(names).isEmpty)
  }
}
