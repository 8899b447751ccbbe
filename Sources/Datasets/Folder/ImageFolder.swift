import Catalog
import Foundation

extension DatasetSource {
  /// Stands for every `folder:PATH` in lists; a path makes it a data set.
  public static let folder = DatasetSource(
    card: ImageFolderName.card, classNames: [], origin: ImageFolder(name: nil))

  /// The folder of pictures that `folder:PATH` names; nil for a name of another form.
  ///
  /// - Throws: ``UserError`` for an option that is none, or a folder that holds no classes of pictures.
  static func folder(named text: String) throws -> DatasetSource? {
    guard let name = try ImageFolderName(text) else { return nil }
    return DatasetSource(
      card: Card(
        identifier: name.text, title: ImageFolderName.card.title, summary: ImageFolderName.card.summary),
      classNames: try ImageFolderListing(name).classNames.map(printable), origin: ImageFolder(name: name))
  }
}

/// Pictures of one's own, a sub-folder a class.
struct ImageFolder: DatasetOrigin {
  /// Nil in the registry's entry, which stands for all folders.
  let name: ImageFolderName?

  func location(_ locator: DataLocator) -> String? { name?.path }

  func remedy(_ locator: DataLocator) -> String? { nil }

  func load(_ split: Split, _ source: DatasetSource, _ locator: DataLocator) throws -> Dataset {
    let name = try named(), listing = try ImageFolderListing(name)
    let entries = split == .train ? listing.train : listing.test
    let form = try form(name, listing)
    let decoded = try decode(entries, form, name)
    guard !decoded.labels.isEmpty else {
      throw UserError(
        "\(name.path): none of the \(entries.count) files for \(split.rawValue) is a readable picture; \(decoded.failures[0])"
      )
    }
    if split == .train,
      let missing = listing.classNames.indices.first(where: { !decoded.labels.contains($0) })
    {
      throw UserError(
        "\(name.path): found no readable picture of the class '\(printable(listing.classNames[missing]))'; "
          + "\(decoded.failures[0])")
    }
    var hash = SHA256()
    hash.update(decoded.inputs.bytes)
    hash.update(ArrayValue(decoded.labels).bytes)
    return try Dataset(
      name: source.card.identifier, split: split, inputs: decoded.inputs, labels: decoded.labels,
      classNames: source.classNames, source: name.path,
      checksums: ["\(name.text) \(split.rawValue)": hash.finish()],
      notes: notes(decoded.failures, entries.count, split == .train ? listing.strays : [], split, name))
  }

  /// Whether every picture can be read; nothing was published that could be compared.
  func verify(_ source: DatasetSource, _ locator: DataLocator) throws -> [DataFileReport] {
    let name = try named(), listing = try ImageFolderListing(name)
    let entries = listing.train + listing.test
    return concurrentMap(entries.count) { index in
      let path = name.path + "/" + entries[index].name
      do {
        let data = try MappedFile.read(path)
        _ = try PixelImage(decoding: data, place: path)
        return DataFileReport(path: path, checksum: SHA256.hash(data), expected: nil, problem: nil)
      } catch {
        return DataFileReport(path: path, checksum: nil, expected: nil, problem: "\(error)")
      }
    }
  }

  private func named() throws -> ImageFolderName {
    if let name { return name }
    throw UserError("dataset: found 'folder', expected a path as in folder:PATH")
  }

  /// Channels, height and width of all pictures.
  private struct Form {
    let channels: Int
    let height: Int
    let width: Int
    var size: Int { channels * height * width }
  }

  /// By the first readable picture of each class of the training set, so that both splits are brought to one form.
  private func form(_ name: ImageFolderName, _ listing: ImageFolderListing) throws -> Form {
    if let size = name.size, name.color != .auto {
      return Form(channels: name.color == .grey ? 1 : 3, height: size.height, width: size.width)
    }
    var first: PixelImage?, isColoured = name.color == .rgb, seen: Set<Int> = []
    for entry in listing.train where !seen.contains(entry.label) {
      let path = name.path + "/" + entry.name
      guard let image = try? PixelImage(decoding: MappedFile.read(path), place: path) else { continue }
      seen.insert(entry.label)
      first = first ?? image
      if name.color == .auto, image.channels > 2 { isColoured = true }
      if name.color != .auto || isColoured { break }
    }
    let size = name.size ?? first.map { ($0.height, $0.width) } ?? (1, 1)
    return Form(channels: isColoured ? 3 : 1, height: size.0, width: size.1)
  }

  private func decode(
    _ entries: [ImageFolderListing.Entry], _ form: Form, _ name: ImageFolderName
  ) throws -> (inputs: ArrayValue, labels: [Int], failures: [String]) {
    let room = Int(clamping: ProcessInfo.processInfo.physicalMemory / 2)
    guard entries.count <= room / form.size else {
      throw UserError(
        "\(name.path): found \(entries.count) pictures of \(form.channels) x \(form.height) x \(form.width), which need "
          + "more than half of the memory; expected a smaller size, as in folder:size=64:PATH")
    }
    let (bytes, problems) = concurrentRows(entries.count, of: form.size) { index, pixels -> String? in
      let path = name.path + "/" + entries[index].name
      do {
        try PixelImage(decoding: MappedFile.read(path), place: path)
          .write(channels: form.channels, height: form.height, width: form.width, to: pixels)
        return nil
      } catch {
        return printable("\(error)")
      }
    }
    let good = entries.indices.filter { problems[$0] == nil }
    let kept =
      good.count == entries.count
      ? bytes
      : good.reduce(into: Data(capacity: good.count * form.size)) { kept, row in
        kept.append(bytes[(row * form.size)..<((row + 1) * form.size)])
      }
    return (
      ArrayValue(
        shape: [good.count, form.channels, form.height, form.width], elementType: .uint8, bytes: kept),
      good.map { entries[$0].label }, problems.compactMap { $0 }
    )
  }

  private func notes(
    _ failures: [String], _ count: Int, _ strays: [String], _ split: Split, _ name: ImageFolderName
  ) -> [String] {
    var notes: [String] = []
    if !failures.isEmpty {
      notes.append(
        "\(name.path), \(split.rawValue): \(failures.count) of \(count) pictures cannot be read and are left out"
      )
      notes += failures.prefix(10).map { "left out \($0)" }
      if failures.count > 10 {
        notes.append("left out \(failures.count - 10) more; 'halftone data verify' names all")
      }
    }
    if !strays.isEmpty {
      notes.append(
        "\(name.path): \(strays.count) more file\(strays.count == 1 ? " is" : "s are") no png or jpeg of a class: "
          + ImageFolderListing.spell(strays))
    }
    return notes
  }
}
