/// A small curve in one row of eighth blocks; the last eighth stays free, so that curves in adjacent rows do not touch.
public struct Sparkline: Widget {
  public var values: [Double]
  public var role: Role
  /// The range of the heights; that of the values when nil.
  public var range: ClosedRange<Double>?

  public init(_ values: [Double], role: Role = .accent, range: ClosedRange<Double>? = nil) {
    self.values = values
    self.role = role
    self.range = range
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    draw(in: rectangle, on: &surface, theme: theme, ground: theme[.background])
  }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme, ground: Color) {
    guard !rectangle.isEmpty else { return }
    let style = Style(foreground: theme[role], background: ground)
    surface.write(
      text(width: rectangle.columns), row: rectangle.bottom - 1, column: rectangle.column, style: style,
      in: rectangle)
  }

  /// One block a column. Where there are more values than columns each column shows the one farthest from the
  /// column's mean, so that no spike is hidden.
  func text(width: Int) -> String {
    let finite = values.filter(\.isFinite)
    guard width > 0, let low = range?.lowerBound ?? finite.min(), let high = range?.upperBound ?? finite.max()
    else {
      return ""
    }
    let columns = min(width, values.count)
    var text = ""
    for column in 0..<columns {
      let bucket = values[column * values.count / columns..<(column + 1) * values.count / columns].filter(
        \.isFinite)
      guard !bucket.isEmpty else {
        text.append(" ")
        continue
      }
      let mean = bucket.reduce(0, +) / Double(bucket.count)
      let value = bucket.max { abs($0 - mean) < abs($1 - mean) } ?? mean
      let share = high > low ? min(1, max(0, (value - low) / (high - low))) : 0.5
      text.append(Blocks.vertical[1 + Int((share * 6).rounded())])
    }
    return text
  }
}
