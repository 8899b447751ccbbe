/// Brings planes of bytes from one size to another: the middle of the plane, as large as it fits, with a triangle as the
/// filter, which spans two pixels of the coarser grid, so that shrinking averages and enlarging interpolates.
struct Resampling {
  private let rows: Axis
  private let columns: Axis
  private let sourceWidth: Int

  init(from source: (height: Int, width: Int), to target: (height: Int, width: Int)) {
    let scale = min(
      Double(source.height) / Double(target.height), Double(source.width) / Double(target.width))
    rows = Axis(source.height, target.height, scale)
    columns = Axis(source.width, target.width, scale)
    sourceWidth = source.width
  }

  /// One direction: for each place of the target the pixels it draws from.
  private struct Axis {
    let places: [(first: Int, weights: [Float])]

    /// - Parameter scale: pixels of the source a pixel of the target.
    init(_ source: Int, _ target: Int, _ scale: Double) {
      let start = (Double(source) - Double(target) * scale) / 2, reach = max(1, scale)
      places = (0..<target).map { place in
        let centre = start + (Double(place) + 0.5) * scale
        let first = max(0, Int((centre - reach).rounded(.down)))
        let last = min(source - 1, Int((centre + reach).rounded(.up)))
        let weights = (first...max(first, last)).map { max(0, 1 - abs(Double($0) + 0.5 - centre) / reach) }
        let sum = weights.reduce(0, +)
        return (first, weights.map { Float($0 / sum) })
      }
    }
  }

  func apply(_ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) {
    let width = columns.places.count
    let first = rows.places.map(\.first).min() ?? 0
    let last = rows.places.map { $0.first + $0.weights.count }.max() ?? 0
    // Along the rows first, for the rows that are needed.
    var narrow = [Float](repeating: 0, count: (last - first) * width)
    for row in first..<last {
      let line = source + row * sourceWidth
      for (column, place) in columns.places.enumerated() {
        var sum: Float = 0
        for (step, weight) in place.weights.enumerated() { sum += weight * Float(line[place.first + step]) }
        narrow[(row - first) * width + column] = sum
      }
    }
    for (row, place) in rows.places.enumerated() {
      for column in 0..<width {
        var sum: Float = 0
        for (step, weight) in place.weights.enumerated() {
          sum += weight * narrow[(place.first - first + step) * width + column]
        }
        target[row * width + column] = UInt8(min(255, max(0, sum.rounded())))
      }
    }
  }
}
