import Foundation

/// Numbers as people read them. No locale and no `String(format:)`: this runs for every frame.
public enum Figures {
  /// With a fixed number of decimals: `0.053`, `-12.0`.
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return special(value) }
    let scale = pow(10, Double(decimals))
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 1e15 else { return scientific(value) }
    let digits = String(Int(scaled))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// About three significant digits: `0.0312`, `4.21`, `128`, `1.3e-5`.
  public static func short(_ value: Double) -> String {
    guard value.isFinite else { return special(value) }
    let size = abs(value)
    if size == 0 { return "0" }
    if size < 1e-3 || size >= 1e6 { return scientific(value) }
    let decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4
    return fixed(value, decimals)
  }

  /// The same without zeros at the end: `0.01`, `11`.
  public static func trimmed(_ value: Double) -> String {
    let text = short(value)
    guard text.contains("."), !text.contains("e") else { return text }
    let cut = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(cut.reversed())
  }

  /// A share 0…1 as `93.4 %`.
  public static func percent(_ share: Double, decimals: Int = 1) -> String {
    share.isFinite ? fixed(share * 100, decimals) + " %" : special(share)
  }

  /// `512`, `9 800`, `12.3k`, `4.1M`.
  public static func count(_ value: Double) -> String {
    guard value.isFinite else { return special(value) }
    let size = abs(value)
    if size >= 1e9 { return fixed(value / 1e9, 1) + "G" }
    if size >= 1e6 { return fixed(value / 1e6, 1) + "M" }
    if size >= 1e4 { return fixed(value / 1e3, 1) + "k" }
    if size >= 100 || value == value.rounded() { return fixed(value, 0) }
    return fixed(value, 1)
  }

  /// `0.4 s`, `12 s`, `3m 05s`, `2h 14m`, `3d 4h`.
  public static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "–" }
    if seconds < 9.95 { return fixed(max(0, seconds), 1) + " s" }
    let whole = Int(min(seconds.rounded(), 1e12))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60)m \(two(whole % 60))s" }
    if whole < 86400 { return "\(whole / 3600)h \(two(whole / 60 % 60))m" }
    return "\(whole / 86400)d \(whole / 3600 % 24)h"
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  private static func special(_ value: Double) -> String {
    value.isNaN ? "nan" : value < 0 ? "-∞" : "∞"
  }

  static func scientific(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    var exponent = Int(floor(log10(abs(value))))
    var mantissa = value / pow(10, Double(exponent))
    if abs(mantissa) >= 9.95 {
      mantissa /= 10
      exponent += 1
    }
    let text = fixed(mantissa, 1)
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "e\(exponent)"
  }
}
