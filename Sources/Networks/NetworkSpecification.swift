import Catalog

/// A network without its weights: what `network.toml` holds.
public struct NetworkSpecification: Sendable {
  public var name: String
  public var input: InputDescription
  public var output: OutputKind
  /// In an order in which every layer comes after those it draws from.
  public private(set) var layers: [NamedLayer]
  /// The shape of each layer's output, without the batch.
  public private(set) var shapes: [[Int]]
  /// Layers beside the output from which nothing draws: what a decoder gives. The output does not need them.
  public let heads: [String]

  /// - Parameters:
  ///   - output: nil takes what the last layer gives.
  ///   - heads: layers beside the output that may go nowhere.
  ///   - place: the file, for messages.
  /// - Throws: `UserError` for a name that stands twice, an unknown source, a cycle, an output that nobody uses, shapes
  ///   that do not fit, an output that is not one number a class, or one of another kind.
  public init(
    name: String, input: InputDescription, output: OutputKind? = nil, layers: [NamedLayer],
    heads: [String] = [], place: String = "network"
  ) throws {
    self.name = name
    self.input = input
    self.heads = heads
    self.layers = try Self.ordered(layers, heads, place)
    self.output = .logits
    shapes = []
    var known = [NamedLayer.inputName: input.shape]
    for layer in self.layers {
      let sources = layer.from.compactMap { known[$0] }
      do {
        let shape = try layer.layer.outputShape(sources)
        for extents in [shape] + layer.layer.slots.map(\.shape) where elementCount(extents) == nil {
          throw UserError("found the shape \(extents), expected at most \(mostElements) elements")
        }
        shapes.append(shape)
        known[layer.name] = shape
      } catch let error as UserError {
        throw UserError("\(place), layer '\(layer.name)': \(error.message)")
      }
    }
    self.output = try outputKind(stated: output, place)
  }

  /// What the last layer gives, by its kind, its shape and the number of classes.
  private func outputKind(stated: OutputKind?, _ place: String) throws -> OutputKind {
    let classes = input.classNames.count, last = layers.last?.name ?? "none"
    let isSingle = classes == 2 && shapes.last == [1]
    guard shapes.last == [classes] || isSingle else {
      throw UserError(
        "\(place), layer '\(last)': found an output of shape \(shapes.last ?? []), expected one number for each of "
          + "\(classes) classes")
    }
    let given: OutputKind =
      if layers.last?.layer is Softmax { .probabilities } else if isSingle { .logit } else if classes == 1 {
        .value
      } else { .logits }
    guard stated ?? given == given else {
      throw UserError(
        "\(place): output kind: found '\(stated?.rawValue ?? "")', expected '\(given.rawValue)', which the last layer "
          + "'\(last)' gives")
    }
    return given
  }

  private static func ordered(
    _ layers: [NamedLayer], _ heads: [String], _ place: String
  ) throws -> [NamedLayer] {
    guard !layers.isEmpty else { throw UserError("\(place): found no [[layer]], expected at least one") }
    var names: Set<String> = [NamedLayer.inputName]
    for layer in layers {
      guard names.insert(layer.name).inserted else {
        throw UserError(
          layer.name == NamedLayer.inputName
            ? "\(place), layer '\(layer.name)': found the name of the network's own input, expected another"
            : "\(place), layer '\(layer.name)': found the name twice, expected one of its own for each layer")
      }
    }
    for layer in layers {
      guard !layer.from.isEmpty else {
        throw UserError("\(place), layer '\(layer.name)': from: found [], expected at least one layer")
      }
      for source in layer.from where !names.contains(source) {
        throw UserError(
          "\(place), layer '\(layer.name)': \(unknownName(printable(source), kind: "layer", known: names.sorted()).message)"
        )
      }
    }
    let order = order(of: layers)
    guard order.count == layers.count else {
      let placed = Set(order)
      let cycle = cycle(in: layers.indices.filter { !placed.contains($0) }.map { layers[$0] })
      throw UserError(
        "\(place), layer '\(cycle[0])': found the cycle \(cycle.joined(separator: " ← ")), "
          + "expected layers that never draw from themselves")
    }
    let result = order.map { layers[$0] }
    let used = Set(layers.flatMap(\.from))
    if let head = heads.first(where: { used.contains($0) || !names.contains($0) }) {
      throw UserError(
        "\(place), output heads: found '\(printable(head))', expected layers from which nothing draws")
    }
    // The output stands last, whatever heads the file has behind it.
    let (side, main) = (result.filter { heads.contains($0.name) }, result.filter { !heads.contains($0.name) })
    if let idle = main.dropLast().first(where: { !used.contains($0.name) }) {
      throw UserError(
        "\(place), layer '\(idle.name)': found no layer that draws from it, expected one: only the output, "
          + "'\(main[main.count - 1].name)', goes nowhere")
    }
    guard let output = main.last else {
      throw UserError("\(place), output heads: found every layer among them, expected the output elsewhere")
    }
    return main.dropLast() + side + [output]
  }

  /// The first of those whose sources are all there comes next; what lies on a cycle, or behind one, is left out.
  private static func order(of layers: [NamedLayer]) -> [Int] {
    let index = Dictionary(uniqueKeysWithValues: layers.enumerated().map { ($1.name, $0) })
    var missing = [Int](repeating: 0, count: layers.count)
    var readers = [[Int]](repeating: [], count: layers.count)
    for (reader, layer) in layers.enumerated() {
      for source in layer.from.compactMap({ index[$0] }) {
        missing[reader] += 1
        readers[source].append(reader)
      }
    }
    // Descending, so that the first is cheap to take.
    var ready = Array(layers.indices.filter { missing[$0] == 0 }.reversed())
    var result: [Int] = []
    while let next = ready.popLast() {
      result.append(next)
      for reader in readers[next] {
        missing[reader] -= 1
        if missing[reader] == 0 { ready.insert(reader, at: ready.firstIndex { $0 < reader } ?? ready.count) }
      }
    }
    return result
  }

  /// A cycle among layers each of which waits for another of them; its first name again at its end.
  private static func cycle(in waiting: [NamedLayer]) -> [String] {
    let sources = Dictionary(uniqueKeysWithValues: waiting.map { ($0.name, $0.from) })
    var path = [waiting[0].name]
    while let next = sources[path[path.count - 1]]?.first(where: { sources[$0] != nil }) {
      if let start = path.firstIndex(of: next) { return path[start...] + [next] }
      path.append(next)
    }
    return path
  }
}

/// More elements than this in one tensor is a mistake in the file, not a network.
let mostElements = Int(Int32.max)

/// The product of extents; nil when it exceeds ``mostElements``.
func elementCount(_ shape: [Int]) -> Int? {
  var count = 1
  for extent in shape {
    let (product, overflows) = count.multipliedReportingOverflow(by: extent)
    guard !overflows, product <= mostElements else { return nil }
    count = product
  }
  return count
}

/// A layer at its place in the graph.
public struct NamedLayer: Sendable {
  /// The name of the network's own input in `from`.
  public static let inputName = "input"
  public let name: String
  public let layer: any Layer
  /// The layers it draws from, in order.
  public let from: [String]

  public init(_ name: String, _ layer: any Layer, from: [String]) {
    self.name = name
    self.layer = layer
    self.from = from
  }
}

/// What a network takes and decides.
public struct InputDescription: Sendable, Equatable {
  /// `[C, H, W]` of pixels in 0…1.
  public let shape: [Int]
  /// Per channel; the network's first, recorded layer computes (x − mean) / deviation.
  public let mean: [Double]
  public let deviation: [Double]
  public let classNames: [String]
  /// Of a network that predicts a number: the scale on which it learns.
  public let target: TargetScale

  /// - Throws: `UserError` when the counts do not fit or a deviation is not positive.
  public init(
    shape: [Int], mean: [Double], deviation: [Double], classNames: [String],
    target: TargetScale = TargetScale(mean: 0, deviation: 1), place: String = "network"
  )
    throws
  {
    guard shape.count == 3, shape.allSatisfy({ $0 > 0 }) else {
      throw UserError("\(place): input shape: found \(shape), expected [channels, rows, columns]")
    }
    guard elementCount(shape) != nil else {
      throw UserError("\(place): input shape: found \(shape), expected at most \(mostElements) elements")
    }
    guard mean.count == shape[0], deviation.count == shape[0] else {
      throw UserError(
        "\(place): normalisation: found \(mean.count) means and \(deviation.count) deviations, "
          + "expected \(shape[0]), one a channel")
    }
    guard deviation.allSatisfy({ $0 > 0 && $0.isFinite }), mean.allSatisfy(\.isFinite) else {
      throw UserError(
        "\(place): normalisation: found means \(mean) and deviations \(deviation), "
          + "expected finite numbers, the deviations above 0")
    }
    guard !classNames.isEmpty else {
      throw UserError("\(place): classes: found none, expected 2 or more, or the name of one number")
    }
    self.shape = shape
    self.mean = mean
    self.deviation = deviation
    guard target.deviation > 0, target.deviation.isFinite, target.mean.isFinite else {
      throw UserError(
        "\(place): output scale: found mean \(target.mean) and deviation \(target.deviation), expected finite numbers, "
          + "the deviation above 0")
    }
    self.classNames = classNames
    self.target = target
  }
}

/// A number y to be predicted is mean + deviation·f(x): the last, recorded step of a regression.
public struct TargetScale: Sendable, Equatable {
  public let mean: Double
  public let deviation: Double

  public init(mean: Double, deviation: Double) {
    self.mean = mean
    self.deviation = deviation
  }
}

/// What a network's last layer gives.
public enum OutputKind: String, Sendable {
  /// One logit a class, or their softmax.
  case logits, probabilities
  /// One logit for the second of two classes; the first one's is 0.
  case logit
  /// One number that is no class's: a regression.
  case value
}
