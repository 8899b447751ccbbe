/// What the colours of a heatmap stand for.
public struct HeatScale: Sendable, Equatable {
  /// `test error`.
  public var title: String
  public var format: Axis.Format
  public var low: Double
  public var high: Double
  /// Whether the colours diverge around zero; the range is then made symmetric.
  public var isSigned: Bool

  public init(
    _ title: String, format: Axis.Format = .number, low: Double, high: Double, isSigned: Bool = false
  ) {
    self.title = title
    self.format = format
    let reach = max(abs(low), abs(high))
    self.low = isSigned ? -reach : low
    self.high = isSigned ? reach : high
    self.isSigned = isSigned
  }

  /// A scale over the finite values: from zero for values of one sign, symmetric for signed ones.
  public init(
    _ title: String, format: Axis.Format = .number, covering values: [Float], isSigned: Bool = false
  ) {
    var bounds = Bounds()
    for value in values { bounds.include(Double(value)) }
    let (low, high) = bounds.values ?? (0, 1)
    self.init(title, format: format, low: min(0, low), high: high > low ? high : low + 1, isSigned: isSigned)
  }

  /// 0…1 along the colour map.
  public func share(_ value: Float) -> Float {
    high > low ? Float((Double(value) - low) / (high - low)) : 0.5
  }

  func color(_ value: Float, _ theme: Theme) -> Color {
    (isSigned ? theme.diverging : theme.sequential).color(share(value))
  }

  public func figure(_ value: Double) -> String {
    format == .percent ? Figures.percent(value, decimals: 1) : Figures.short(value)
  }

  /// An end of the legend.
  func endFigure(_ value: Double) -> String {
    let figure =
      format == .percent
      ? Figures.percent(value, decimals: (value * 100).rounded() == value * 100 ? 0 : 1)
      : Figures.short(value)
    return isSigned && value > 0 ? "+" + figure : figure
  }

  /// The value for the inside of a cell that is `width` columns wide; nil where it does not fit with air around it.
  func cellText(_ value: Float, width: Int) -> String? {
    guard width >= 3 else { return nil }
    let value = Double(value)
    let choices =
      format == .percent
      ? [Figures.fixed(value * 100, 1), Figures.fixed(value * 100, 0)]
      : [Figures.short(value), Self.pointed(value), Figures.fixed(value, 1), Figures.fixed(value, 0)]
    // A signed value says its sign in its text, not by colour alone.
    let signed = isSigned && value > 0 ? choices.map { "+" + $0 } : choices
    return signed.first { $0.count + 2 <= width }
  }

  /// Two decimals without the zero before the point: `.16`.
  private static func pointed(_ value: Double) -> String {
    let text = Figures.fixed(value, 2)
    return text.hasPrefix("0.") ? String(text.dropFirst()) : text
  }
}
