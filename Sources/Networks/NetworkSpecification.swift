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

  /// - Parameter place: the file, for messages.
  /// - Throws: `UserError` for a name that stands twice, an unknown source, a cycle, shapes that do not fit, or an
  ///   output that is not one number a class.
  public init(
    name: String, input: InputDescription, output: OutputKind = .logits, layers: [NamedLayer],
    place: String = "network"
  ) throws {
    self.name = name
    self.input = input
    self.output = output
    self.layers = try Self.ordered(layers, place)
    shapes = []
    for layer in self.layers {
      let sources = layer.from.map { source in
        source == NamedLayer.inputName
          ? input.shape : shapes[self.layers.firstIndex { $0.name == source } ?? 0]
      }
      do {
        shapes.append(try layer.layer.outputShape(sources))
      } catch let error as UserError {
        throw UserError("\(place), layer '\(layer.name)': \(error.message)")
      }
    }
    guard shapes.last == [input.classNames.count] else {
      throw UserError(
        "\(place), layer '\(self.layers.last?.name ?? "none")': found an output of shape "
          + "\(shapes.last ?? []), expected one number for each of \(input.classNames.count) classes")
    }
  }

  private static func ordered(_ layers: [NamedLayer], _ place: String) throws -> [NamedLayer] {
    guard !layers.isEmpty else { throw UserError("\(place): found no [[layer]], expected at least one") }
    var names: Set<String> = [NamedLayer.inputName]
    for layer in layers {
      guard names.insert(layer.name).inserted else {
        throw UserError("\(place): the name '\(layer.name)' stands twice")
      }
    }
    for layer in layers {
      guard !layer.from.isEmpty else { throw UserError("\(place), layer '\(layer.name)': from is empty") }
      for source in layer.from where !names.contains(source) {
        throw UserError(
          "\(place), layer '\(layer.name)': \(unknownName(source, kind: "layer", known: names.sorted()).message)"
        )
      }
    }
    // Takes layers whose sources are all there; what remains when none is left lies on a cycle.
    var placed: Set<String> = [NamedLayer.inputName]
    var result: [NamedLayer] = []
    var waiting = layers
    while !waiting.isEmpty {
      guard let next = waiting.firstIndex(where: { $0.from.allSatisfy(placed.contains) }) else {
        throw UserError("\(place): the layers \(waiting.map(\.name).joined(separator: ", ")) form a cycle")
      }
      let layer = waiting.remove(at: next)
      placed.insert(layer.name)
      result.append(layer)
    }
    return result
  }
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

  /// - Throws: `UserError` when the counts do not fit or a deviation is not positive.
  public init(
    shape: [Int], mean: [Double], deviation: [Double], classNames: [String], place: String = "network"
  )
    throws
  {
    guard shape.count == 3, shape.allSatisfy({ $0 > 0 }) else {
      throw UserError("\(place): input shape: found \(shape), expected [channels, rows, columns]")
    }
    guard mean.count == shape[0], deviation.count == shape[0] else {
      throw UserError(
        "\(place): normalisation: found \(mean.count) means and \(deviation.count) deviations, "
          + "expected \(shape[0]), one a channel")
    }
    guard deviation.allSatisfy({ $0 > 0 && $0.isFinite }), mean.allSatisfy(\.isFinite) else {
      throw UserError(
        "\(place): normalisation: found deviations \(deviation), expected finite numbers above 0")
    }
    guard classNames.count >= 2 else {
      throw UserError("\(place): classes: found \(classNames.count), expected 2 or more")
    }
    self.shape = shape
    self.mean = mean
    self.deviation = deviation
    self.classNames = classNames
  }
}

/// What a network's last layer gives.
public enum OutputKind: String, Sendable {
  case logits, probabilities
}
