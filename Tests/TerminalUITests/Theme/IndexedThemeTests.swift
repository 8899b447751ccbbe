import Testing

@testable import TerminalUI

@Suite("Themes in 256 colours")
struct IndexedThemeTests {
  static let themes = ThemeTests.shipped

  @Test("the palette is the cube and the greys, without the sixteen that a person may have changed")
  func palette() {
    #expect(IndexedPalette.colors.count == 240)
    #expect(IndexedPalette.colors[0] == Color(rgb: 0) && IndexedPalette.colors[215] == Color(rgb: 0xffffff))
    #expect(IndexedPalette.colors[239] == Color(rgb: 0xeeeeee))
    for color in IndexedPalette.colors { #expect(IndexedPalette.nearest(color) == color) }
  }

  @Test("only palette colours are used, and text still reads", arguments: themes)
  func roles(_ name: String) throws {
    let theme = try ThemeLibrary(folders: [ThemeTests.folder]).theme(name).indexed256()
    let palette = Set(IndexedPalette.colors)
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

  @Test("maps keep their order of lightness and enough steps to read", arguments: ColorMap.all.map(\.name))
  func maps(_ name: String) throws {
    let map = try #require(ColorMap.all.first { $0.name == name })
    let reduced = map.indexed256()
    let lightness = reduced.colors.map { OKLab($0).lightness }
    let rises = map.isDiverging ? OKLab(map.colors[255]).lightness > OKLab(map.colors[128]).lightness : true
    for index in (map.isDiverging ? 129 : 1)..<256 {
      let step = lightness[index] - lightness[index - 1]
      #expect(rises ? step >= -1e-9 : step <= 1e-9, "\(name) at \(index)")
    }
    if map.isDiverging {
      for index in 1..<128 {
        let step = lightness[index - 1] - lightness[index]
        #expect(rises ? step >= -1e-9 : step <= 1e-9, "\(name) at \(index)")
      }
      #expect(abs(lightness[0] - lightness[255]) < 0.09)
    }
    #expect(Set(reduced.colors).count >= 10, "\(name)")
  }
}
