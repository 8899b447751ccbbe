/// One line of a tree and what lies beneath it.
public struct TreeNode: Sendable, Equatable {
  /// Unlike any other in the tree; what is open is remembered by it.
  public var id: String
  public var label: TextLine
  /// At the right: a figure, a state.
  public var detail: TextLine
  public var children: [TreeNode]

  public init(_ id: String, _ label: TextLine, detail: TextLine = "", children: [TreeNode] = []) {
    self.id = id
    self.label = label
    self.detail = detail
    self.children = children
  }
}

/// What is open in a tree, and the chosen line; outlives the frame.
public struct TreeState: Sendable, Equatable {
  public var list = ScrollState()
  public var expanded: Set<String>

  public init(expanded: Set<String> = []) { self.expanded = expanded }

  /// Right: opens the chosen node, or goes to its first child.
  public mutating func open(_ nodes: [TreeNode]) {
    let lines = TreeLine.visible(nodes, expanded: expanded)
    guard let line = chosen(lines), line.isBranch else { return }
    if expanded.insert(line.node.id).inserted { return }
    list.move(by: 1, count: lines.count)
  }

  /// Left: closes the chosen node, or goes to its parent.
  public mutating func close(_ nodes: [TreeNode]) {
    let lines = TreeLine.visible(nodes, expanded: expanded)
    guard let line = chosen(lines) else { return }
    if line.isBranch, expanded.remove(line.node.id) != nil { return }
    let here = min(list.selected, lines.count - 1)
    if let parent = lines[..<here].lastIndex(where: { $0.depth < line.depth }) { list.selected = parent }
  }

  public mutating func toggle(_ nodes: [TreeNode]) {
    guard let line = chosen(TreeLine.visible(nodes, expanded: expanded)), line.isBranch else { return }
    if expanded.remove(line.node.id) == nil { expanded.insert(line.node.id) }
  }

  public mutating func openAll(_ nodes: [TreeNode]) {
    for node in nodes where !node.children.isEmpty {
      expanded.insert(node.id)
      openAll(node.children)
    }
  }

  public mutating func move(by step: Int, _ nodes: [TreeNode]) {
    list.move(by: step, count: TreeLine.visible(nodes, expanded: expanded).count)
  }

  /// The chosen node.
  public func selected(_ nodes: [TreeNode]) -> TreeNode? {
    chosen(TreeLine.visible(nodes, expanded: expanded))?.node
  }

  /// Opens whatever lies above a node and puts the cursor on it.
  public mutating func reveal(_ id: String, _ nodes: [TreeNode]) {
    guard let path = Self.path(to: id, nodes) else { return }
    expanded.formUnion(path.dropLast())
    let lines = TreeLine.visible(nodes, expanded: expanded)
    if let place = lines.firstIndex(where: { $0.node.id == id }) { list.selected = place }
  }

  private static func path(to id: String, _ nodes: [TreeNode]) -> [String]? {
    for node in nodes {
      if node.id == id { return [id] }
      if let rest = path(to: id, node.children) { return [node.id] + rest }
    }
    return nil
  }

  private func chosen(_ lines: [TreeLine]) -> TreeLine? {
    lines.isEmpty ? nil : lines[min(max(0, list.selected), lines.count - 1)]
  }
}

/// A node as it is seen: how deep, and which of the branches above it go on.
struct TreeLine {
  var node: TreeNode
  /// For each level above, whether another sibling follows there; the last entry is the node's own.
  var follows: [Bool]
  var isOpen: Bool

  var depth: Int { follows.count }
  var isBranch: Bool { !node.children.isEmpty }

  static func visible(_ nodes: [TreeNode], expanded: Set<String>) -> [TreeLine] {
    var lines: [TreeLine] = []
    func add(_ nodes: [TreeNode], _ above: [Bool]) {
      for (place, node) in nodes.enumerated() {
        let follows = above + [place + 1 < nodes.count]
        let isOpen = expanded.contains(node.id) && !node.children.isEmpty
        lines.append(TreeLine(node: node, follows: follows, isOpen: isOpen))
        if isOpen { add(node.children, follows) }
      }
    }
    add(nodes, [])
    return lines
  }

  /// The lines that lead to the node. The topmost nodes have none.
  var guides: String {
    var text = ""
    for goesOn in follows.dropFirst().dropLast() { text += goesOn ? "│  " : "   " }
    if depth > 1 { text += follows[depth - 1] ? "├─ " : "╰─ " }
    return text
  }
}

/// Nodes beneath nodes, with lines that lead the eye.
public struct Tree: Widget {
  public var nodes: [TreeNode]
  public var state: TreeState
  public var isFocused: Bool

  public init(_ nodes: [TreeNode], state: TreeState, isFocused: Bool = true) {
    self.nodes = nodes
    self.state = state
    self.isFocused = isFocused
  }

  /// How many lines there are; for `ScrollState.settle`.
  public var lineCount: Int { TreeLine.visible(nodes, expanded: state.expanded).count }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty else { return }
    let lines = TreeLine.visible(nodes, expanded: state.expanded)
    let window = state.list.window(visible: rectangle.rows, count: lines.count)
    let hasScrollBar = lines.count > rectangle.rows && rectangle.columns > 12
    let chosen = min(max(0, state.list.selected), max(0, lines.count - 1))
    for (offset, index) in window.enumerated() {
      let area = Rectangle(
        row: rectangle.row + offset, column: rectangle.column, rows: 1,
        columns: rectangle.columns - (hasScrollBar ? 2 : 0))
      surface.mark(.row(index), in: area)
      draw(lines[index], isChosen: index == chosen, in: area, on: &surface, theme: theme)
    }
    guard hasScrollBar else { return }
    let strip = Rectangle(row: rectangle.row, column: rectangle.right - 1, rows: rectangle.rows, columns: 1)
    ScrollBar(window: window, count: lines.count).draw(in: strip, on: &surface, theme: theme)
  }

  private func draw(
    _ line: TreeLine, isChosen: Bool, in area: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let style = isChosen ? theme.selected(isFocused) : theme.plain
    surface.fill(area, style: style)
    if isChosen, isFocused {
      surface.write(
        "▎", row: area.row, column: area.column, style: theme.style(.accent).on(style.background), in: area)
    }
    let sign = line.isBranch ? (line.isOpen ? "▾ " : "▸ ") : "  "
    let text = TextLine(line.guides, .border) + TextLine(sign, .accent) + line.node.label
    let detail = line.node.detail.width
    let room = area.columns - 1
    let hasDetail = detail > 0 && room - detail >= 16
    surface.write(
      text, row: area.row, column: area.column + 1, width: room - (hasDetail ? detail + 2 : 0), theme: theme,
      ground: style.background, in: area)
    guard hasDetail else { return }
    surface.write(
      line.node.detail, row: area.row, column: area.right - detail, width: detail, theme: theme,
      ground: style.background, in: area)
  }
}
