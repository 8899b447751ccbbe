/// Turns a series into dots.
struct CurveTracer {
  let x: AxisScaling
  let y: AxisScaling
  let dotRows: Int
  let dotColumns: Int

  /// Draws the curve and returns the cell columns at which a value was not finite.
  func trace(_ series: Series, on canvas: inout BrailleCanvas, color: Color) -> Set<Int> {
    guard dotColumns > 0, dotRows > 0 else { return [] }
    var broken: Set<Int> = []
    var bucket: Bucket?
    var previous: (row: Int, column: Int)?
    func flush(_ canvas: inout BrailleCanvas) {
      guard let full = bucket else { return }
      canvas.vertical(column: full.column, from: full.low, to: full.high, color: color)
      if let previous { canvas.line(from: previous, to: (full.first, full.column), color: color) }
      previous = (full.last, full.column)
      bucket = nil
    }
    for index in 0..<series.count {
      guard let across = x.share(series.x[index]), across > -1, across < 2 else { continue }
      let column = Int((across * Double(dotColumns - 1)).rounded())
      guard let row = row(series.y[index]) else {
        flush(&canvas)
        previous = nil
        if (0..<dotColumns).contains(column) { broken.insert(column / 2) }
        continue
      }
      if bucket?.column != column { flush(&canvas) }
      if bucket == nil { bucket = Bucket(column: column, row: row) } else { bucket?.include(row) }
    }
    let isAlone = previous == nil
    flush(&canvas)
    if isAlone, let place = previous {
      // A lone dot would be overlooked.
      for row in place.row - 1...place.row + 1 {
        canvas.vertical(column: place.column, from: row, to: row, color: color)
      }
      canvas.set(row: place.row, column: place.column - 1, color: color)
      canvas.set(row: place.row, column: place.column + 1, color: color)
    }
    return broken
  }

  /// For each cell column the part of the height that the band covers, in rows from the top.
  func band(_ series: Series) -> [ClosedRange<Double>?] {
    let columns = dotColumns / 2
    var spans: [ClosedRange<Double>?] = Array(repeating: nil, count: columns)
    guard columns > 0 else { return spans }
    let rows = Double(dotRows / 4)
    func cover(_ column: Int, _ low: Double, _ high: Double) {
      guard spans.indices.contains(column), let lower = y.share(min(low, high)),
        let upper = y.share(max(low, high))
      else { return }
      let top = (1 - min(1, max(0, upper))) * rows, bottom = (1 - min(1, max(0, lower))) * rows
      spans[column] =
        spans[column].map { min($0.lowerBound, top)...max($0.upperBound, bottom) } ?? top...bottom
    }
    var previous: (share: Double, low: Double, high: Double)?
    for index in 0..<series.count {
      guard let share = x.share(series.x[index]), share > -1, share < 2 else { continue }
      let next = (share: share, low: series.low[index], high: series.high[index])
      let column = Int((share * Double(columns - 1)).rounded())
      if let previous, next.share > previous.share {
        let start = Int((previous.share * Double(columns - 1)).rounded())
        for between in max(0, start + 1)..<max(max(0, start + 1), min(column, columns)) {
          let part =
            (Double(between) / Double(max(1, columns - 1)) - previous.share) / (next.share - previous.share)
          cover(
            between, previous.low + (next.low - previous.low) * part,
            previous.high + (next.high - previous.high) * part)
        }
      }
      cover(column, next.low, next.high)
      previous = next
    }
    return spans
  }

  private func row(_ value: Double) -> Int? {
    guard let share = y.share(value) else { return nil }
    return Int(((1 - min(3, max(-2, share))) * Double(dotRows - 1)).rounded())
  }

  private struct Bucket {
    let column: Int
    let first: Int
    var last: Int
    var low: Int
    var high: Int

    init(column: Int, row: Int) {
      self.column = column
      (first, last, low, high) = (row, row, row, row)
    }

    mutating func include(_ row: Int) {
      last = row
      low = min(low, row)
      high = max(high, row)
    }
  }
}
