extension GalleryEntry {
  static let dialog = GalleryEntry(
    "dialog", "A question with its answers, above the screen.", columns: 70, rows: 9,
    [
      GallerySample(SampleData.dialog),
      GallerySample(
        "error",
        Dialog(
          "The run failed", lines: ["loss is not finite at step 412; try a smaller learning rate"],
          role: .bad)),
    ])

  static let emptyState = GalleryEntry(
    "empty-state", "Why there is nothing here, and which keys fill it.", columns: 70, rows: 7,
    [GallerySample(SampleData.emptyState)])

  static let footer = GalleryEntry(
    "footer", "What the keys do here.", columns: 80, rows: 1, [GallerySample(SampleData.footer)])

  static let help = GalleryEntry(
    "help", "All keys by group, and a search through them.", columns: 80, rows: 14,
    [
      GallerySample(SampleData.help),
      GallerySample("search", HelpOverlay(SampleData.help.groups, search: TextFieldState("run"))),
    ])

  static let panel = GalleryEntry(
    "panel", "A border with a title.", columns: 40, rows: 4,
    [GallerySample(SampleData.panel), GallerySample("idle", Panel("Accuracy"))])

  static let split = GalleryEntry(
    "split", "Two panes with a border that can be dragged; one folds away where there is no room.",
    columns: 70, rows: 12,
    [
      GallerySample(SplitSample(axis: .columns, state: SplitState(ratio: 0.35))),
      GallerySample("rows", SplitSample(axis: .rows, state: SplitState(ratio: 0.6, isHeld: true))),
    ])

  static let tabs = GalleryEntry(
    "tabs", "The names of the screens, numbered by the keys that open them.", columns: 60, rows: 1,
    [
      GallerySample(SampleData.tabs),
      GallerySample("plain", Tabs(["τ", "joint", "|Δ|"], selected: 1, isNumbered: false)),
    ])

  static let toast = GalleryEntry(
    "toast", "Messages that go by themselves.", columns: 70, rows: 14,
    [GallerySample(SampleData.toast), GallerySample("stack", ToastStack(SampleData.toasts))])

  static let tooSmall = GalleryEntry(
    "too-small", "The one screen below the smallest size.", columns: 50, rows: 6,
    [GallerySample(TooSmall(needed: Size(rows: 18, columns: 60)))])
}

/// Two panes with a border between them, each with something in it.
struct SplitSample: Widget {
  let axis: Split.Axis
  let state: SplitState

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    let split = Split(axis, state: state, minimum: (axis == .columns ? 12 : 3, axis == .columns ? 12 : 3))
    let layout = split.layout(in: rectangle)
    for (place, widget) in [
      (layout.first, SampleData.tree(["model"]) as any Widget), (layout.second, SampleData.paragraph),
    ] where !place.isEmpty {
      widget.draw(in: place, on: &surface, theme: theme)
    }
    split.draw(in: rectangle, on: &surface, theme: theme)
  }
}
