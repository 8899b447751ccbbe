import Catalog

/// `cnn-small`: two 3×3 convolutions (16, 32 channels) with max-pooling, a hidden layer of 64 and a classifier.
public struct SmallConvolutionalNetwork: Architecture {
  public let card = Card(
    identifier: "cnn-small",
    title: "Small convolutional network",
    summary:
      "Two 3×3 convolutions of 16 and 32 channels, each with max-pooling, a hidden layer of 64, a classifier."
  )

  public init() {}

  public func specification(named name: String, for input: InputDescription) throws -> NetworkSpecification? {
    guard name == card.identifier else { return nil }
    guard input.shape[1] >= 4, input.shape[2] >= 4 else {
      throw UserError("\(name): found inputs of shape \(input.shape), expected at least 4×4 pixels")
    }
    var list = LayerList()
    for (index, (inputs, outputs)) in [(input.shape[0], 16), (16, 32)].enumerated() {
      try list.convolution("conv\(index + 1)", inputs, outputs)
      try list.rectify("relu\(index + 1)")
      try list.maxPool("pool\(index + 1)", kernel: 2, stride: 2)
    }
    try list.flatten()
    try list.linear("fc1", 32 * (input.shape[1] / 4) * (input.shape[2] / 4), 64)
    try list.rectify("relu3")
    try list.linear("fc2", 64, input.classNames.count)
    return try NetworkSpecification(name: name, input: input, layers: list.layers)
  }
}
