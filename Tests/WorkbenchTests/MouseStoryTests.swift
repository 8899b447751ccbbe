import Catalog
import Engine
import TerminalUI
import Testing

@testable import Workbench

/// What a person does with the mouse, by what the frame registered.
@Suite struct MouseStoryTests {
  private func world(_ story: String, _ size: Size = Size(rows: 40, columns: 120)) throws -> World {
    var state = try #require(Stories.named(story))
    state.size = size
    var world = World(state)
    world.draw()
    return world
  }

  @Test("A click chooses a run, a click on the chosen one opens it")
  func runs() throws {
    var world = try world("runs")
    let rows = world.places { $0 == .row(0) }
    let place = try #require(rows.first)
    world.click(place.row, place.column)
    let chosen = world.state.selected
    #expect(chosen == world.state.visibleRuns[0].job && world.state.screen == .runs)
    world.click(place.row, place.column)
    #expect(world.state.screen != .runs && world.state.selected == chosen)
  }

  @Test("Tabs and the hints of the last row are buttons")
  func bars() throws {
    var world = try world("runs")
    let tab = try #require(world.places { $0 == .tab(2) }.first)
    world.click(tab.row, tab.column)
    #expect(world.state.screen == .layers)
    world.draw()
    let index = try #require(world.state.footerHints.firstIndex { $0.action == .zoom })
    let hint = try #require(world.places { $0 == .hint(index) }.first)
    world.click(hint.row, hint.column)
    #expect(world.state.isZoomed)
  }

  @Test("Dragging along a chart moves the reading line and the one of the chart beside it")
  func chart() throws {
    var world = try world("training")
    let chart = world.places { if case .chart = $0 { true } else { false } }
    let first = try #require(chart.first)
    let row = chart.filter { $0.row == first.row && $0.column < 60 }
    let last = try #require(row.last)
    world.mouse(.press(.left), first.row, first.column)
    #expect(world.state.trainingView.cursor == world.state.trainingRun?.series["loss/test"]?.x.first)
    world.mouse(.drag(.left), first.row, last.column)
    #expect(world.state.trainingView.cursor == 20)
    // Beyond the edge it stays at the end, and after the button is let go nothing moves it.
    world.mouse(.drag(.left), 0, 119)
    #expect(world.state.trainingView.cursor == 20)
    world.mouse(.release, 0, 119)
    world.mouse(.drag(.left), first.row, first.column)
    #expect(world.state.trainingView.cursor == 20)
  }

  @Test("A click on the map chooses the cell under it, a tab the map")
  func cells() throws {
    var world = try world("layers")
    let cells = world.places { if case .cells = $0 { true } else { false } }
    let last = try #require(cells.last)
    world.click(last.row, last.column)
    let grid = try #require(world.state.layersGrid)
    #expect(world.state.layersView.row == grid.rows - 1 && world.state.layersView.column == grid.columns - 1)
    let tab = try #require(world.places { $0 == .tab(1) }.last)
    world.click(tab.row, tab.column)
    #expect(world.state.layersView.map == .rerandomised)
  }

  @Test("A border between two panes follows the mouse and keeps both in sight")
  func split() throws {
    var world = try world("layers")
    let border = world.places { if case .split = $0 { true } else { false } }
    let place = try #require(border.first)
    world.mouse(.press(.left), place.row, place.column)
    world.mouse(.drag(.left), place.row, 50)
    world.mouse(.release, place.row, 50)
    world.draw()
    #expect(world.places { if case .split = $0 { true } else { false } }.first?.column == 49)
    world.mouse(.press(.left), place.row, 49)
    world.mouse(.drag(.left), place.row, 0)
    world.draw()
    #expect(world.places { $0 == .pane(1) }.count > 100)
  }

  @Test("The wheel turns what is under it, wherever the focus is")
  func wheel() throws {
    var world = try world("layers")
    let map = try #require(world.places { if case .cells = $0 { true } else { false } }.first)
    world.mouse(.wheel(.down), map.row, map.column)
    #expect(world.state.layersView.row == 1)
    world.mouse(.wheel(.right), map.row, map.column)
    #expect(world.state.layersView.column == 1)
    world.press("?")
    world.mouse(.wheel(.down), map.row, map.column)
    #expect(world.state.overlay == .help(offset: 1) && world.state.layersView.row == 1)
  }

  @Test("Nothing beneath a dialog can be clicked; its buttons can; a click beside a list closes it")
  func dialogs() throws {
    var world = try world("training-live")
    world.press("q")
    world.draw()
    let tab = Position(row: 0, column: 16)
    world.click(tab.row, tab.column)
    guard case .confirm? = world.state.overlay else { return #expect(Bool(false), "the question went") }
    #expect(world.state.screen == .training)
    let keep = try #require(world.places { $0 == .button(1) }.first)
    world.click(keep.row, keep.column)
    #expect(world.state.overlay == nil && !world.hasQuit)
    world.press("n")
    world.draw()
    world.click(38, 1)
    #expect(world.state.overlay == nil)
    world.press("n")
    world.draw()
    let row = try #require(world.places { $0 == .row(2) }.first)
    world.click(row.row, row.column)
    world.draw()
    let button = try #require(world.places { $0 == .button(0) }.first)
    let count = world.state.runs.listed.count
    world.click(button.row, button.column)
    #expect(world.state.overlay == nil && world.state.runs.listed.count == count + 1)
  }

  @Test("A click chooses a picture, a double click enlarges it")
  func pictures() throws {
    var world = try world("saliency")
    let place = try #require(world.places { $0 == .picture(4) }.first)
    world.click(place.row, place.column)
    #expect(world.state.saliencyView.selection == 4 && !world.state.isZoomed)
    world.mouse(.press(.left), place.row, place.column)
    world.mouse(.press(.left), place.row, place.column)
    #expect(world.state.isZoomed && world.state.saliencyView.pane == 1)
  }

  @Test("A large map stays where it is scrolled while the cursor moves within it")
  func scroll() throws {
    var world = try world("layers")
    let names = (0..<200).map { "layer\($0)" }
    let grid = Grid(
      name: LayersMap.reinitialised.rawValue, title: "error", rows: names, columns: ["0", "1", "2"],
      quantity: "error", unit: "%", low: 0, high: 1)
    let next = try #require(world.state.runs[Sample.layersJob]).sequence + 1
    world.take(Event(job: Sample.layersJob, sequence: next, time: 0, payload: .grid(grid)))
    world.press("G")
    world.draw()
    let bottom = world.state.layersView.rowOffset
    #expect(bottom > 100)
    world.press("0", "3", "k")
    world.draw()
    #expect(world.state.layersView.rowOffset == bottom)
  }
}
