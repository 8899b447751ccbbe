import TerminalUI

/// The mouse: what lies under it, as the last frame registered it, says what a press, a drag or the wheel does.
extension AppState {
  /// Takes one report of the mouse in. Pure: what must happen in the world is returned.
  public mutating func reduce(_ mouse: MouseEvent, on map: HitMap) -> [Effect] {
    let under = map.hits(at: mouse.position)
    switch mouse.kind {
    case .press(.left): return press(mouse.position, under) + followUp()
    case .drag(.left): return drag(to: mouse.position) + followUp()
    case .release:
      pointer.grabbed = nil
      return []
    case .wheel(let direction): return wheel(direction, under) + followUp()
    case .press, .drag: return []
    }
  }

  /// Remembers how far things were scrolled in the frame that has been drawn, so that the next one scrolls only when it
  /// must, and from where it can be seen to be. The same frame drawn again is the same.
  mutating func keepScroll(_ map: HitMap) {
    let lines = map.targets.compactMap { if case .lines(let first) = $0 { first } else { nil } }
    if case .help? = overlay {
      overlay = .help(offset: lines.last ?? 0)
    } else if screen == .runs, let most = lines.max() {
      runsView.detailOffset = most
    }
    // A second map beside the first shows the same cells and is scrolled as its own room wants it.
    let windows = map.targets.compactMap { if case .cells(let cells) = $0 { cells } else { nil } }
    if screen == .layers, let first = windows.first {
      (layersView.rowOffset, layersView.columnOffset) = (first.rows.lowerBound, first.columns.lowerBound)
    }
  }

  // MARK: Pressing

  private mutating func press(_ position: Position, _ under: [HitMap.Hit]) -> [Effect] {
    typed.reset()
    let isDouble = pointer.pressed == position && now - pointer.pressedAt < Pointer.doubleClick
    // The third press in a row is a first one again.
    (pointer.pressed, pointer.pressedAt) = (isDouble ? nil : position, now)
    pointer.grabbed = nil
    guard let top = under.first else { return [] }
    if case .hint(let index) = top.target {
      let hints = footerHints
      return hints.indices.contains(index) ? perform(hints[index]) : []
    }
    if overlay != nil { return pressOverlay(under) }
    if case .tab(let index) = top.target, under.contains(where: { $0.target == .bar }) {
      return ScreenID.allCases.indices.contains(index) ? apply(.show(ScreenID.allCases[index])) : []
    }
    grab(top)
    let wasFocused = focus(under)
    switch top.target {
    case .tab(let index) where screen == .layers:
      if layersMaps.indices.contains(index) { turnMap(to: layersMaps[index]) }
    case .tab(let index) where screen == .concepts:
      if ConceptsPage.allCases.indices.contains(index) {
        turnConceptsPage(to: ConceptsPage.allCases[index])
      }
    case .row(let index) where screen == .concepts: pressConceptRow(index, pane(under), isDouble: isDouble)
    case .picture(let index) where screen == .concepts: pressConceptPicture(index, pane(under))
    case .row(let index): return pressRow(index, isChosen: wasFocused || isDouble)
    case .picture(let index): return pressPicture(index, isDouble: isDouble)
    case .cells, .chart, .scrollBar, .scrub: return drag(to: position)
    case .pane where isDouble: isZoomed.toggle()
    default: break
    }
    return []
  }

  private mutating func grab(_ hit: HitMap.Hit) {
    pointer.grabbed = hit.target
    pointer.corner = Position(row: hit.rectangle.row, column: hit.rectangle.column)
    pointer.extent = hit.rectangle.rows
    pointer.breadth = hit.rectangle.columns
  }

  private func pane(_ under: [HitMap.Hit]) -> Int? {
    under.lazy.compactMap { if case .pane(let number) = $0.target { number } else { nil } }.first
  }

  /// Gives the pane under the pointer the focus; false where it had not got it.
  private mutating func focus(_ under: [HitMap.Hit]) -> Bool {
    guard let pane = pane(under) else { return true }
    let before = focusedPane
    focusPane(pane)
    isLogFocused = false
    return before == pane
  }

  private mutating func pressRow(_ index: Int, isChosen: Bool) -> [Effect] {
    guard screen == .runs else { return [] }
    let visible = visibleRuns
    guard visible.indices.contains(index) else { return [] }
    search.isTyping = false
    if isChosen, visible[index].job == selected { return open(visible[index]) }
    select(visible[index].job)
    return []
  }

  private mutating func pressPicture(_ index: Int, isDouble: Bool) -> [Effect] {
    guard screen == .saliency else { return [] }
    saliencyView.selection = min(max(0, index), max(0, shownInputs - 1))
    return isDouble ? apply(.activate) : []
  }

  // MARK: Above the screen

  private mutating func pressOverlay(_ under: [HitMap.Hit]) -> [Effect] {
    // Beside a box a press closes it, but a form may hold what was typed, and a question wants an answer.
    guard let top = under.first, top.target != .cover else {
      switch overlay {
      case .form, .confirm: return []
      default: return apply(.back)
      }
    }
    switch (overlay, top.target) {
    case (.palette(var palette), .row(let index)):
      palette.list.selected = index
      overlay = .palette(palette)
      return apply(.activate)
    case (.chooser(var chooser), .row(let index)):
      search.isTyping = false
      chooser.selection = index
      overlay = .chooser(chooser)
      return apply(.activate)
    case (.form(var sheet), .field(let index)):
      // A second press on a choice turns it.
      if sheet.form.focused == index { sheet.form.turn() } else { sheet.form.focus(index) }
      overlay = .form(sheet)
    case (.form, .button): return apply(.activate)
    case (.confirm, .button(let index)): return apply(index == 0 ? .activate : .back)
    case (.command, .button): return apply(.back)
    default: break
    }
    return []
  }

  // MARK: Dragging

  private mutating func drag(to position: Position) -> [Effect] {
    let local = Position(
      row: position.row - pointer.corner.row, column: position.column - pointer.corner.column)
    switch pointer.grabbed {
    case .scrub:
      reduceReplay(.to(Double(local.column) / Double(max(1, pointer.breadth - 1))))
    case .chart(let chart): read(chart.value(at: local.column))
    case .cells(let cells) where screen == .concepts:
      if overlay == nil, let cell = cells.cell(at: local) { pressConceptCell(cell.row, cell.column) }
    case .cells(let cells):
      guard overlay == nil, screen == .layers, let cell = cells.cell(at: local) else { return [] }
      (layersView.row, layersView.column) = (cell.row, cell.column)
      clampCell()
    case .split(let split): splits[screen, split.number] = split.share(at: position)
    case .scrollBar(let count): scroll(to: local.row, of: count)
    default: break
    }
    return []
  }

  private mutating func read(_ x: Double) {
    guard overlay == nil else { return }
    switch screen {
    case .training: read(at: x)
    case .layers:
      guard let grid = layersGrid else { return }
      layersView.column = LayersCurves(grid: grid, column: 0, isDistance: false).column(at: x)
    case .lesions where lesionsView.pane != 0: break
    case .lesions: if comparesLesions { chooseBlock(depth: x) } else { chooseBlock(Int(x.rounded())) }
    case .concepts where conceptsView.page == .sweep: chooseWeight(at: x)
    case .concepts: moveConceptInput(to: Int(x.rounded()) - 1)
    case .runs, .saliency: break
    }
  }

  private mutating func scroll(to row: Int, of count: Int) {
    guard overlay == nil, screen == .runs, count > 0 else { return }
    let line = pointer.extent > 1 ? Double(row) / Double(pointer.extent - 1) * Double(count - 1) : 0
    moveSelection(.goto(min(max(0, Int(line.rounded())), count - 1) + 1))
  }

  // MARK: The wheel

  private mutating func wheel(_ direction: MouseEvent.Direction, _ under: [HitMap.Hit]) -> [Effect] {
    let action: Action =
      switch direction {
      case .up: .up
      case .down: .down
      case .left: .left
      case .right: .right
      }
    if overlay != nil { return action == .left || action == .right ? [] : apply(action) }
    guard let pane = pane(under) else { return [] }
    let step = action == .up || action == .left ? -1 : 1
    switch screen {
    case .runs where action == .left || action == .right: break
    case .runs: for _ in 0..<3 { if pane == 1 { scrollDetail(action) } else { moveSelection(action) } }
    case .training: moveReading(by: step)
    case .layers: moveCell(action)
    case .saliency: moveInput(by: step)
    case .lesions: chooseBlock(lesionsView.block + step)
    case .concepts: wheelConcepts(action, pane)
    }
    return []
  }
}
