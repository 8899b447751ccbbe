import TerminalUI

/// A map laid over its input: the input in grey, coloured where the map says much.
struct PictureBlend {
  private let input: Picture
  private let map: Picture
  private let reach: Float

  /// nil where the two are not of the same size.
  init?(input: Picture, map: Picture) {
    let count = input.width * input.height
    guard input.width == map.width, input.height == map.height, count > 0, map.values.count >= count,
      input.values.count >= count
    else { return nil }
    self.input = input
    self.map = map
    reach = map.values.prefix(count).reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
  }

  func picture(theme: Theme) -> Picture {
    let count = input.width * input.height
    let isSigned = map.coloring == .signed
    let colors = isSigned ? theme.diverging : theme.sequential
    let isColored = input.coloring == .trueColor && input.values.count >= 3 * count
    var values = [Float](repeating: 0, count: 3 * count)
    for place in 0..<count {
      let grey =
        isColored
        ? (input.values[place] + input.values[count + place] + input.values[2 * count + place]) / 3
        : input.values[place]
      let value = map.values[place]
      let strength = reach > 0 && value.isFinite ? min(1, abs(value) / reach) : 0
      let ink = colors.color(isSigned ? (strength * (value < 0 ? -1 : 1) + 1) / 2 : strength)
      for (channel, part) in [ink.red, ink.green, ink.blue].enumerated() {
        values[channel * count + place] = grey * 0.75 * (1 - strength) + Float(part) / 255 * strength
      }
    }
    return Picture(
      values, width: input.width, height: input.height, coloring: .trueColor, maximumScale: input.maximumScale
    )
  }
}

extension Picture {
  /// The part of the picture that is looked at; the whole where nothing is enlarged. Colours stay those of the whole.
  func part(_ view: SaliencyView) -> Picture {
    guard view.zoom > 0, width > 1, height > 1 else { return self }
    let share = 1 / Double(1 << view.zoom)
    let columns = max(1, Int((Double(width) * share).rounded())),
      rows = max(1, Int((Double(height) * share).rounded()))
    let left = min(width - columns, max(0, Int((view.centerColumn - share / 2) * Double(width))))
    let top = min(height - rows, max(0, Int((view.centerRow - share / 2) * Double(height))))
    let channels = max(1, values.count / (width * height))
    var cut: [Float] = []
    cut.reserveCapacity(channels * rows * columns)
    for channel in 0..<channels {
      for row in top..<(top + rows) {
        let start = channel * width * height + row * width + left
        cut += values[start..<(start + columns)]
      }
    }
    var part = self
    (part.values, part.width, part.height) = (cut, columns, rows)
    if part.range == nil, coloring == .signed || coloring == .sequential {
      let known = values.prefix(width * height).filter(\.isFinite)
      if let low = known.min(), let high = known.max(), low < high { part.range = low...high }
    }
    return part
  }
}
