import Testing

@testable import TerminalUI

@Suite("Themes in 256 colours")
struct IndexedThemeTests {
  static let themes = ThemeTests.shipped

  @Test("the palette is the cube and the greys, without the sixteen that a person may have changed")
  func palette() {
    #expect(IndexedPalette.fixed240.colors.count == 240)
    #expect(
      IndexedPalette.fixed240.colors[0] == Color(rgb: 0)
        && IndexedPalette.fixed240.colors[215] == Color(rgb: 0xffffff))
    #expect(IndexedPalette.fixed240.colors[239] == Color(rgb: 0xeeeeee))
    for color in IndexedPalette.fixed240.colors { #expect(IndexedPalette.fixed240.nearest(color) == color) }
  }

  @Test("only palette colours are used, and text still reads", arguments: themes)
  func roles(_ name: String) throws {
    let theme = try ThemeLibrary(folders: [ThemeTests.folder]).theme(name).adapted(to: .indexed256)
    let palette = Set(IndexedPalette.fixed240.colors)
    let used = theme.colors.values + theme.series + theme.sequential.colors + theme.diverging.colors
    #expect(used.allSatisfy(palette.contains))
    for ground in [Role.background, .raised] {
      for role in [Role.text, .title, .accent, .key, .good, .bad, .sensitive, .critical] {
        #expect(theme[role].contrast(with: theme[ground]) >= 4.5, "\(role) on \(ground)")
      }
      #expect(theme[.muted].contrast(with: theme[ground]) >= 3)
    }
    #expect(theme[.selectionText].contrast(with: theme[.selection]) >= 4.5)
    #expect(theme[.selection] != theme[.background] && theme[.faint] != theme[.background])
    #expect(Set(theme.series.prefix(6)).count == 6)
  }

  @Test("in sixteen colours text reads, too, and what is chosen is seen", arguments: themes)
  func sixteen(_ name: String) throws {
    let theme = try ThemeLibrary(folders: [ThemeTests.folder]).theme(name).adapted(to: .indexed16)
    let palette = Set(IndexedPalette.usual16.colors)
    let used = theme.colors.values + theme.series + theme.sequential.colors + theme.diverging.colors
    #expect(used.allSatisfy(palette.contains))
    for role in [Role.text, .title, .accent, .key, .good, .bad, .sensitive, .critical] {
      #expect(theme[role].contrast(with: theme[.background]) >= 4, "\(role)")
    }
    #expect(theme[.selectionText].contrast(with: theme[.selection]) >= 3.5)
    #expect(theme[.selection] != theme[.background] && theme[.faint] != theme[.background])
    #expect(Set(theme.series.prefix(4)).count == 4)
  }

  @Test("in eight colours, which have no grey, nothing that is grey gets a hue", arguments: themes)
  func eight(_ name: String) throws {
    let theme = try ThemeLibrary(folders: [ThemeTests.folder]).theme(name).adapted(to: .indexed8)
    let palette = Set(IndexedPalette.usual8.colors)
    let used = theme.colors.values + theme.series + theme.sequential.colors + theme.diverging.colors
    #expect(used.allSatisfy(palette.contains))
    for role in [Role.text, .title, .muted, .faint, .border] {
      #expect(OKLab(theme[role]).chroma < 0.02, "\(role)")
      #expect(theme[role].contrast(with: theme[.background]) >= 4.5, "\(role)")
    }
    #expect(theme[.selectionText].contrast(with: theme[.selection]) >= 3.5)
    #expect(theme[.selection] != theme[.background])
  }

  @Test("without colours the chosen line is reversed and weight sets titles off")
  func none() {
    let theme = Theme.dark.adapted(to: .monochrome)
    let chosen = Cell(style: theme.selected(true))
    #expect(ColorMapping.monochrome(chosen) == .reverse)
    #expect(ColorMapping.monochrome(Cell(style: theme.plain)) == [])
    #expect(theme.style(.title).attributes == .bold)
  }

  @Test(
    "maps keep their order of lightness and enough steps to read", arguments: ColorMap.all.map(\.name),
    [ColorDepth.indexed256, .indexed16, .indexed8])
  func maps(_ name: String, _ depth: ColorDepth) throws {
    let map = try #require(ColorMap.all.first { $0.name == name })
    let reduced = map.indexed(by: depth == .indexed256 ? .fixed240 : depth == .indexed16 ? .usual16 : .usual8)
    let lightness = reduced.colors.map { OKLab($0).lightness }
    let isFolded = map.isDiverging && map != .greySigned
    let rises = isFolded ? OKLab(map.colors[255]).lightness > OKLab(map.colors[128]).lightness : true
    for index in (isFolded ? 129 : 1)..<256 {
      let step = lightness[index] - lightness[index - 1]
      #expect(rises ? step >= -1e-9 : step <= 1e-9, "\(name) at \(index)")
    }
    if isFolded {
      for index in 1..<128 {
        let step = lightness[index - 1] - lightness[index]
        #expect(rises ? step >= -1e-9 : step <= 1e-9, "\(name) at \(index)")
      }
      #expect(abs(lightness[0] - lightness[255]) < (depth == .indexed256 ? 0.09 : 0.3))
      #expect(reduced.colors[0] != reduced.colors[255], "the signs differ")
    }
    #expect(Set(reduced.colors).count >= (depth == .indexed256 ? 10 : 3), "\(name)")
  }
}
