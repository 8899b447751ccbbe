import Foundation
import Testing
import Torch

@testable import Networks

@Suite struct ExporterTests {
  @Test(arguments: ["exported-mlp", "exported-cnn", "exported-resnet"])
  func `a network exported by the documentation's PyTorch code gives PyTorch's logits`(_ name: String) throws
  {
    let network = try NetworkFolder.load("\(fixtures)/\(name)")
    let expected = try fixture("\(name)/expected")
    let found = try network.logits(expected["inputs"]!).doubles()
    try expectClose(found, expected["logits"]!.doubles(), absolute: 1e-5, relative: 1e-5)
  }

  @Test func `the exporter of the documentation is the one that made the fixtures`() throws {
    let root = URL(filePath: fixtures).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let page = try String(contentsOfFile: root + "/Documentation/network-file.md", encoding: .utf8)
    let ran = try String(contentsOfFile: fixtures + "/exporter.py", encoding: .utf8)
    #expect(
      page.contains("```python\n\(ran)```"),
      "run /usr/bin/python3 Scripts/reference/exported_networks.py again")
    #expect(ran.split(separator: "\n").count <= 25)
  }

  @Test func `the forms shown in the documentation can be read`() throws {
    let root = URL(filePath: fixtures).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let page = try String(contentsOfFile: root + "/Documentation/network-file.md", encoding: .utf8)
    let start = page.range(of: "```toml\n")!, rest = page[start.upperBound...]
    let specification = try read(String(rest[..<rest.range(of: "```")!.lowerBound]))
    #expect(specification.layers.map(\.name) == ["flatten", "fc1"])
    for kind in LayerRegistry.kinds.map({ $0.kind }) {
      #expect(page.contains("\n| `\(kind)` |"), "\(kind) is not documented")
    }
  }
}
