import Catalog
import Datasets
import Engine
import Networks

/// The inputs that an experiment was pointed at: rows of a data set, or a file's.
struct ExplainedInputs {
  /// Where they come from, for titles and messages.
  let place: String
  /// `[N, C, H, W]`: pixels in 0…1, or rows of a table.
  let pixels: ArrayValue
  /// What a table's channels are called; nil for pictures.
  let columnNames: [String]?
  let indices: [Int]
  let labels: [Int]?
  let classNames: [String]
  let captions: [String]

  var count: Int { indices.count }
  /// `[C, H, W]`.
  var shape: [Int] { Array(pixels.shape.dropFirst()) }

  init(_ settings: Settings, _ source: ModelSource, _ context: JobContext) throws {
    let file = settings.text("input")
    guard file == "none" else {
      let read = try InputFile(file, holdsRows: source.takesRows)
      let names = try source.classNames(
        inputShape: Array(read.inputs.shape.dropFirst()), dataset: settings.text("dataset"))
      place = file
      pixels = read.inputs
      columnNames = source.takesRows ? (1...read.inputs.shape[1]).map { "column \($0)" } : nil
      indices = Array(0..<read.count)
      labels = read.labels
      classNames = names
      if let wrong = read.labels?.first(where: { !names.indices.contains($0) }) {
        throw UserError("\(file): found the label \(wrong), expected 0…\(names.count - 1)")
      }
      captions = indices.map { index in
        "#\(index)" + (read.labels.map { " \(names[$0[index]])" } ?? "")
      }
      return
    }
    let split = try Split(named: settings.text("split"))
    let dataset = try context.dataset(try source.datasetName(settings.text("dataset")), split)
    place = "\(dataset.name) \(split.rawValue)"
    let chosen = try IndexList(settings.text("indices"), count: dataset.count, of: place).indices
    indices = chosen
    pixels = try dataset.pixels(chosen)
    columnNames = dataset.features?.columnNames
    labels = dataset.targets == nil ? chosen.map { dataset.labels[$0] } : nil
    classNames = dataset.classNames
    captions = chosen.map { "#\($0) \(dataset.answer($0))" }
  }
}
