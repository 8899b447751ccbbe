import TerminalUI

/// Units that are reset together, as a grid names them: `fc1 + fc3`.
struct UnitSet {
  let units: [String]

  private static let joint = " + "

  init(_ units: [String]) { self.units = units }

  init(_ name: String) {
    units = name.split(separator: Self.joint, omittingEmptySubsequences: false).map(String.init)
  }

  var name: String { units.joined(separator: Self.joint) }

  /// The name for a label: a whole stage or block by its own name, and of many units the first few.
  func label(among all: [String]) -> String {
    let rows = HeatmapRows(all), own = Set(units)
    var parts: [String] = []
    var row = 0
    while row < all.count {
      let around = [rows.group(ofRow: row), rows.part(ofRow: row)].compactMap { $0 }
      let whole = around.first { $0.rows.lowerBound == row && own.isSuperset(of: all[$0.rows]) }
      if let whole {
        parts.append(whole.name + ".*")
      } else if own.contains(all[row]) {
        parts.append(all[row])
      }
      row = whole?.rows.upperBound ?? row + 1
    }
    guard !parts.isEmpty else { return name }
    guard parts.count > 4 else { return parts.joined(separator: Self.joint) }
    return parts.prefix(3).joined(separator: Self.joint) + " + \(parts.count - 3) more"
  }
}
