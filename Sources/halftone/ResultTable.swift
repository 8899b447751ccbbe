import Catalog
import Workbench

/// A result's figures for people: numbers as a list, rows of records and matrices as tables.
enum ResultTable {
  static func lines(_ result: JSONValue) -> [String] {
    guard let members = result.object else { return [] }
    var simple: [(String, String)] = [], tables: [String] = []
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .int, .double, .string, .bool: simple.append((name, spell(value)))
      case .array(let rows) where rows.first?.object != nil: tables += [name] + records(rows) + [""]
      case .array(let rows) where rows.first?.array != nil:
        tables += [name] + matrix(rows, labels: members["layers"]?.array?.compactMap(\.string)) + [""]
      case .array(let values) where values.count <= 16:
        simple.append((name, values.map(spell).joined(separator: " ")))
      default: break
      }
    }
    let width = simple.map { TextColumns.width($0.0) }.max() ?? 0
    return tables + simple.map { pad($0, width) + "  " + $1 }
  }

  private static func records(_ rows: [JSONValue]) -> [String] {
    let names = rows.first?.object?.keys.sorted() ?? []
    return grid([names] + rows.map { row in names.map { row[$0].map(spell) ?? "" } })
  }

  private static func matrix(_ rows: [JSONValue], labels: [String]?) -> [String] {
    grid(
      rows.enumerated().map { index, row in
        [labels.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? "\(index)"]
          + (row.array ?? []).map(spell)
      })
  }

  private static func grid(_ cells: [[String]]) -> [String] {
    let columns = cells.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      cells.map { $0.indices.contains(column) ? TextColumns.width($0[column]) : 0 }.max() ?? 0
    }
    return cells.map { row in
      "  "
        + row.enumerated().map { index, text in
          String(repeating: " ", count: widths[index] - TextColumns.width(text)) + text
        }.joined(separator: "  ")
    }
  }

  private static func spell(_ value: JSONValue) -> String {
    switch value {
    case .double(let number):
      return abs(number) >= 0.001 || number == 0 ? "\((number * 10_000).rounded() / 10_000)" : "\(number)"
    case .int(let number): return "\(number)"
    case .string(let text): return printable(text)
    case .bool(let flag): return "\(flag)"
    case .null: return "·"
    case .array(let values): return "[" + values.map(spell).joined(separator: " ") + "]"
    case .object: return "{…}"
    }
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - TextColumns.width(text)))
  }
}
