/// Colours and characters for the values of a picture.
struct PicturePaint {
  let picture: Picture
  let theme: Theme
  let map: ColorMap
  let low: Float
  let high: Float
  private let scale: Float

  init(_ picture: Picture, theme: Theme) {
    self.picture = picture
    self.theme = theme
    var bounds = Bounds()
    let plane = picture.values.prefix(picture.width * picture.height)
    if picture.range == nil, picture.isMap { for value in plane { bounds.include(Double(value)) } }
    let found = bounds.values.map { (Float($0.low), Float($0.high)) } ?? (0, 1)
    var range = picture.range.map { ($0.lowerBound, $0.upperBound) } ?? found
    switch picture.coloring {
    case .grey, .trueColor: map = .grey
    case .sequential: map = theme.sequential
    case .signed:
      map = theme.diverging
      let reach = max(abs(range.0), abs(range.1))
      range = (-reach, reach)
    }
    (low, high) = range
    scale = range.1 > range.0 ? 1 / (range.1 - range.0) : 0
  }

  /// What is shown for some values: one, or those that a thinned-out picture shows as one.
  func color(_ rows: Range<Int>, _ columns: Range<Int>) -> Color {
    let plane = picture.width * picture.height
    if picture.coloring == .trueColor, picture.values.count >= 3 * plane {
      func channel(_ index: Int) -> UInt8 {
        let part = share(self.value(rows, columns, offset: index * plane))
        return UInt8(min(255, max(0, part.isNaN ? 0 : part * 255)).rounded())
      }
      return Color(red: channel(0), green: channel(1), blue: channel(2))
    }
    let value = self.value(rows, columns)
    if value.isNaN { return theme[.bad] }
    return map.color(share(value))
  }

  /// One cell of one value, where halves or colours are missing.
  func drawWhole(_ rows: Range<Int>, _ columns: Range<Int>, at place: Position, on surface: inout Surface) {
    let color = self.color(rows, columns)
    let value = self.value(rows, columns)
    // Of a picture in colours the lightness is what a shade can show.
    let isTrue = picture.coloring == .trueColor
    let share = isTrue ? Float(OKLab(color).lightness) : self.share(value)
    var glyph = ValueGlyph(
      share: share, isSigned: picture.coloring == .signed, color: color, traits: surface.traits, theme: theme)
    if value.isNaN { glyph.scalar = "?" }
    surface.write(
      String(glyph.scalar), row: place.row, column: place.column,
      style: Style(foreground: glyph.foreground, background: glyph.background), in: surface.bounds)
  }

  private func share(_ value: Float) -> Float { scale > 0 ? (value - low) * scale : 0.5 }

  /// The value itself; of several the mean, and for maps the one that is farthest from zero, so that nothing strong is
  /// lost.
  private func value(_ rows: Range<Int>, _ columns: Range<Int>, offset: Int = 0) -> Float {
    if rows.count == 1, columns.count == 1 {
      return picture.values[offset + rows.lowerBound * picture.width + columns.lowerBound]
    }
    var strongest: Float = 0
    var sum: Float = 0
    var count: Float = 0
    for y in rows {
      for x in columns {
        let value = picture.values[offset + y * picture.width + x]
        if value.isNaN { return value }
        if abs(value) > abs(strongest) { strongest = value }
        sum += value
        count += 1
      }
    }
    return picture.isMap ? strongest : sum / max(1, count)
  }
}
