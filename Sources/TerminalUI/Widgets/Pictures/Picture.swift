/// A map of numbers, exact: every value is one square of half a cell or a whole multiple of it, never blended, never
/// dithered. Only where the place is too small for that is the picture thinned out by a whole number.
public struct Picture: Widget {
  public enum Coloring: Sendable, Equatable {
    /// Black to white.
    case grey
    /// The theme's sequential map.
    case sequential
    /// The theme's diverging map; zero is its middle.
    case signed
    /// Three channels as red, green, blue.
    case trueColor
  }

  /// Channel by channel, row by row: `[C, H, W]`.
  public var values: [Float]
  public var width: Int
  public var height: Int
  public var coloring: Coloring
  /// The values of the ends of the colour map; 0…1 for grey and colour, those of the values otherwise, symmetric
  /// where signed.
  public var range: ClosedRange<Float>?
  /// The greatest enlargement.
  public var maximumScale: Int

  public init(
    _ values: [Float], width: Int, height: Int, coloring: Coloring = .grey, range: ClosedRange<Float>? = nil,
    maximumScale: Int = 8
  ) {
    self.values = values
    self.width = max(0, width)
    self.height = max(0, height)
    self.coloring = coloring
    self.range = range
    self.maximumScale = maximumScale
  }

  /// How values become squares in a space of cells: enlarged by a whole number, or thinned out by one.
  public enum Zoom: Sendable, Equatable {
    case times(Int)
    case part(Int)
  }

  public func zoom(in size: Size) -> Zoom {
    guard width > 0, height > 0, size.rows > 0, size.columns > 0 else { return .times(1) }
    let times = min(size.columns / width, size.rows * 2 / height, max(1, maximumScale))
    if times >= 1 { return .times(times) }
    let part = max(ceilingDivide(width, size.columns), ceilingDivide(height, size.rows * 2))
    return .part(part)
  }

  /// The cells that the picture takes in that space.
  public func footprint(in size: Size) -> Size {
    guard width > 0, height > 0 else { return Size(rows: 0, columns: 0) }
    switch zoom(in: size) {
    case .times(let times): return Size(rows: (height * times + 1) / 2, columns: width * times)
    case .part(let part):
      return Size(rows: (ceilingDivide(height, part) + 1) / 2, columns: ceilingDivide(width, part))
    }
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty, width > 0, height > 0, values.count >= width * height else { return }
    let zoom = zoom(in: rectangle.size)
    let footprint = footprint(in: rectangle.size)
    let top = rectangle.row + max(0, rectangle.rows - footprint.rows) / 2
    let left = rectangle.column + max(0, rectangle.columns - footprint.columns) / 2
    let paint = PicturePaint(self, theme: theme)
    let (squareRows, times, part): (Int, Int, Int) =
      switch zoom {
      case .times(let times): (height * times, times, 1)
      case .part(let part): (ceilingDivide(height, part), 1, part)
      }
    for row in 0..<footprint.rows {
      for column in 0..<footprint.columns {
        let x = column / times
        let upper = paint.color(row: row * 2 / times, column: x, part: part)
        let lower =
          row * 2 + 1 < squareRows
          ? paint.color(row: (row * 2 + 1) / times, column: x, part: part) : theme[.background]
        surface.setCell(
          upper == lower ? " " : "▀", row: top + row, column: left + column, foreground: upper,
          background: lower)
      }
    }
  }
}

/// Colours for the values of a picture.
private struct PicturePaint {
  let picture: Picture
  let theme: Theme
  let map: ColorMap
  let low: Float
  let scale: Float

  init(_ picture: Picture, theme: Theme) {
    self.picture = picture
    self.theme = theme
    var bounds = Bounds()
    let plane = picture.values.prefix(picture.width * picture.height)
    if picture.range == nil { for value in plane { bounds.include(Double(value)) } }
    let found = bounds.values.map { (Float($0.low), Float($0.high)) } ?? (0, 1)
    var range = picture.range.map { ($0.lowerBound, $0.upperBound) } ?? found
    switch picture.coloring {
    case .grey, .trueColor:
      map = .grey
      if picture.range == nil { range = (0, 1) }
    case .sequential: map = theme.sequential
    case .signed:
      map = theme.diverging
      let reach = max(abs(range.0), abs(range.1))
      range = (-reach, reach)
    }
    low = range.0
    scale = range.1 > range.0 ? 1 / (range.1 - range.0) : 0
  }

  func color(row: Int, column: Int, part: Int) -> Color {
    let plane = picture.width * picture.height
    if picture.coloring == .trueColor, picture.values.count >= 3 * plane {
      func channel(_ index: Int) -> UInt8 {
        let part = share(self.value(row: row, column: column, part: part, offset: index * plane))
        return UInt8(min(255, max(0, part.isNaN ? 0 : part * 255)).rounded())
      }
      return Color(red: channel(0), green: channel(1), blue: channel(2))
    }
    let value = self.value(row: row, column: column, part: part, offset: 0)
    if value.isNaN { return theme[.bad] }
    return map.color(share(value))
  }

  private func share(_ value: Float) -> Float { scale > 0 ? (value - low) * scale : 0.5 }

  /// A value. Where the picture is thinned out: the mean of the values covered, and for maps the one among them that
  /// is farthest from zero, so that nothing strong is lost.
  private func value(row: Int, column: Int, part: Int, offset: Int) -> Float {
    if part == 1 { return picture.values[offset + row * picture.width + column] }
    let isMap = picture.coloring == .signed || picture.coloring == .sequential
    var strongest: Float = 0
    var sum: Float = 0
    var count: Float = 0
    for y in row * part..<min(picture.height, (row + 1) * part) {
      for x in column * part..<min(picture.width, (column + 1) * part) {
        let value = picture.values[offset + y * picture.width + x]
        if value.isNaN { return value }
        if abs(value) > abs(strongest) { strongest = value }
        sum += value
        count += 1
      }
    }
    return isMap ? strongest : sum / max(1, count)
  }
}

func ceilingDivide(_ value: Int, _ divisor: Int) -> Int { divisor > 0 ? (value + divisor - 1) / divisor : 0 }
