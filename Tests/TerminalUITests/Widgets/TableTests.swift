import Catalog
import Foundation
import Synchronization
import Testing

@testable import TerminalUI

/// Rows whose content is a function of their number, and that count how often they are asked.
private final class Counting: TableSource {
  let rowCount: Int
  let cellsAsked = Atomic(0)
  let keysAsked = Atomic(0)
  let salt: Int

  init(_ rowCount: Int, salt: Int = 1) {
    self.rowCount = rowCount
    self.salt = salt
  }

  func value(_ row: Int) -> Double { Double((row * 7919 * salt) % 1000) / 10 }
  func name(_ row: Int) -> String {
    ["alpha", "beta", "Gamma", "delta"][(row * 31 + salt) % 4] + "-\(row % 97)"
  }

  func cells(_ row: Int) -> [TableCell] {
    cellsAsked.add(1, ordering: .relaxed)
    return [TableCell(name(row)), TableCell("\(value(row))")]
  }

  func text(_ row: Int, _ column: Int) -> String {
    keysAsked.add(1, ordering: .relaxed)
    return column == 0 ? name(row) : "\(value(row))"
  }

  func number(_ row: Int, _ column: Int) -> Double? {
    keysAsked.add(1, ordering: .relaxed)
    return column == 1 ? value(row) : nil
  }
}

@Suite("Tables")
struct TableTests {
  let columns = [
    TableColumn("name", width: .flexible(minimum: 8)),
    TableColumn("value", width: .fixed(8), alignment: .right),
  ]

  @Test("of a hundred thousand rows a frame asks only for those it shows, and an unchanged state for none")
  func visibleOnly() {
    let source = Counting(100_000)
    var state = TableState(sorting: TableSorting(column: 1, isAscending: false))
    state.settle(source, columns: columns, visible: 20)
    let keys = source.keysAsked.load(ordering: .relaxed)
    var surface = Surface(size: Size(rows: 21, columns: 60))
    for _ in 0..<50 {
      state.move(by: 1_777)
      state.settle(source, columns: columns, visible: 20)
      source.cellsAsked.store(0, ordering: .relaxed)
      surface.draw(Table(columns, source: source, state: state), in: surface.bounds, theme: .dark)
      #expect(source.cellsAsked.load(ordering: .relaxed) <= 20)
    }
    #expect(source.keysAsked.load(ordering: .relaxed) == keys)
  }

  @Test("sorted as the plain way sorts, equal rows in their order, not a number last")
  func sorting() {
    let source = Counting(500, salt: 3)
    for (column, isAscending) in [(0, true), (0, false), (1, true), (1, false)] {
      var state = TableState(sorting: TableSorting(column: column, isAscending: isAscending))
      state.settle(source, columns: columns, visible: 5)
      let expected = (0..<500).sorted { a, b in
        if column == 1 {
          let (x, y) = (source.value(a), source.value(b))
          return x == y ? a < b : isAscending ? x < y : x > y
        }
        let (x, y) = (source.name(a).lowercased(), source.name(b).lowercased())
        return x == y ? a < b : isAscending ? x < y : x > y
      }
      #expect(state.order == expected)
    }
    struct Broken: TableSource {
      let rowCount = 4
      func cells(_ row: Int) -> [TableCell] { [] }
      func number(_ row: Int, _ column: Int) -> Double? { [2, .nan, 1, .nan][row] }
    }
    for isAscending in [true, false] {
      var state = TableState(sorting: TableSorting(column: 0, isAscending: isAscending))
      state.settle(Broken(), columns: columns, visible: 5)
      #expect(state.order == (isAscending ? [2, 0, 1, 3] : [0, 2, 1, 3]))
    }
  }

  @Test("the sort key goes from the telling end to the other, then back to the source's order")
  func toggling() {
    let source = Counting(9)
    var state = TableState()
    state.sort(by: 1, columns: columns)
    #expect(state.sorting == TableSorting(column: 1, isAscending: false), "figures: the greatest first")
    state.sort(by: 1, columns: columns)
    #expect(state.sorting?.isAscending == true)
    state.sort(by: 1, columns: columns)
    #expect(state.sorting == nil)
    state.sort(by: 0, columns: columns)
    #expect(state.sorting == TableSorting(column: 0, isAscending: true), "names: the first first")
    state.sort(by: 7, columns: columns)
    state.settle(source, columns: columns, visible: 5)
    #expect(state.order.count == 9)
  }

  @Test("the cursor stays on its row through sorting and filtering")
  func cursor() {
    let source = Counting(300)
    var state = TableState()
    state.settle(source, columns: columns, visible: 10)
    state.select(row: 123)
    for change in 0..<4 {
      switch change {
      case 0: state.sort(by: 1, columns: columns)
      case 1: state.sort(by: 0, columns: columns)
      case 2: state.filter.set(source.name(123).prefix(4).description)
      default: state.filter.set("")
      }
      state.settle(source, columns: columns, visible: 10)
      #expect(state.selectedRow == 123)
      #expect(state.list.window(visible: 10, count: state.order.count).contains(state.list.selected))
    }
  }

  @Test("the filter's words, columns, numbers and denials")
  func filter() {
    let source = Counting(200)
    func rows(_ text: String) -> [Int] {
      var state = TableState(filter: text)
      state.settle(source, columns: columns, visible: 5)
      return state.order
    }
    let all = Array(0..<200)
    #expect(rows("") == all)
    #expect(rows("GAMMA") == all.filter { source.name($0).contains("Gamma") })
    #expect(rows("!gamma") == all.filter { !source.name($0).contains("Gamma") })
    #expect(rows("gamma -1") == all.filter { source.name($0).hasPrefix("Gamma-1") })
    #expect(rows("value>50") == all.filter { source.value($0) > 50 })
    #expect(
      rows("val<50 name:beta") == all.filter { source.value($0) < 50 && source.name($0).hasPrefix("beta") })
    #expect(rows("value>900%") == all.filter { source.value($0) > 9 })
    #expect(rows("value>") == all, "a number that is still being typed")
    #expect(rows("nothing-like-this").isEmpty)
    #expect(rows("!") == all && rows("   ") == all)
  }

  @Test("typing letter by letter finds the same rows as all at once")
  func narrowing() {
    let source = Counting(400, salt: 5)
    var generator = SplitMix64(seed: 11)
    let letters = Array("aelmt-19! :>5bg")
    var state = TableState()
    for step in 0..<400 {
      if generator.next() % 4 == 0 {
        state.filter.backspace()
      } else {
        state.filter.insert(letters[Int(generator.next() % UInt64(letters.count))])
      }
      if generator.next() % 9 == 0 { state.filter.moveToStart() }
      if generator.next() % 7 == 0 { state.filter.moveToEnd() }
      state.settle(source, columns: columns, visible: 8)
      var fresh = TableState(filter: state.filter.text)
      fresh.settle(source, columns: columns, visible: 8)
      #expect(state.order == fresh.order, "step \(step): '\(state.filter.text)'")
    }
  }

  @Test("content of another version is sorted anew, that of the same is not")
  func version() {
    var state = TableState(sorting: TableSorting(column: 1, isAscending: true))
    state.settle(Counting(50, salt: 1), columns: columns, version: 1, visible: 5)
    let first = state.order
    state.settle(Counting(50, salt: 3), columns: columns, version: 1, visible: 5)
    #expect(state.order == first)
    state.settle(Counting(50, salt: 3), columns: columns, version: 2, visible: 5)
    #expect(state.order != first)
    state.settle(Counting(20), columns: columns, version: 3, visible: 5)
    #expect(state.order.count == 20 && state.list.selected < 20)
  }

  @Test("columns put away are gone, the last stays, and the column of the cursor is never left out")
  func columnChoice() {
    let many = (0..<6).map { TableColumn("c\($0)", width: .fixed(8), rank: $0) }
    var state = TableState()
    state.moveColumn(by: 5, count: 6)
    for _ in 0..<4 { state.moveColumn(by: 1, count: 6) }
    #expect(state.column == 5)
    let narrow = TableLayout(many, kept: state.column, width: 22)
    #expect(narrow.widths[5] > 0 && narrow.places.count == 2)
    state.toggle(column: 4, count: 6)
    state.moveColumn(by: -1, count: 6)
    #expect(state.column == 3)
    for column in [0, 1, 2, 5, 3] { state.toggle(column: column, count: 6) }
    #expect(state.hidden.count == 5 && !state.hidden.contains(state.column))
    #expect(TableLayout(many, hidden: state.hidden, width: 40).places.map(\.column) == [state.column])
    state.showAllColumns()
    #expect(state.hidden.isEmpty)
  }
}
