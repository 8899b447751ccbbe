import Catalog

/// `fcn-DxW`: D hidden layers of W rectified units and a linear classifier.
public struct FullyConnectedNetwork: Architecture {
  public let card = Card(
    identifier: "fcn-3x256",
    title: "Fully connected network D×W",
    summary:
      "D hidden layers of W rectified units and a linear classifier; any fcn-DxW may be named, fcn-3x256 is the default.",
    citation: Citation(
      authors: "Zhang, Bengio, Singer", title: "Are All Layers Created Equal?", venue: "JMLR 23(67)",
      year: 2022,
      arXiv: "1902.01996"))

  public init() {}

  public func specification(named name: String, for input: InputDescription) throws -> NetworkSpecification? {
    guard name.hasPrefix("fcn-") else { return nil }
    let numbers = name.dropFirst(4).split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let depth = numbers[0], let width = numbers[1], (1...100).contains(depth),
      (1...65_536).contains(width)
    else {
      throw UserError("network: found '\(name)', expected fcn-DxW with D in 1…100 and W in 1…65536")
    }
    var layers = [NamedLayer("flatten", try Flatten(LayerKeys([:])), from: [NamedLayer.inputName])]
    var inputs = input.shape.reduce(1, *)
    for index in 1...depth {
      layers.append(try linear("fc\(index)", inputs, width, from: layers[layers.count - 1].name))
      layers.append(NamedLayer("relu\(index)", try ReLU(LayerKeys([:])), from: ["fc\(index)"]))
      inputs = width
    }
    layers.append(try linear("fc\(depth + 1)", inputs, input.classNames.count, from: "relu\(depth)"))
    return try NetworkSpecification(name: name, input: input, layers: layers)
  }
}

func linear(_ name: String, _ inputs: Int, _ outputs: Int, from: String) throws -> NamedLayer {
  NamedLayer(name, try Linear(LayerKeys(["in": .integer(inputs), "out": .integer(outputs)])), from: [from])
}
