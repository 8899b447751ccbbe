/// What the gallery shows, and how.
struct GalleryState: Equatable {
  var list = ScrollState()
  var sample = 0
  var theme = 0
  var size = 0
  var depth: ColorDepth
  var glyphs: GlyphSet
  /// Seconds that the samples have moved.
  var seconds = 0.0
  var isMoving = true

  /// The sizes to choose among; nil for all the room there is.
  static let sizes: [Size?] =
    [nil]
    + [(200, 60), (120, 34), (80, 24), (60, 18), (40, 12), (30, 8), (20, 5), (12, 3), (6, 2), (1, 1)].map {
      Size(rows: $0.1, columns: $0.0)
    }

  enum Action: Equatable, CaseIterable {
    case up, down, left, right, first, last, depth, glyphs, hold, larger, smaller, theme, quit
  }

  /// The one table of keys: what they do, what the footer says of them.
  static let keys: [(keys: [String], action: Action, shown: String, label: String)] = [
    (["down", "j"], .down, "↑↓", "widget"), (["up", "k"], .up, "", ""),
    (["right", "l", "tab"], .right, "←→", "state"), (["left", "h", "shift-tab"], .left, "", ""),
    (["s", "-"], .smaller, "s S", "size"), (["S", "+", "="], .larger, "", ""),
    (["d"], .depth, "d", "depth"), (["t"], .theme, "t", "theme"), (["a"], .glyphs, "a", "characters"),
    (["space"], .hold, "space", "hold"), (["g", "home"], .first, "", ""), (["G", "end"], .last, "", ""),
    (["q", "ctrl-c"], .quit, "q", "quit"),
  ]

  static func action(for press: KeyPress) -> Action? {
    keys.first { $0.keys.contains { KeyPress($0) == press } }?.action
  }

  var entry: GalleryEntry { WidgetGallery.entries[min(list.selected, WidgetGallery.entries.count - 1)] }
  var current: GallerySample { entry.samples[min(sample, entry.samples.count - 1)] }

  mutating func choose(_ index: Int) {
    let before = list.selected
    list.select(index, count: WidgetGallery.entries.count)
    if list.selected != before { sample = 0 }
  }

  mutating func take(_ action: Action, themes: Int) {
    func turned(_ value: Int, by step: Int, _ count: Int) -> Int { ((value + step) % count + count) % count }
    switch action {
    case .up: choose(list.selected - 1)
    case .down: choose(list.selected + 1)
    case .first: choose(0)
    case .last: choose(.max)
    case .left: sample = turned(sample, by: -1, entry.samples.count)
    case .right: sample = turned(sample, by: 1, entry.samples.count)
    case .larger: size = turned(size, by: -1, Self.sizes.count)
    case .smaller: size = turned(size, by: 1, Self.sizes.count)
    case .theme: theme = turned(theme, by: 1, max(1, themes))
    case .depth:
      let all = ColorDepth.allCases
      depth = all[turned(all.firstIndex(of: depth) ?? 0, by: -1, all.count)]
    case .glyphs:
      let all = GlyphSet.allCases
      glyphs = all[turned(all.firstIndex(of: glyphs) ?? 0, by: 1, all.count)]
    case .hold: isMoving.toggle()
    case .quit: break
    }
  }
}
