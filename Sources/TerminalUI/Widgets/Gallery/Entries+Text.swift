extension GalleryEntry {
  static let commandPalette = GalleryEntry(
    "command-palette", "Every command by any letters of its name.", columns: 80, rows: 14,
    [
      GallerySample(SampleData.palette),
      GallerySample("nothing", CommandPalette(SampleData.commands, state: PaletteState(query: "xyz"))),
    ])

  static let facts = GalleryEntry(
    "facts", "Labels and values, one pair a row.", columns: 50, rows: 4, [GallerySample(SampleData.facts)])

  static let form = GalleryEntry(
    "form", "A card's parameters as fields, checked as they are typed.", columns: 80, rows: 13,
    [GallerySample(SampleData.form), GallerySample("button", SampleData.formAtButton)])

  static let labelRow = GalleryEntry(
    "label-row", "Labels and values side by side.", columns: 80, rows: 1, [GallerySample(SampleData.labelRow)]
  )

  static let log = GalleryEntry(
    "log", "The end of a log as it grows, or a place in it.", columns: 80, rows: 10,
    [
      GallerySample(moving: { LogPane(SampleData.log(lines: 40 + Int($0 * 3))) }),
      GallerySample("held", SampleData.heldLog),
      GallerySample("hostile", SampleData.hostileLog),
    ])

  static let paragraph = GalleryEntry(
    "paragraph", "Text broken at its spaces.", columns: 50, rows: 5, [GallerySample(SampleData.paragraph)])

  static let textField = GalleryEntry(
    "text-field", "One line to type into.", columns: 40, rows: 1,
    [
      GallerySample(TextField(TextFieldState("epochs 12"), prompt: TextLine("/", .key, .bold))),
      GallerySample(
        "empty",
        TextField(TextFieldState(), prompt: TextLine(":", .key, .bold), placeholder: "a command")),
    ])
}
