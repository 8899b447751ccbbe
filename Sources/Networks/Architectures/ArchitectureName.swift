import Catalog

/// The name of a network taken apart: `vgg16-bn-w0.25` is `16` of the family `vgg`, marked `bn`, a quarter as wide.
struct ArchitectureName {
  /// What stands between the family's name and the first suffix.
  let size: String
  let isMarked: Bool
  /// What the numbers of channels are multiplied by.
  let width: Double
  /// What to throw when the size is none of the family's.
  let refusal: UserError

  static let widths = 0.01...16.0

  /// Nil for a name that does not begin with the family's.
  ///
  /// - Parameters:
  ///   - mark: the suffix that says whether there is batch norm.
  ///   - form: what a name of the family looks like, for messages.
  /// - Throws: `UserError` for a suffix that is neither the mark nor a width.
  init?(_ name: String, family: String, mark: String, takesWidth: Bool = true, form: String) throws {
    guard name.hasPrefix(family) else { return nil }
    refusal = UserError("network: found '\(printable(name))', expected \(form)")
    var words = name.dropFirst(family.count).split(separator: "-", omittingEmptySubsequences: false)[...]
    size = String(words.removeFirst())
    isMarked = words.first == mark[...]
    if isMarked { words.removeFirst() }
    if takesWidth, let word = words.first {
      guard word.first == "w", let factor = Self.plainNumber(word.dropFirst()), Self.widths.contains(factor)
      else { throw refusal }
      width = factor
      words.removeFirst()
    } else {
      width = 1
    }
    guard words.isEmpty else { throw refusal }
  }

  /// Digits, and more digits behind a point.
  static func plainNumber(_ text: Substring) -> Double? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } })
    else { return nil }
    return Double(text)
  }

  /// A number of channels in the network's width, one at least.
  func channels(_ count: Int) -> Int { max(1, Int((Double(count) * width).rounded())) }

  /// The part of a form that every family with a width ends in.
  static let widthForm = "-wF for F (0.01…16) times the channels"
}

/// `DxW` in digits: a depth of 1…`deepest` and a width.
func depthAndWidth(_ text: String, deepest: Int) -> (depth: Int, width: Int)? {
  let numbers = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
  guard numbers.count == 2, let depth = numbers[0], let width = numbers[1], (1...deepest).contains(depth),
    (1...65_536).contains(width), text == "\(depth)x\(width)"
  else { return nil }
  return (depth, width)
}
