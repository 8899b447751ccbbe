/// Bars out of eighth blocks.
enum Blocks {
  static let horizontal: [Character] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
  static let vertical: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// A bar of `share` (0…1) of `width` columns, to an eighth of a column, without trailing blanks.
  static func bar(_ share: Double, width: Int) -> String {
    guard share.isFinite, share > 0, width > 0 else { return "" }
    // What is there at all is seen.
    let eighths = max(1, Int((min(1, share) * Double(width * 8)).rounded()))
    var text = String(repeating: "█", count: eighths / 8)
    if eighths % 8 > 0 { text.append(horizontal[eighths % 8]) }
    return text
  }
}
