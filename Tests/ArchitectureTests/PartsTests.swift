import Foundation
import Testing

/// What may be imported anywhere: it comes with the language or is the C library.
private let anywhere: Set<String> = [
  "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "RegexBuilder", "Synchronization",
]

@Suite("The parts and their arrows are those of ARCHITECTURE.md")
struct PartsTests {
  let table: [String: PartRow]
  let parts: Set<String>

  init() throws {
    table = try Architecture.table()
    parts = Set(try Repository.parts())
  }

  @Test("every folder of Sources has its row, and every row its folder")
  func folders() {
    #expect(Set(table.keys) == parts)
  }

  @Test("the manifest's dependencies are the table's")
  func manifest() throws {
    let targets = try Manifest.targets()
    #expect(parts.subtracting(targets.keys) == [], "a part that the manifest reader did not find")
    for row in table.values {
      guard let target = targets[row.name] else { continue }
      #expect(target.parts == row.imports, "\(row.name): its parts in Package.swift and in ARCHITECTURE.md")
      #expect(
        target.products == row.outside, "\(row.name): its packages in Package.swift and in ARCHITECTURE.md")
    }
  }

  @Test("every import of every file is allowed by its part's row")
  func imports() throws {
    for row in table.values {
      for file in try Repository.files(of: row.name, ending: ["swift"]) {
        for module in file.imports where !anywhere.contains(module) && module != row.name {
          #expect(
            row.imports.contains(module) || row.outside.contains(module),
            "\(file.path) imports \(module); ARCHITECTURE.md does not let \(row.name) do so")
        }
      }
    }
  }

  @Test("no part reaches itself along the arrows")
  func acyclic() {
    for start in table.keys {
      var reached: Set<String> = []
      var open = table[start]?.imports ?? []
      while let next = open.popFirst() {
        guard reached.insert(next).inserted else { continue }
        open.formUnion(table[next]?.imports ?? [])
      }
      #expect(!reached.contains(start), "\(start) depends on itself")
    }
  }

  @Test("ncurses is in TerminalUI only; the engine and the screens never see a tensor")
  func fences() throws {
    for file in try Repository.swiftFiles() {
      let imports = file.imports
      if imports.contains("CNcurses") || imports.contains("CChafa") {
        #expect(file.path.hasPrefix("Sources/TerminalUI/"), "\(file.path) imports ncurses or chafa")
      }
      for fenced in ["Catalog", "Engine", "TerminalUI", "Workbench"]
      where file.path.hasPrefix("Sources/\(fenced)/") {
        #expect(!imports.contains("Torch") && !imports.contains("CTorch"), "\(file.path) imports Torch")
      }
    }
  }

  @Test("each C library is included in the one part that wraps it")
  func includes() throws {
    let homes = [
      "ATen/": "CTorchLibrary", "c10/": "CTorchLibrary", "torch/": "CTorchLibrary", "curses": "CNcurses",
      "chafa": "CChafa",
      "zlib": "CCodecs", "png": "CCodecs", "jpeglib": "CCodecs",
    ]
    for part in parts {
      for file in try Repository.files(of: part, ending: ["h", "hpp", "c", "cpp"]) {
        for line in file.lines where line.hasPrefix("#include <") {
          for (library, home) in homes where line.hasPrefix("#include <\(library)") {
            #expect(part == home, "\(file.path): \(line)")
          }
        }
      }
    }
  }

  @Test("every function of the C header is handed on, and defined behind a catch")
  func handedOn() throws {
    let header = try Repository.text("Sources/CTorch/include/halftone_torch.h")
    let calls = try Repository.text("Sources/CTorch/Calls.c")
    let library = try Repository.files(of: "CTorchLibrary", ending: ["cpp"]).map(\.text).joined()
    let names = Set(header.matches(of: /\b(ct_\w+)\(/).map { String($0.output.1) })
    #expect(names.count > 100)
    for name in names {
      #expect(calls.contains("AT_\(name),"), "\(name): run Scripts/torch-calls")
      #expect(library.contains(" \(name)(") || library.contains("*\(name)("), "\(name) is defined nowhere")
    }
    let handed = Set(calls.matches(of: /CALL\((ct_\w+)\)/).map { String($0.output.1) })
    #expect(handed == names, "run Scripts/torch-calls")
  }

  @Test("the places that ARCHITECTURE.md sends a newcomer to exist")
  func places() throws {
    let places = try Architecture.places()
    #expect(places.count > 8)
    for place in places {
      #expect(
        FileManager.default.fileExists(atPath: Repository.root.appending(path: place).path),
        "ARCHITECTURE.md names \(place)")
    }
  }
}
