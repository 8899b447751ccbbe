import Catalog
import Foundation
import TOMLKit
import Torch

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
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw UserError("\(path), line \(error.source.begin.line): \(error.description)")
    }
    let schema = table["schema"]?.int ?? 0
    guard schema == Self.schema else {
      throw UserError("\(path): schema: found \(schema), expected \(Self.schema)")
    }
    guard let input = table["input"]?.table, let output = table["output"]?.table else {
      throw UserError("\(path): expected the tables [input] and [output]")
    }
    let kind = output["kind"]?.string ?? OutputKind.logits.rawValue
    guard let outputKind = OutputKind(rawValue: kind) else {
      throw UserError("\(path): output kind: found '\(kind)', expected logits or probabilities")
    }
    let description = try InputDescription(
      shape: integers(input["shape"], "\(path): input shape"),
      mean: numbers(input["mean"], "\(path): input mean"),
      deviation: numbers(input["deviation"], "\(path): input deviation"),
      classNames: strings(output["classes"], "\(path): output classes"), place: path)
    guard let layers = table["layer"]?.array else {
      throw UserError("\(path): expected at least one [[layer]]")
    }
    var named: [NamedLayer] = []
    for index in 0..<layers.count {
      guard let entry = layers[index].table else {
        throw UserError("\(path): layer \(index + 1) is no table")
      }
      named.append(try layer(entry, number: index + 1, after: named.last?.name, path))
    }
    return try NetworkSpecification(
      name: table["name"]?.string ?? "network", input: description, output: outputKind, layers: named,
      place: path)
  }

  private static func layer(
    _ entry: TOMLTable, number: Int, after previous: String?, _ path: String
  ) throws -> NamedLayer {
    guard let name = entry["name"]?.string, !name.isEmpty else {
      throw UserError("\(path), layer \(number): expected a name")
    }
    guard let kind = entry["type"]?.string else {
      throw UserError("\(path), layer '\(name)': expected a type")
    }
    let from =
      try entry["from"].map { try strings($0, "\(path), layer '\(name)': from") }
      ?? [previous ?? NamedLayer.inputName]
    var values: [String: LayerKeys.Value] = [:]
    for key in entry.keys where !["name", "type", "from"].contains(key) {
      values[key] = try value(entry[key], "\(path), layer '\(name)': \(key)")
    }
    let made = try LayerRegistry.make(kind, LayerKeys(values, place: "\(path), layer '\(name)'"))
    if let stray = values.keys.sorted().first(where: { made.keys.values[$0] == nil }) {
      throw UserError(
        "\(path), layer '\(name)': "
          + unknownName(stray, kind: "key of \(kind)", known: made.keys.values.keys.sorted()).message)
    }
    return NamedLayer(name, made, from: from)
  }

  private static func value(_ found: TOMLValueConvertible?, _ place: String) throws -> LayerKeys.Value {
    if let flag = found?.bool { return .flag(flag) }
    if let integer = found?.int { return .integer(integer) }
    if let number = found?.double { return .real(number) }
    if let text = found?.string { return .text(text) }
    if found?.array != nil { return .integers(try integers(found, place)) }
    throw UserError("\(place): expected a number, a word, true or false, or a list of whole numbers")
  }

  private static func items(_ found: TOMLValueConvertible?, _ place: String) throws -> [TOMLValueConvertible]
  {
    guard let array = found?.array else { throw UserError("\(place): expected a list") }
    return (0..<array.count).map { array[$0] }
  }

  private static func integers(_ found: TOMLValueConvertible?, _ place: String) throws -> [Int] {
    try items(found, place).map {
      guard let value = $0.int else { throw UserError("\(place): expected whole numbers") }
      return value
    }
  }

  private static func numbers(_ found: TOMLValueConvertible?, _ place: String) throws -> [Double] {
    try items(found, place).map {
      guard let value = $0.double ?? $0.int.map(Double.init) else {
        throw UserError("\(place): expected numbers")
      }
      return value
    }
  }

  private static func strings(_ found: TOMLValueConvertible?, _ place: String) throws -> [String] {
    try items(found, place).map {
      guard let value = $0.string else { throw UserError("\(place): expected words in quotes") }
      return value
    }
  }
}
