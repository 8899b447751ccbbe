import Catalog
import Testing

@testable import TerminalUI

@Suite("Forms, palettes, lists")
struct InputTests {
  let card = Card(
    identifier: "demo", title: "Demo", summary: "A demo.",
    parameters: [
      Parameter(
        "epochs", "How long.", unit: "epochs", default: .integer(5), range: .integers(1...100), paper: "50"),
      Parameter("rate", "How fast.", default: .real(0.1), range: .reals(0...1)),
      Parameter("kind", "Which.", default: .text("a"), range: .choice(["a", "b", "bc"])),
      Parameter("deep", "Whether.", default: .flag(false), range: .flag),
    ])

  @Test("typing, moving and erasing act where the cursor is")
  func typing() {
    var form = FormState(card)
    form.insert("0")
    #expect(form.texts[0] == "50" && form.isChanged(0))
    form.move(by: -5)
    form.insert("1")
    #expect(form.texts[0] == "150")
    #expect(form.message(0)?.contains("epochs: found '150', expected a whole number in 1…100") == true)
    #expect(!form.isValid)
    form.deleteForward()
    form.backspace()
    #expect(form.texts[0] == "0")
    form.backspace()
    form.moveToEnd()
    form.backspace()
    #expect(form.texts[0] == "")
    form.reset()
    #expect(form.isValid && form.typed["epochs"] == "5")
  }

  @Test("choices are cycled and found by their first letter; the button ends the round")
  func choosing() {
    var form = FormState(card)
    form.focus(2)
    form.move(by: 1)
    #expect(form.texts[2] == "b")
    form.insert("b")
    #expect(form.texts[2] == "bc")
    form.insert("b")
    #expect(form.texts[2] == "b")
    form.move(by: -2)
    #expect(form.texts[2] == "bc")
    form.insert("z")
    form.backspace()
    #expect(form.texts[2] == "bc")
    form.next()
    form.insert(" ")
    #expect(form.texts[3] == "true")
    form.next()
    #expect(form.isOnButton)
    form.insert("x")
    form.backspace()
    form.next()
    #expect(form.focused == 0)
    form.previous()
    #expect(form.isOnButton)
  }

  @Test("a form without parameters has its button only")
  func empty() {
    var form = FormState([Parameter]())
    #expect(form.isOnButton && form.isValid)
    form.next()
    form.insert("a")
    #expect(form.isOnButton)
  }

  @Test("fuzzy matching: order, beginnings of words, runs")
  func fuzzy() {
    #expect(Fuzzy.match("xyz", in: "saliency") == nil)
    #expect(Fuzzy.match("sal", in: "Saliency")?.positions == [0, 1, 2])
    #expect(Fuzzy.match("rr", in: "start Run re-run")?.positions == [6, 10])
    let names = ["Pause the job", "Start a run", "Layers: re-randomise", "Saliency map"]
    #expect(Fuzzy.filter(names, query: "srun").first?.index == 1)
    #expect(Fuzzy.filter(names, query: "lr").first?.index == 2)
    #expect(Fuzzy.filter(names, query: "").map(\.index) == [0, 1, 2, 3])
    #expect(Fuzzy.match("", in: "")?.score == 0)
    #expect(Fuzzy.match("a", in: "") == nil)
    // Of a name as long as a book the beginning is looked at.
    let book = String(repeating: "x", count: 100_000) + "y"
    #expect(Fuzzy.match("xxx", in: book)?.positions == [0, 1, 2] && Fuzzy.match("y", in: book) == nil)
    #expect(Fuzzy.match(book, in: book) == nil)
  }

  @Test("the chosen line is always among those shown, and the view moves no more than it must")
  func scrolling() {
    var list = ScrollState()
    for step in [5, 30, -3, -40, 100, -1, 7] {
      list.move(by: step, count: 50)
      let before = list.offset
      list.settle(visible: 10, count: 50)
      let window = list.window(visible: 10, count: 50)
      #expect(window.contains(list.selected) && window.count == 10)
      if (before..<before + 10).contains(list.selected) { #expect(list.offset == before) }
    }
    #expect(list.window(visible: 0, count: 50).isEmpty)
    #expect(ScrollState(selected: 9, offset: 99).window(visible: 10, count: 0).isEmpty)
    #expect(ScrollState(selected: 9, offset: 99).window(visible: 10, count: 4) == 0..<4)
  }

  @Test("columns that do not fit are left out whole, by rank and then from the right")
  func narrowTable() {
    let columns = [
      TableColumn("name", width: .flexible(minimum: 6)), TableColumn("second", width: .fixed(6)),
      TableColumn("third", width: .fixed(5)), TableColumn("fourth", width: .fixed(6), rank: 1),
    ]
    func header(_ width: Int) -> String {
      let size = Size(rows: 3, columns: width)
      var surface = Surface(size: size)
      surface.draw(Table(columns, rows: [["a", "b", "c", "d"]]), in: Rectangle(size), theme: .dark)
      return surface.lines[0].split(separator: " ").joined(separator: " ")
    }
    #expect(header(40) == "name second third fourth")
    #expect(header(29) == "name second third")
    #expect(header(20) == "name second")
    #expect(header(8) == "name")
    #expect(header(4) == "nam")
  }

  @Test("figures that are none, texts that are long and selections beyond the end trap nowhere")
  func odd() {
    let size = Size(rows: 6, columns: 60)
    var surface = Surface(size: size)
    let long = String(repeating: "日本語 text ", count: 40)
    let area = Rectangle(size)
    for value in [Double.nan, .infinity, -.infinity, -1, 1e300] {
      surface.draw(
        ProgressBar(done: value, total: value, rate: value, remaining: value), in: area, theme: .dark)
      surface.draw(BarChart([Bar(long, value)], selected: 7), in: area, theme: .dark)
      surface.draw(Sparkline([value, 0, value]), in: area, theme: .dark)
      surface.draw(
        Table(
          [TableColumn(long, width: .fixed(8))], rows: [[.bar(value, .bad)]], state: ScrollState(selected: -4)
        ),
        in: area, theme: .dark)
    }
    surface.draw(Paragraph([TextLine(long)], scroll: 99), in: area, theme: .dark)
    surface.draw(Toast(long), in: area, theme: .dark)
    surface.draw(Dialog(long, lines: [TextLine(long)], buttons: [], selected: 3), in: area, theme: .dark)
    surface.draw(Tabs([], selected: 2), in: area, theme: .dark)
    surface.draw(HelpOverlay([], scroll: 5), in: area, theme: .dark)
    var palette = PaletteState(query: "zz")
    palette.backspace()
    palette.backspace()
    palette.list.move(by: 9, count: 1)
    let chosen = CommandPalette([PaletteEntry(long)], state: palette)
    #expect(chosen.chosen == 0)
    surface.draw(chosen, in: area, theme: .dark)
    surface.draw(CommandPalette([], state: palette), in: area, theme: .dark)
    var form = FormState(card, typed: ["epochs": long])
    surface.draw(Form(form), in: area, theme: .dark)
    form.moveToStart()
    surface.draw(Form(form), in: area, theme: .dark)
    #expect(surface.size == size)
  }

  @Test("a table asks for its visible rows only")
  func lazyTable() {
    let table = Table(
      [TableColumn("n", width: .fixed(8))], rowCount: 100_000, state: ScrollState(selected: 77_000)
    ) {
      index in
      precondition((76_900..<77_100).contains(index), "row \(index) was asked for")
      return [TableCell("\(index)")]
    }
    let size = Size(rows: 20, columns: 20)
    var surface = Surface(size: size)
    surface.draw(table, in: Rectangle(size), theme: .dark)
    #expect(surface.lines.contains { $0.contains("77000") })
  }
}
