/// A map that comes anew again and again while a job runs, as it is to be drawn: its colours change only where a value has
/// clearly left the level it had, and its range only where it no longer fits. A wiggle changes no cell and costs no byte.
///
/// What is drawn from it is rounded; a figure that is read out comes from the map itself.
public struct LiveMap: Sendable, Equatable {
  /// The newest values, each rounded to its level.
  public private(set) var values: [Float] = []
  /// What the ends of the colour map stand for; symmetric for a signed map.
  public private(set) var range: ClosedRange<Float> = 0...1
  public let isSigned: Bool
  /// An odd number, so that zero is a level of a signed map.
  private var memory = LevelMemory(levels: 33)
  private var isEmpty = true

  public init(isSigned: Bool) { self.isSigned = isSigned }

  public mutating func update(_ newest: [Float]) {
    settleRange(newest)
    let (low, width) = (range.lowerBound, range.upperBound - range.lowerBound)
    values = memory.settledShares(newest.map { ($0 - low) / width }).map { low + $0 * width }
  }

  /// Grows as soon as values lie beyond it; shrinks when they take up less than three fifths.
  private mutating func settleRange(_ newest: [Float]) {
    var bounds = Bounds()
    for value in newest { bounds.include(Double(value)) }
    guard let found = bounds.values else { return }
    let reach = Float(max(abs(found.low), abs(found.high)))
    let wanted = isSigned ? -reach...reach : Float(found.low)...Float(found.high)
    let width = wanted.upperBound - wanted.lowerBound
    guard width > 0 else { return }
    let held = range.upperBound - range.lowerBound
    let overshoot = max(wanted.upperBound - range.upperBound, range.lowerBound - wanted.lowerBound)
    if isEmpty || overshoot > held * 0.01 || width < held * 0.6 {
      // A little air, so that a map that grows slowly does not change its range with every step.
      let air = width * 0.05
      range = (wanted.lowerBound - (isSigned || wanted.lowerBound < 0 ? air : 0))...(wanted.upperBound + air)
      isEmpty = false
    }
  }
}
