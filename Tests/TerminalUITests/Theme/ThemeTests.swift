import Catalog
import Foundation
import Testing

@testable import TerminalUI

@Suite("Themes")
struct ThemeTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("themes").path
  static let shipped = ["colour-blind", "dark", "high-contrast", "light", "monochrome"]

  func theme(_ name: String) throws -> Theme { try ThemeLibrary(folders: [Self.folder]).theme(name) }

  @Test("the built-in theme is the dark file to the last colour")
  func builtIn() throws {
    #expect(try theme("dark") == Theme.dark)
  }

  @Test("every file of the themes folder loads and is named after its file")
  func files() throws {
    let library = ThemeLibrary(folders: [Self.folder])
    #expect(library.names == Self.shipped)
    for name in library.names { #expect(try library.theme(name).name == name) }
  }

  @Test("text reads on every ground it stands on", arguments: shipped)
  func contrast(_ name: String) throws {
    let theme = try theme(name)
    for ground in [Role.background, .raised] {
      for role in [Role.text, .title, .accent, .key, .good, .warning, .bad, .ambient, .sensitive, .critical] {
        let ratio = theme[role].contrast(with: theme[ground])
        #expect(ratio >= 4.5, "\(role) on \(ground): \(ratio)")
      }
      #expect(theme[.muted].contrast(with: theme[ground]) >= 3)
    }
    #expect(theme[.selectionText].contrast(with: theme[.selection]) >= 4.5)
    for role in [Role.text, .muted, .accent, .key, .good, .bad] {
      #expect(theme[role].contrast(with: theme[.selection]) >= 3, "\(role) on the selection")
    }
    #expect(theme[.accent].readableInk.contrast(with: theme[.accent]) >= 4.5)
    #expect((theme[.background].luminance < 0.2) == theme.isDark)
    #expect(!theme.summary.isEmpty && theme.summary.count <= 48, "the chooser shows it on one line")
  }

  @Test("the high-contrast theme keeps 7:1 for whatever is read")
  func highContrast() throws {
    let theme = try theme("high-contrast")
    for (_, role) in Role.named
    where ![.background, .raised, .faint, .border, .selection, .selectionText].contains(role) {
      for ground in [Role.background, .raised] {
        #expect(theme[role].contrast(with: theme[ground]) >= 7, "\(role) on \(ground)")
      }
    }
    #expect(theme[.selectionText].contrast(with: theme[.selection]) >= 7)
    #expect(theme[.border].contrast(with: theme[.background]) >= 3)
  }

  @Test(
    "with no colour vision of the usual kinds do good and bad, or the verdicts, look alike in the colour-blind theme"
  )
  func colourBlind() throws {
    let theme = try theme("colour-blind")
    let groups: [[Role]] = [[.good, .warning, .bad], [.ambient, .sensitive, .critical]]
    for vision in [ColorVision.normal, .protan, .deutan] {
      for group in groups {
        let seen = group.map { OKLab(vision.sees(theme[$0])) }
        for first in seen.indices {
          for second in seen.indices.dropFirst(first + 1) {
            let distance = seen[first].distance(to: seen[second])
            #expect(distance >= 0.12, "\(vision): \(group[first]) and \(group[second]): \(distance)")
          }
        }
      }
    }
  }

  @Test("the monochrome theme has no hue, and says so")
  func monochrome() throws {
    let theme = try theme("monochrome")
    for color in theme.colors.values + theme.series + theme.sequential.colors + theme.diverging.colors {
      #expect(OKLab(color).chroma < 0.005)
    }
    #expect(
      theme.isMonochrome && Theme.dark.adapted(to: .monochrome).isMonochrome && !Theme.dark.isMonochrome)
  }

  @Test("emphasis is read by role, and drawn")
  func emphasis() throws {
    let theme = try ThemeFile(path: "x.toml", text: "[emphasis]\naccent = \"underline\"").theme()
    #expect(theme.style(.accent, .bold).attributes == [.bold, .underline])
    var surface = Surface(size: Size(rows: 1, columns: 4))
    surface.write(TextLine("ab", .accent), row: 0, column: 0, width: 4, theme: theme, in: surface.bounds)
    #expect(surface[row: 0, column: 1]?.style.attributes == .underline)
  }

  @Test(
    "series stand out from the ground and from each other, with any colour vision",
    arguments: shipped.filter { $0 != "monochrome" })
  func series(_ name: String) throws {
    let theme = try theme(name)
    #expect(theme.series.count >= 8)
    for color in theme.series { #expect(color.contrast(with: theme[.background]) >= 2.95) }
    for vision in ColorVision.allCases {
      let seen = theme.series.map { OKLab(vision.sees($0)) }
      for first in seen.indices {
        for second in seen.indices.dropFirst(first + 1) {
          let distance = seen[first].distance(to: seen[second])
          // The first four, which most charts stop at, are told apart at a glance.
          let floor = second < 4 ? (vision == .tritan ? 0.08 : 0.13) : (vision == .tritan ? 0.05 : 0.08)
          #expect(distance >= floor, "\(name), \(vision): series \(first) and \(second): \(distance)")
        }
      }
    }
  }

  @Test("what is wrong in a theme file is told with its file and line")
  func broken() throws {
    let cases: [(text: String, part: String)] = [
      ("name = \"x\"\ndark = maybe", "x.toml, line 2"),
      ("[colors]\ntext = \"#12345\"", "x.toml, line 2: text: found '#12345', expected a colour"),
      ("[colors]\n\ntext = 7", "x.toml, line 3: text: found '7'"),
      ("[colors]\ntxet = \"#123456\"", "x.toml, line 2: unknown key of a theme 'txet'; did you mean 'text'?"),
      ("dark = \"yes\"", "x.toml, line 1: dark: found 'yes', expected true or false"),
      ("[series]\ncolors = [\"#123456\"]", "x.toml, line 2: colors: found 1 colours, expected at least 8"),
      ("[maps]\nsequential = \"jet\"", "x.toml, line 2: sequential: found 'jet', expected one of cividis"),
      ("[maps]\ndiverging = \"cividis\"", "expected one of blue-orange"),
      ("colors = 3", "x.toml, line 1: colors"),
      ("[emphasis]\naccent = \"loud\"", "x.toml, line 2: accent: found 'loud', expected one of bold, dim"),
    ]
    for (text, part) in cases {
      let error = #expect(throws: UserError.self) { try ThemeFile(path: "x.toml", text: text).theme() }
      #expect(error?.message.contains(part) == true, "\(error?.message ?? "") should contain \(part)")
      #expect(error?.message.contains("\n") == false)
    }
  }

  @Test("a theme that names a few roles takes the others from the built-in one")
  func partial() throws {
    let theme = try ThemeFile(path: "a/own.toml", text: "[colors]\naccent = \"#ff00aa\"").theme()
    #expect(theme.name == "own")
    #expect(theme[.accent] == Color(rgb: 0xff00aa))
    #expect(theme[.text] == Theme.dark[.text])
  }

  @Test("an unknown theme is refused with the nearest name; dark is there without any file")
  func lookup() throws {
    let library = ThemeLibrary(folders: [Self.folder])
    let error = #expect(throws: UserError.self) { try library.theme("lihgt") }
    #expect(error?.message.contains("did you mean 'light'?") == true)
    let missing = #expect(throws: UserError.self) { try library.theme("./no/such.toml") }
    #expect(missing?.message.contains("no/such.toml") == true)
    #expect(try ThemeLibrary(folders: []).theme("dark") == .dark)
  }

  @Test("folders are searched in the order: variable, user's configuration, beside the program")
  func folders() {
    let library = ThemeLibrary.standard(
      environment: ["HALFTONE_THEMES": "/a", "XDG_CONFIG_HOME": "/x", "HOME": "/h"],
      executable: "/p/bin/halftone")
    #expect(library.folders.prefix(2) == ["/a", "/x/halftone/themes"])
    let home = ThemeLibrary.standard(environment: ["HOME": "/h"], executable: "/p/bin/halftone")
    #expect(home.folders.first == "/h/.config/halftone/themes")
  }
}

/// How the usual kinds of colour-vision deficiency see a colour: Machado, Oliveira, Fernandes (2009), severity 1.
enum ColorVision: CaseIterable {
  case normal, protan, deutan, tritan

  var matrix: [Double] {
    switch self {
    case .normal: [1, 0, 0, 0, 1, 0, 0, 0, 1]
    case .protan:
      [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998]
    case .deutan:
      [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881]
    case .tritan:
      [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900]
    }
  }

  func sees(_ color: Color) -> Color {
    let (red, green, blue) = color.linear
    let m = matrix
    return Color(
      linearRed: m[0] * red + m[1] * green + m[2] * blue, green: m[3] * red + m[4] * green + m[5] * blue,
      blue: m[6] * red + m[7] * green + m[8] * blue)
  }
}
