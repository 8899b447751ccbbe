/// How far a picture is enlarged, which part of it is seen and where its crosshair is; outlives the frame.
public struct PictureState: Sendable, Equatable {
  /// Squares of half a cell to a value, along each side; nil where the picture fits its place.
  public var times: Int?
  /// The first row and column of values that are seen, where not all are.
  public var origin: Position
  /// The value that is read out.
  public var cursor: Position?

  public init(times: Int? = nil, origin: Position = Position(row: 0, column: 0), cursor: Position? = nil) {
    self.times = times
    self.origin = origin
    self.cursor = cursor
  }

  /// The greatest enlargement that can be asked for.
  public static let greatest = 32

  /// Enlarges by the next whole number or goes back by one, around the crosshair or the middle of what is seen; below
  /// what fits the place, the picture fits it again.
  public mutating func zoom(by step: Int, of picture: Picture, in size: Size) {
    let frame = PictureFrame(picture.with(self), in: size)
    let fitting = PictureFrame(picture.with(PictureState()), in: size)
    let middle =
      cursor
      ?? Position(
        row: frame.rows.lowerBound + frame.rows.count / 2,
        column: frame.columns.lowerBound + frame.columns.count / 2)
    let wanted = (frame.part > 1 ? 0 : frame.times) + step
    if wanted <= (fitting.part > 1 ? 0 : fitting.times) {
      (times, origin) = (nil, Position(row: 0, column: 0))
      return
    }
    times = min(Self.greatest, max(1, wanted))
    let seen = PictureFrame(picture.with(self), in: size)
    origin = Position(row: middle.row - seen.rows.count / 2, column: middle.column - seen.columns.count / 2)
    settle(picture, in: size)
  }

  /// Moves what is seen by so many values.
  public mutating func pan(rows: Int, columns: Int, of picture: Picture, in size: Size) {
    origin.row += rows
    origin.column += columns
    settle(picture, in: size)
  }

  /// Moves the crosshair; what is seen follows it.
  public mutating func move(rows: Int, columns: Int, of picture: Picture, in size: Size) {
    guard picture.width > 0, picture.height > 0 else { return }
    let from = cursor ?? Position(row: picture.height / 2, column: picture.width / 2)
    let to = Position(
      row: min(max(0, from.row + rows), picture.height - 1),
      column: min(max(0, from.column + columns), picture.width - 1))
    cursor = to
    let frame = PictureFrame(picture.with(self), in: size)
    guard frame.part == 1 else { return }
    if to.row < frame.rows.lowerBound { origin.row = to.row }
    if to.row >= frame.rows.upperBound { origin.row = to.row - frame.rows.count + 1 }
    if to.column < frame.columns.lowerBound { origin.column = to.column }
    if to.column >= frame.columns.upperBound { origin.column = to.column - frame.columns.count + 1 }
  }

  private mutating func settle(_ picture: Picture, in size: Size) {
    let frame = PictureFrame(picture.with(self), in: size)
    origin = Position(row: frame.rows.lowerBound, column: frame.columns.lowerBound)
  }
}

/// How the values of a picture come to lie in a space of cells.
struct PictureFrame {
  /// Squares to a value along each side, or values to a square: one of the two is 1.
  let times: Int
  let part: Int
  /// The values that are seen.
  let rows: Range<Int>
  let columns: Range<Int>
  /// In half cells.
  let squareRows: Int
  let footprint: Size

  init(_ picture: Picture, in size: Size) {
    let (times, part): (Int, Int) =
      switch picture.zoom(in: size) {
      case .times(let found): (found, 1)
      case .part(let found): (1, found)
      }
    func window(_ start: Int, _ count: Int, _ room: Int) -> Range<Int> {
      let seen = part > 1 ? count : min(count, max(min(1, room), room / times))
      let first = min(max(0, start), count - seen)
      return first..<first + seen
    }
    (self.times, self.part) = (times, part)
    rows = window(picture.state.origin.row, picture.height, 2 * size.rows)
    columns = window(picture.state.origin.column, picture.width, size.columns)
    squareRows = part > 1 ? ceilingDivide(picture.height, part) : rows.count * times
    let squareColumns = part > 1 ? ceilingDivide(picture.width, part) : columns.count * times
    // Of a value larger than the space, a part is shown.
    footprint = Size(
      rows: min(size.rows, ceilingDivide(squareRows, 2)), columns: min(size.columns, squareColumns))
  }
}
