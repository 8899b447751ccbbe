import Foundation
import TerminalUI

/// What Benchmarks/terminal.py measures: one scene drawn a number of times with the real widgets, or scrolled by keys.
///
/// Benchmarks/peers/ncurses_heatmap.c draws the same values.
final class Scene: TerminalApplication {
  enum Name: String, CaseIterable { case heatmap, noise, curve, full, photo, idle, table }

  private let name: Name
  private let count: Int
  private var drawn = 0
  private var next = ContinuousClock.now
  private var processorAtFirst = 0.0
  private var scroll = ScrollState()
  private var curve: [Double] = (0..<200).map { sin(Double($0) / 17) }

  init(_ name: Name, count: Int) {
    self.name = name
    self.count = count
  }

  /// Frames after the first, and the processor time that they took.
  private(set) var result: (frames: Int, seconds: Double) = (0, 0)

  var nextTick: ContinuousClock.Instant? { name == .table ? nil : next }

  func handle(_ event: InputEvent) -> Reaction {
    switch event {
    case .key(KeyPress(.character("q"))): return .quit
    case .key(KeyPress(.character("j"))):
      scroll.move(by: 20, count: 100_000)
      return .redraw
    case .tick:
      next = .now + .milliseconds(34)
      if drawn > count {
        result = (drawn - 1, Self.processorSeconds() - processorAtFirst)
        return .quit
      }
      curve.append(sin(Double(curve.count) / 17))
      return name == .full ? .repaint : .redraw
    case .resize: return .redraw
    default: return .nothing
    }
  }

  func draw(on surface: inout Surface) {
    let theme = Theme.dark, area = surface.bounds
    surface.fill(area, style: theme.plain)
    let time = name == .idle ? 0 : drawn
    let map = Rectangle(row: 1, column: 2, rows: 32, columns: 64)
    switch name {
    case .heatmap, .idle: surface.draw(picture(Self.values(time)), in: map, theme: theme)
    case .noise: surface.draw(picture(Self.noise(time)), in: map, theme: theme)
    case .curve:
      surface.draw(chart, in: Rectangle(row: 1, column: 2, rows: 20, columns: 100), theme: theme)
      surface.put("\(curve.count) points", row: 24, column: 2, style: theme.plain, clippedTo: area)
    case .full:
      surface.draw(picture(Self.values(time)), in: map, theme: theme)
      surface.draw(chart, in: Rectangle(row: 1, column: 70, rows: 30, columns: 100), theme: theme)
      for row in 36..<max(36, area.rows) {
        surface.put(
          String(repeating: "re-initialised ", count: 12), row: row, column: 2, style: theme.plain,
          clippedTo: area)
      }
    case .photo:
      for row in 0..<area.rows {
        for column in 0..<area.columns {
          surface.setCell(
            "▀", row: row, column: column, foreground: Self.color(column, 2 * row, time),
            background: Self.color(column, 2 * row + 1, time))
        }
      }
    case .table: surface.draw(table, in: area, theme: theme)
    }
    if drawn == 0 { processorAtFirst = Self.processorSeconds() }
    drawn += 1
  }

  private func picture(_ values: [Float]) -> Picture {
    Picture(values, width: 64, height: 64, coloring: .sequential, range: 0...1, maximumScale: 1)
  }

  private var chart: LineChart {
    LineChart(
      [Series("loss", x: curve.indices.map(Double.init), y: curve)], xAxis: Axis("step"), yAxis: Axis("loss"))
  }

  private var table: Table {
    Table(
      [
        TableColumn("row", width: .fixed(8), alignment: .right),
        TableColumn("name", width: .flexible(minimum: 10)),
        TableColumn("value", width: .fixed(12), alignment: .right), TableColumn("share", width: .fixed(10)),
      ], rowCount: 100_000, state: scroll
    ) { row in
      [
        "\(row)", "run \(row &* 7919 % 100_000) of many", "\(Double(row &* 31 % 997) / 10)",
        .bar(Double(row % 100) / 100, .accent),
      ]
    }
  }

  private static func values(_ time: Int) -> [Float] {
    (0..<64 * 64).map { index in
      let x = Float(index % 64), y = Float(index / 64), t = Float(time)
      return 0.5 + 0.5 * sin(0.13 * x + 0.21 * t) * cos(0.11 * y - 0.17 * t)
    }
  }

  private static func noise(_ time: Int) -> [Float] {
    var state = UInt32(time + 1) &* 2_654_435_761
    return (0..<64 * 64).map { _ in
      state ^= state << 13
      state ^= state >> 17
      state ^= state << 5
      return Float(state >> 8) / Float(1 << 24)
    }
  }

  /// A photograph's smooth ground with a grain on it, moving.
  private static func color(_ x: Int, _ y: Int, _ time: Int) -> Color {
    func part(_ a: Int, _ b: Int) -> UInt8 {
      UInt8(truncatingIfNeeded: (x * a + y * b + time * 3) / 2 + (x * 31 + y * 17) % 7)
    }
    return Color(red: part(3, 1), green: part(1, 4), blue: part(2, 3))
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
