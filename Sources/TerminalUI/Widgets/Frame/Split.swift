/// Two panes with a border between them that can be moved.
///
/// The state is the share of the first pane. Where both cannot have their least size one is folded away and the other
/// has all: which one stays is the caller's to say, best the one with the keyboard.
public struct Split: Widget {
  public enum Axis: Sendable, Equatable {
    /// First at the left, second at the right.
    case columns
    /// First above, second below.
    case rows
  }

  public enum Side: Sendable, Equatable { case first, second }

  public var axis: Axis
  public var state: SplitState
  /// The least size of each pane, in rows or columns.
  public var minimum: (first: Int, second: Int)
  /// Who stays where there is no room for both.
  public var keeps: Side
  /// Whether a line is drawn between the panes; else they touch, and the border is grasped where they do.
  public var hasDivider: Bool
  /// The number by which the mouse knows it.
  public var number: Int

  public init(
    _ axis: Axis, state: SplitState, minimum: (first: Int, second: Int) = (8, 8), keeps: Side = .first,
    hasDivider: Bool = true, number: Int = 0
  ) {
    self.number = number
    self.axis = axis
    self.state = state
    self.minimum = minimum
    self.keeps = keeps
    self.hasDivider = hasDivider
  }

  public struct Layout: Sendable, Equatable {
    /// Empty when folded away.
    public var first: Rectangle
    public var second: Rectangle
    /// What the mouse takes hold of; empty when a pane is folded away.
    public var divider: Rectangle
  }

  public func layout(in rectangle: Rectangle) -> Layout {
    let length = axis == .columns ? rectangle.columns : rectangle.rows
    let line = hasDivider ? 1 : 0
    let least = (first: max(1, minimum.first), second: max(1, minimum.second))
    guard length >= least.first + line + least.second else { return folded(rectangle) }
    let wanted = Int((state.ratio * Double(length - line)).rounded())
    let size = min(length - line - least.second, max(least.first, wanted))
    switch axis {
    case .columns:
      let (first, rest) = rectangle.splitLeft(size)
      return Layout(
        first: first, second: rest.splitLeft(line).rest,
        divider: Rectangle(
          row: rectangle.row, column: rest.column - (1 - line), rows: rectangle.rows, columns: 1))
    case .rows:
      let (first, rest) = rectangle.splitTop(size)
      return Layout(
        first: first, second: rest.splitTop(line).rest,
        divider: Rectangle(
          row: rest.row - (1 - line), column: rectangle.column, rows: 1, columns: rectangle.columns))
    }
  }

  private func folded(_ rectangle: Rectangle) -> Layout {
    let nothing = Rectangle(row: rectangle.row, column: rectangle.column, rows: 0, columns: 0)
    return keeps == .first
      ? Layout(first: rectangle, second: nothing, divider: nothing)
      : Layout(first: nothing, second: rectangle, divider: nothing)
  }

  /// Draws the line between the panes; what stands in them is the caller's.
  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let layout = layout(in: rectangle)
    surface.markSplit(number, layout.first, layout.second)
    let divider = layout.divider.intersection(rectangle)
    guard hasDivider, !divider.isEmpty else { return }
    let style = theme.style(state.isHeld ? .focusBorder : .border)
    surface.fill(divider, with: axis == .columns ? "│" : "─", style: style)
    // A thicker piece in the middle says that it can be moved.
    let grip =
      axis == .columns
      ? Rectangle(
        row: divider.row + (divider.rows - 1) / 2, column: divider.column, rows: min(3, divider.rows),
        columns: 1)
      : Rectangle(
        row: divider.row, column: divider.column + (divider.columns - 3) / 2, rows: 1,
        columns: min(3, divider.columns))
    surface.fill(
      grip.intersection(divider), with: axis == .columns ? "┃" : "━",
      style: theme.style(state.isHeld ? .focusBorder : .muted))
  }

  /// The state after the border was moved by rows or columns.
  public func moved(by step: Int, in rectangle: Rectangle) -> SplitState {
    let layout = layout(in: rectangle)
    let length = (axis == .columns ? rectangle.columns : rectangle.rows) - (hasDivider ? 1 : 0)
    return moved(to: (axis == .columns ? layout.first.columns : layout.first.rows) + step, length)
  }

  private func moved(to size: Int, _ length: Int) -> SplitState {
    var next = state
    let least = max(1, minimum.first), most = length - max(1, minimum.second)
    guard length > 0, least <= most else { return next }
    next.ratio = Double(min(most, max(least, size))) / Double(length)
    return next
  }
}

/// Where the border is, as the share of the first pane, so that it keeps its place when the window changes; outlives
/// the frame.
public struct SplitState: Sendable, Equatable {
  public var ratio: Double {
    didSet { ratio = ratio.isFinite ? min(1, max(0, ratio)) : 0.5 }
  }
  /// Whether the mouse has it.
  public var isHeld: Bool

  public init(ratio: Double = 0.5, isHeld: Bool = false) {
    self.ratio = ratio.isFinite ? min(1, max(0, ratio)) : 0.5
    self.isHeld = isHeld
  }
}

extension Surface {
  /// Makes the border between two panes a handle for the mouse: the line between them, or where they touch both their
  /// edges, for the lower one's carries its title. After both are drawn.
  public mutating func markSplit(_ number: Int, _ first: Rectangle, _ second: Rectangle) {
    guard !first.isEmpty, !second.isEmpty else { return }
    if first.row == second.row {
      let gap = second.column - first.right
      mark(
        .split(
          HitSplit(number: number, isVertical: true, start: first.column, extent: second.right - first.column)
        ),
        in: Rectangle(
          row: first.row, column: gap > 0 ? first.right : first.right - 1, rows: min(first.rows, second.rows),
          columns: gap > 0 ? gap : 2))
    } else {
      let gap = second.row - first.bottom
      mark(
        .split(
          HitSplit(number: number, isVertical: false, start: first.row, extent: second.bottom - first.row)),
        in: Rectangle(
          row: gap > 0 ? first.bottom : first.bottom - 1, column: first.column, rows: gap > 0 ? gap : 2,
          columns: first.columns))
    }
  }
}
