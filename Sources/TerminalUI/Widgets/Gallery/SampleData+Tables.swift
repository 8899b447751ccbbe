extension SampleData {
  static var table: Table {
    Table(
      [
        TableColumn("run", width: .flexible(minimum: 18)), TableColumn("state", width: .fixed(11)),
        TableColumn("loss", width: .fixed(12), rank: 2),
        TableColumn("accuracy", width: .fixed(10), alignment: .right),
        TableColumn("started", width: .fixed(9), alignment: .right, rank: 3),
      ], rowCount: 60, state: ScrollState(selected: 2), sorting: (3, false)
    ) { index in
      let isRunning = index == 0
      return [
        TableCell("fcn-3x256 on fashion-mnist \(index)"),
        isRunning
          ? .bar(0.62, .accent) : TableCell(index == 3 ? "✕ failed" : "✓ done", index == 3 ? .bad : .good),
        .sparkline(curve(24, from: 2, to: 0.2 + Double(index % 7) * 0.05, noise: 0.2), .series(0)),
        TableCell(Figures.percent(0.894 - Double(index) * 0.0031)), TableCell("\(index + 2) min", .muted),
      ]
    }
  }

  static var emptyTable: Table {
    Table(
      [TableColumn("run", width: .flexible(minimum: 10))], rows: [],
      emptyText: "no runs yet: press n to start one")
  }

  static let runColumns = [
    TableColumn("run", width: .flexible(minimum: 12)),
    TableColumn("network", width: .fixed(12), rank: 2),
    TableColumn("epochs", width: .fixed(6), alignment: .right, rank: 1),
    TableColumn("accuracy", width: .fixed(10), alignment: .right),
    TableColumn("loss", width: .fixed(8), alignment: .right, rank: 3),
  ]

  static var largeTable: Table {
    let source = RunSource(rowCount: 100_000)
    var state = TableState(sorting: TableSorting(column: 3, isAscending: false))
    state.settle(source, columns: runColumns, visible: 8)
    state.move(by: 54_321)
    state.moveColumn(by: 1, count: runColumns.count)
    return Table(runColumns, source: source, state: state)
  }

  static var filteredTable: Table {
    let source = RunSource(rowCount: 2_000)
    var state = TableState(
      sorting: TableSorting(column: 4, isAscending: true), filter: "vgg !-19 accuracy>90%", hidden: [2])
    state.isTyping = true
    state.settle(source, columns: runColumns, visible: 8)
    return Table(runColumns, source: source, state: state)
  }

  /// Names from files that nobody checked.
  static var hostileTable: Table {
    Table(
      [
        TableColumn("name", width: .flexible(minimum: 10)), TableColumn("class", width: .fixed(12)),
        TableColumn("n", width: .fixed(5), alignment: .right),
      ], rows: hostileTexts.enumerated().map { [TableCell($1), TableCell(String($1.prefix(9))), "\($0)"] },
      state: ScrollState(selected: 2))
  }

  static let hostileTexts = [
    "plain", "\u{6570}\u{636e}\u{96c6}\u{306e}\u{540d}\u{524d} \u{d55c}\u{ad6d}\u{c5b4}",
    "e\u{301}te\u{301} nai\u{308}ve z\u{351}\u{36b}\u{343}", "a\u{1b}[31mred\u{1b}[0m\u{7}",
    "\u{202e}reversed\u{202c} and more",
    "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467} family \u{1f1e9}\u{1f1ea} flag",
    "tab\there\nnew line\rreturn",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{639}\u{631}\u{628}\u{649}", "zero\u{200b}width\u{feff}joins",
  ]
}

/// Runs that nobody ran.
struct RunSource: TableSource {
  let rowCount: Int

  func accuracy(_ row: Int) -> Double { 0.55 + 0.4 * (SampleData.noise(row) + 0.5) }
  func epochs(_ row: Int) -> Int { 5 * (1 + (row * 7919) % 40) }
  func network(_ row: Int) -> String { ["fcn-3x256", "vgg-11", "vgg-19", "resnet-18"][(row * 31) % 4] }

  func cells(_ row: Int) -> [TableCell] {
    [
      TableCell("run-\(row)"), TableCell(network(row), .muted), TableCell("\(epochs(row))"),
      TableCell(Figures.percent(accuracy(row)), .title),
      TableCell(Figures.fixed(1.2 - accuracy(row), 3), .muted),
    ]
  }

  func number(_ row: Int, _ column: Int) -> Double? {
    switch column {
    case 2: Double(epochs(row))
    case 3: accuracy(row)
    case 4: 1.2 - accuracy(row)
    default: nil
    }
  }
}
