/// One or more pictures side by side with captions beneath: an input and its map.
public struct PictureTile: Sendable {
  public var pictures: [Picture]
  public var captions: [TextLine]

  public init(_ pictures: [Picture], captions: [TextLine] = []) {
    self.pictures = pictures
    self.captions = captions
  }
}

/// Tiles in rows, one of them chosen.
public struct PictureGrid: Widget {
  public var tiles: [PictureTile]
  public var state: ScrollState
  public var isFocused: Bool
  /// The enlargement of the pictures: 1 is one value a half cell; values below 1 thin out (-2: every second).
  public var zoom: Picture.Zoom

  public init(
    _ tiles: [PictureTile], state: ScrollState = ScrollState(), isFocused: Bool = true,
    zoom: Picture.Zoom = .times(1)
  ) {
    self.tiles = tiles
    self.state = state
    self.isFocused = isFocused
    self.zoom = zoom
  }

  /// How many tiles stand in a row; up and down move the choice by that many.
  public func columns(in rectangle: Rectangle) -> Int {
    max(1, (rectangle.columns + 1) / (tileSize(in: rectangle).columns + 1))
  }

  /// The largest enlargement, or the mildest thinning, at which `count` tiles are seen at once.
  public static func zoom(showing count: Int, of tiles: [PictureTile], in rectangle: Rectangle)
    -> Picture.Zoom
  {
    let choices: [Picture.Zoom] = [.times(4), .times(3), .times(2), .times(1), .part(2), .part(3), .part(4)]
    return choices.first { choice in
      let grid = PictureGrid(tiles, zoom: choice)
      let size = grid.naturalTileSize
      guard size.rows <= rectangle.rows, size.columns <= rectangle.columns else { return false }
      return (rectangle.columns + 1) / (size.columns + 1) * ((rectangle.rows + 1) / (size.rows + 1)) >= count
    } ?? .part(4)
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty, !tiles.isEmpty else { return }
    let size = tileSize(in: rectangle)
    let columns = columns(in: rectangle)
    let visibleRows = max(1, (rectangle.rows + 1) / (size.rows + 1))
    let rowState = ScrollState(selected: state.selected / columns, offset: state.offset)
    let rows = rowState.window(visible: visibleRows, count: ceilingDivide(tiles.count, columns))
    for (line, row) in rows.enumerated() {
      for column in 0..<columns {
        let index = row * columns + column
        guard index < tiles.count else { break }
        let place = Rectangle(
          row: rectangle.row + line * (size.rows + 1), column: rectangle.column + column * (size.columns + 1),
          rows: size.rows, columns: size.columns
        ).intersection(rectangle)
        surface.mark(.picture(index), in: place)
        drawTile(tiles[index], isChosen: index == state.selected, in: place, on: &surface, theme: theme)
      }
    }
  }

  /// A tile is a column for the mark of the choice, the pictures, and the captions.
  private func drawTile(
    _ tile: PictureTile, isChosen: Bool, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let captionRows = min(tile.captions.count, max(0, place.rows - 1))
    let (picturesPlace, captions) = place.splitBottom(captionRows)
    var column = place.column + 1
    for picture in tile.pictures {
      let size = cells(of: picture)
      let cell = Rectangle(row: place.row, column: column, rows: size.rows, columns: size.columns)
        .intersection(picturesPlace)
      surface.draw(picture, in: cell, theme: theme)
      column += size.columns + 1
    }
    for (index, caption) in tile.captions.prefix(captionRows).enumerated() {
      let row = captions.row + index
      let isLit = isChosen && index == 0
      surface.write(
        isLit
          ? TextLine(caption.spans.map { TextSpan($0.text, $0.role, $0.attributes.union(.bold)) }) : caption,
        row: row, column: place.column + 1, width: place.columns - 1, theme: theme,
        ink: isLit ? theme[isFocused ? .accent : .title] : nil, in: place)
    }
    guard isChosen else { return }
    for row in place.row..<place.bottom {
      surface.write(
        "▌", row: row, column: place.column, style: theme.style(isFocused ? .accent : .muted), in: place)
    }
  }

  private func cells(of picture: Picture) -> Size {
    switch zoom {
    case .times(let times):
      Size(rows: (picture.height * times + 1) / 2, columns: picture.width * times)
    case .part(let part):
      Size(
        rows: (ceilingDivide(picture.height, part) + 1) / 2, columns: ceilingDivide(picture.width, part))
    }
  }

  private var naturalTileSize: Size {
    var rows = 1, columns = 1
    for tile in tiles {
      let sizes = tile.pictures.map(cells(of:))
      rows = max(rows, (sizes.map(\.rows).max() ?? 0) + tile.captions.count)
      columns = max(columns, sizes.reduce(0) { $0 + $1.columns } + tile.pictures.count)
    }
    return Size(rows: rows, columns: columns)
  }

  private func tileSize(in rectangle: Rectangle) -> Size {
    let natural = naturalTileSize
    return Size(
      rows: max(1, min(natural.rows, rectangle.rows)),
      columns: max(1, min(natural.columns, rectangle.columns)))
  }
}
