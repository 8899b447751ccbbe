import Catalog
import Foundation

/// `network.toml`: the form of a network, documented in Documentation/network-file.md.
public enum NetworkFile {
  static let schema = 1

  /// Reads the form of a network.
  ///
  /// - Throws: `UserError` naming the file and the line or layer.
  public static func specification(_ path: String) throws -> NetworkSpecification {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw UserError("\(path): cannot be read, expected a network.toml in UTF-8")
    }
    return try specification(text: text, path: path)
  }

  static func specification(text: String, path: String) throws -> NetworkSpecification {
    let file = try TOMLReader(text: text, path: path)
    guard file.table["schema"]?.int == schema else { throw file.refuse("schema", expected: "\(schema)") }
    try file.allowOnly(["schema", "name", "architecture", "input", "output", "layer"], of: "a network file")
    let input = try file.subtable("input"), output = try file.subtable("output")
    try input.allowOnly(["shape", "mean", "deviation"], of: "[input]")
    try output.allowOnly(["kind", "classes", "heads", "mean", "deviation"], of: "[output]")
    let description = try InputDescription(
      shape: input.integers("shape"), mean: input.numbers("mean"), deviation: input.numbers("deviation"),
      classNames: output.texts("classes"), target: target(output), place: path)
    if file.table["architecture"] != nil { return try specification(file, description, output) }
    guard let layers = file.table["layer"]?.array else {
      throw file.refuse("layer", expected: "at least one [[layer]]")
    }
    var named: [NamedLayer] = []
    for index in 0..<layers.count {
      guard let table = layers[index].table else {
        throw UserError("\(path), layer \(index + 1): expected a table [[layer]]")
      }
      named.append(
        try layer(TOMLReader(table, place: "\(path), layer \(index + 1)"), after: named.last?.name, path))
    }
    let name = file.table["name"] == nil ? "network" : try file.text("name")
    return try NetworkSpecification(
      name: name, input: description, output: kind(output), layers: named,
      heads: output.table["heads"] == nil ? [] : output.texts("heads"), place: path)
  }

  /// - Throws: `UserError` for a scale of classes, which have none.
  private static func target(_ output: TOMLReader) throws -> TargetScale {
    let given = ["mean", "deviation"].filter { output.table[$0] != nil }
    guard try given.isEmpty || output.texts("classes").count == 1 else {
      throw output.refuse(given[0], expected: "it only beside the name of one number")
    }
    return TargetScale(
      mean: given.contains("mean") ? try output.number("mean") : 0,
      deviation: given.contains("deviation") ? try output.number("deviation") : 1)
  }

  /// The form of an architecture that the file names instead of listing layers.
  private static func specification(
    _ file: TOMLReader, _ input: InputDescription, _ output: TOMLReader
  ) throws -> NetworkSpecification {
    guard file.table["layer"] == nil else {
      throw file.refuse("architecture", expected: "either it or a list of [[layer]], not both")
    }
    let architecture = try file.text("architecture"), kind = try kind(output)
    let name = file.table["name"] == nil ? architecture : try file.text("name")
    do {
      var found = try ArchitectureRegistry.specification(named: architecture, for: input)
      found.name = name
      guard kind ?? found.output == found.output else {
        throw UserError("output kind: found '\(kind?.rawValue ?? "")', expected '\(found.output.rawValue)'")
      }
      return found
    } catch let error as UserError {
      throw UserError("\(file.place), architecture: \(error.message)")
    }
  }

  /// Nil when the file does not say it.
  private static func kind(_ output: TOMLReader) throws -> OutputKind? {
    guard let word = output.table["kind"] else { return nil }
    guard let found = word.string.flatMap(OutputKind.init(rawValue:)) else {
      throw output.refuse("kind", expected: "'logits', 'probabilities', 'logit' or 'value'")
    }
    return found
  }

  private static func layer(
    _ numbered: TOMLReader, after previous: String?, _ path: String
  ) throws -> NamedLayer {
    let name = try numbered.text("name")
    let entry = TOMLReader(numbered.table, place: "\(path), layer '\(name)'")
    let kind = try entry.text("type")
    let from =
      try entry.table["from"] == nil ? [previous ?? NamedLayer.inputName] : entry.texts("from")
    let own = entry.table.keys.filter { !["name", "type", "from"].contains($0) }
    let values = try Dictionary(uniqueKeysWithValues: own.map { ($0, try entry.value($0)) })
    let made = try LayerRegistry.make(kind, LayerKeys(values, place: entry.place))
    try entry.allowOnly(["name", "type", "from"] + made.keys.values.keys, of: kind)
    return NamedLayer(name, made, from: from)
  }
}
