import Catalog
import Foundation
import Networks
import Testing
import Torch

let fixtures = URL(filePath: #filePath).deletingLastPathComponent().path + "/Fixtures"

/// The tensors of a fixture made by Scripts/reference.
func fixture(_ name: String) throws -> [String: Tensor] {
  try Dictionary(uniqueKeysWithValues: TensorFile.read("\(fixtures)/\(name).safetensors"))
}

/// Runs `body` with the path of an empty folder that is gone afterwards.
func inTemporaryFolder<T>(_ body: (String) throws -> T) throws -> T {
  let folder = FileManager.default.temporaryDirectory.path + "/halftone-" + UUID().uuidString
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}

func expectClose(
  _ found: [Double], _ expected: [Double], absolute: Double, relative: Double, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(found.count == expected.count, comment, sourceLocation: sourceLocation)
  let worst = zip(found, expected).max { excess($0) < excess($1) }
  func excess(_ pair: (Double, Double)) -> Double {
    // NaN must not pass as close.
    let gap = abs(pair.0 - pair.1) - relative * abs(pair.1)
    return gap.isNaN ? .infinity : gap
  }
  if let worst, excess(worst) > absolute {
    Issue.record(
      "\(worst.0) against \(worst.1)\(comment.map { ": \($0)" } ?? "")", sourceLocation: sourceLocation)
  }
}

func describe(_ shape: [Int], classes: Int, mean: Double = 0.4, deviation: Double = 0.25) throws
  -> InputDescription
{
  try InputDescription(
    shape: shape, mean: Array(repeating: mean, count: shape[0]),
    deviation: Array(repeating: deviation, count: shape[0]), classNames: (0..<classes).map { "class \($0)" })
}

/// A network file of `[1, 2, 2]` inputs and two classes with the given layers.
func form(
  _ layers: String, shape: String = "[1, 2, 2]", mean: String = "[0.0]", classes: String = #"["no", "yes"]"#,
  output: String = ""
) -> String {
  """
  schema = 1
  name = "test"
  [input]
  shape = \(shape)
  mean = \(mean)
  deviation = [1.0]
  [output]
  classes = \(classes)
  \(output)
  \(layers)
  """
}

func layer(_ name: String, _ type: String, _ rest: String = "") -> String {
  "[[layer]]\nname = \"\(name)\"\ntype = \"\(type)\"\n\(rest)\n"
}

/// Reads a specification out of text, by way of a file.
func read(_ text: String) throws -> NetworkSpecification {
  try inTemporaryFolder { folder in
    try Data(text.utf8).write(to: URL(filePath: folder + "/network.toml"))
    return try NetworkFile.specification(folder + "/network.toml")
  }
}
