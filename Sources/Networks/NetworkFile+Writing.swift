import Catalog
import Foundation

extension NetworkFile {
  /// The file's text, with the layers in order and their keys sorted.
  public static func text(_ specification: NetworkSpecification) -> String {
    var lines = [
      "# A network of Halftone; the format is described in Documentation/network-file.md.",
      "schema = \(schema)",
      "name = \(quoted(specification.name))",
      "",
      "[input]",
      "shape = \(specification.input.shape)",
      "mean = \(specification.input.mean)",
      "deviation = \(specification.input.deviation)",
      "",
      "[output]",
      "kind = \(quoted(specification.output.rawValue))",
      "classes = [\(specification.input.classNames.map(quoted).joined(separator: ", "))]",
    ]
    if specification.output == .value {
      let target = specification.input.target
      lines += ["mean = \(target.mean)", "deviation = \(target.deviation)"]
    }
    if !specification.heads.isEmpty {
      lines.append("heads = [\(specification.heads.map(quoted).joined(separator: ", "))]")
    }
    for layer in specification.layers {
      lines += [
        "", "[[layer]]", "name = \(quoted(layer.name))", "type = \(quoted(type(of: layer.layer).kind))",
        "from = [\(layer.from.map(quoted).joined(separator: ", "))]",
      ]
      for (key, value) in layer.layer.keys.values.sorted(by: { $0.key < $1.key }) {
        lines.append("\(key) = \(spell(value))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Writes `network.toml` into a folder, whole or not at all.
  public static func write(_ specification: NetworkSpecification, toFolder folder: String) throws {
    try WholeFile.write(Data(text(specification).utf8), to: folder + "/network.toml")
  }

  private static func spell(_ value: LayerKeys.Value) -> String {
    switch value {
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)"
    case .flag(let value): "\(value)"
    case .text(let value): quoted(value)
    case .integers(let values): "\(values)"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        result +=
          "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
          + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
