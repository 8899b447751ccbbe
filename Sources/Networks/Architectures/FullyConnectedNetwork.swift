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
    guard let (depth, width) = depthAndWidth(String(name.dropFirst(4)), deepest: 100) else {
      throw UserError(
        "network: found '\(printable(name))', expected fcn-DxW with D in 1…100 and W in 1…65536")
    }
    var list = LayerList()
    try list.flatten()
    var inputs = input.shape.reduce(1, *)
    for index in 1...depth {
      try list.linear("fc\(index)", inputs, width)
      try list.rectify("relu\(index)")
      inputs = width
    }
    try list.linear("fc\(depth + 1)", inputs, input.classNames.count)
    return try NetworkSpecification(name: name, input: input, layers: list.layers)
  }
}
