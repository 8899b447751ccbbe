import Catalog
import Foundation

/// The pictures of a folder by class and split, without a look into them.
struct ImageFolderListing {
  struct Entry {
    /// Below the folder.
    let name: String
    let label: Int
  }

  let classNames: [String]
  /// The first of each class, then the second of each, …: the beginning of a set is a fair picture of it.
  private(set) var train: [Entry] = []
  private(set) var test: [Entry] = []
  /// What stands beside the classes, or is no png or jpeg by its name.
  private(set) var strays: [String] = []

  /// - Throws: ``UserError`` when there is no such folder, or no two classes in it, or a class without a picture.
  init(_ name: ImageFolderName) throws {
    let top = Self.contents(name.path)
    if top == nil {
      let isFile = FileManager.default.fileExists(atPath: name.path)
      throw UserError(
        "dataset '\(printable(name.text))': \(isFile ? "found a file" : "found no such folder"), expected a folder "
          + "with a sub-folder of png or jpeg files for each class")
    }
    let (folders, files) = top ?? ([], [])
    strays = files
    if let held = ["test", "val"].first(where: folders.contains), folders.contains("train") {
      strays += folders.filter { $0 != "train" && $0 != held }.map { $0 + "/" }
      classNames = try Self.classes(name, "train/", &strays)
      train = try Self.entries(name, "train/", classNames, &strays)
      let tested = try Self.classes(name, held + "/", &strays)
      if let odd = tested.first(where: { !classNames.contains($0) }) {
        throw UserError(
          "\(name.path)/\(held)/\(printable(odd)): found a class that train/ has not; it has "
            + Self.spell(classNames))
      }
      test = try Self.entries(name, held + "/", classNames, &strays)
    } else {
      classNames = try Self.classes(name, "", &strays)
      for entries in Dictionary(
        grouping: try Self.entries(name, "", classNames, &strays), by: \.label
      ).sorted(by: { $0.key < $1.key }).map(\.value) {
        guard entries.count > 1 else {
          throw UserError(
            "\(name.path)/\(printable(classNames[entries[0].label])): found one picture, expected two or more: some "
              + "are held back for testing")
        }
        let count = min(entries.count - 1, max(1, Int((Double(entries.count) * name.testShare).rounded())))
        let held = Set(Self.order(entries, seed: name.seed).prefix(count))
        train += entries.indices.filter { !held.contains($0) }.map { entries[$0] }
        test += entries.indices.filter(held.contains).map { entries[$0] }
      }
    }
    (train, test) = (Self.interleaved(train), Self.interleaved(test))
  }

  private static func interleaved(_ entries: [Entry]) -> [Entry] {
    var ranks: [Int: Int] = [:]
    let ranked = entries.map { entry in
      let rank = ranks[entry.label, default: 0]
      ranks[entry.label] = rank + 1
      return (rank, entry)
    }
    return ranked.sorted { ($0.0, $0.1.label) < ($1.0, $1.1.label) }.map(\.1)
  }

  /// A picture's place hangs on its own name, so that a new picture moves hardly any other from one part to the other.
  private static func order(_ entries: [Entry], seed: UInt64) -> [Int] {
    let keys = entries.map { Seed(seed).derive("image folder " + $0.name) }
    return entries.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
  }

  private static func classes(
    _ name: ImageFolderName, _ part: String, _ strays: inout [String]
  ) throws -> [String] {
    let (folders, files) = contents(name.path + "/" + part) ?? ([], [])
    if !part.isEmpty { strays += files.map { part + $0 } }
    guard folders.count > 1 else {
      let place = part.isEmpty ? name.path : "\(name.path)/\(part)"
      let found =
        folders.isEmpty
        ? "found no sub-folder" : "found one sub-folder ('\(printable(folders[0]))')"
      throw UserError(
        "\(place): \(found) and \(files.count) file\(files.count == 1 ? "" : "s"), expected a sub-folder of png or "
          + "jpeg files for each of two or more classes"
          + (part.isEmpty ? ", or these in train/ and test/" : ""))
    }
    return folders
  }

  private static func entries(
    _ name: ImageFolderName, _ part: String, _ classNames: [String], _ strays: inout [String]
  ) throws -> [Entry] {
    var result: [Entry] = []
    for (label, folder) in classNames.enumerated() {
      let before = result.count
      walk(name.path, part + folder, depth: 0) { file in
        if isPicture(file) { result.append(Entry(name: file, label: label)) } else { strays.append(file) }
      }
      guard result.count > before || part.hasPrefix("test") || part.hasPrefix("val") else {
        throw UserError("\(name.path)/\(part)\(printable(folder)): found no png or jpeg file")
      }
    }
    guard !result.isEmpty else { throw UserError("\(name.path)/\(part): found no png or jpeg file") }
    return result
  }

  /// Every file below a folder, in order; links that lead back up end somewhere.
  private static func walk(_ root: String, _ folder: String, depth: Int, _ visit: (String) -> Void) {
    guard depth < 8, let (folders, files) = contents(root + "/" + folder) else { return }
    for file in files { visit(folder + "/" + file) }
    for inner in folders { walk(root, folder + "/" + inner, depth: depth + 1, visit) }
  }

  /// Sub-folders and files by name, hidden ones left out; nil where there is no such folder.
  private static func contents(_ folder: String) -> (folders: [String], files: [String])? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return nil }
    var folders: [String] = [], files: [String] = []
    for name in names.sorted() where !name.hasPrefix(".") {
      var isFolder: ObjCBool = false
      // A picture's name saves asking: a set has many.
      if !isPicture(name),
        FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder),
        isFolder.boolValue
      {
        folders.append(name)
      } else {
        files.append(name)
      }
    }
    return (folders, files)
  }

  private static func isPicture(_ name: String) -> Bool {
    [".png", ".jpg", ".jpeg"].contains { name.lowercased().hasSuffix($0) }
  }

  /// The first few names.
  static func spell(_ names: [String], limit: Int = 5) -> String {
    names.prefix(limit).map(printable).joined(separator: ", ")
      + (names.count > limit ? " and \(names.count - limit) more" : "")
  }
}
