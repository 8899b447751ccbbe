/// Turns a series into dots.
struct CurveTracer {
  let x: AxisScaling
  let y: AxisScaling
  let dotRows: Int
  let dotColumns: Int
  let dotsAcross: Int
  let dotsDown: Int

  init(_ canvas: DotCanvas, x: AxisScaling, y: AxisScaling) {
    self.x = x
    self.y = y
    dotRows = canvas.dotRows
    dotColumns = canvas.dotColumns
    dotsAcross = canvas.dotsAcross
    dotsDown = canvas.dotsDown
  }

  struct Trace {
    /// The cell columns at which a value was not finite.
    var broken: Set<Int> = []
    /// For each cell column the cell row of the last dot there.
    var path: [Int?]
  }

  /// Draws the curve. Points that share a column of dots are drawn from their least to their greatest.
  func trace(x across: [Double], y values: [Double], on canvas: inout DotCanvas, owner: Int) -> Trace {
    var trace = Trace(path: Array(repeating: nil, count: max(0, dotColumns / max(1, dotsAcross))))
    guard dotColumns > 0, dotRows > 0 else { return trace }
    var bucket: Bucket?
    var previous: (row: Int, column: Int)?
    var isAlone = true
    func flush(_ canvas: inout DotCanvas) {
      guard let full = bucket else { return }
      canvas.vertical(column: full.column, from: full.low, to: full.high, owner: owner)
      if let previous {
        canvas.line(from: previous, to: (full.first, full.column), owner: owner)
        isAlone = false
      }
      if full.column >= 0, full.column < dotColumns {
        trace.path[full.column / dotsAcross] = min(dotRows - 1, max(0, full.last)) / dotsDown
      }
      previous = (full.last, full.column)
      bucket = nil
    }
    for index in 0..<min(across.count, values.count) {
      guard let share = x.share(across[index]), abs(share) < 1e6 else { continue }
      let column = Int((share * Double(dotColumns - 1)).rounded())
      guard let row = row(values[index]) else {
        flush(&canvas)
        previous = nil
        if column >= 0, column < dotColumns { trace.broken.insert(column / dotsAcross) }
        continue
      }
      if bucket?.column != column { flush(&canvas) }
      if bucket == nil { bucket = Bucket(column: column, row: row) } else { bucket?.include(row) }
    }
    flush(&canvas)
    if isAlone, let place = previous { emphasise(place, on: &canvas, owner: owner) }
    return trace
  }

  /// A lone dot would be overlooked.
  private func emphasise(_ place: (row: Int, column: Int), on canvas: inout DotCanvas, owner: Int) {
    canvas.vertical(column: place.column, from: place.row - 1, to: place.row + 1, owner: owner)
    canvas.set(row: place.row, column: place.column - 1, owner: owner)
    canvas.set(row: place.row, column: place.column + 1, owner: owner)
  }

  /// For each cell column the part of the height that the band covers, in rows from the top.
  func band(_ series: Series) -> [ClosedRange<Double>?] {
    let columns = dotColumns / max(1, dotsAcross)
    var spans: [ClosedRange<Double>?] = Array(repeating: nil, count: columns)
    guard columns > 0 else { return spans }
    let rows = Double(dotRows / dotsDown)
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
      guard let share = x.share(series.x[index]), abs(share) < 1e6 else { continue }
      let next = (share: share, low: series.low[index], high: series.high[index])
      let column = Int((share * Double(columns - 1)).rounded())
      if let previous, next.share > previous.share {
        let start = max(0, Int((previous.share * Double(columns - 1)).rounded()) + 1)
        for between in start..<max(start, min(column, columns)) {
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

  /// The row of dots of a value. One far outside keeps its direction but not its distance, so that no number
  /// overflows.
  func row(_ value: Double) -> Int? {
    guard let share = y.share(value) else { return nil }
    return Int(((1 - min(1000, max(-1000, share))) * Double(dotRows - 1)).rounded())
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
