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
    let empty = LayerKeys([:])
    let pool = LayerKeys(["kernel": .integer(2)])
    let features = 32 * (input.shape[1] / 4) * (input.shape[2] / 4)
    return try NetworkSpecification(
      name: name, input: input,
      layers: [
        convolution("conv1", input.shape[0], 16, from: NamedLayer.inputName),
        NamedLayer("relu1", ReLU(empty), from: ["conv1"]),
        NamedLayer("pool1", MaxPool(pool), from: ["relu1"]),
        convolution("conv2", 16, 32, from: "pool1"),
        NamedLayer("relu2", ReLU(empty), from: ["conv2"]),
        NamedLayer("pool2", MaxPool(pool), from: ["relu2"]),
        NamedLayer("flatten", Flatten(empty), from: ["pool2"]),
        linear("fc1", features, 64, from: "flatten"),
        NamedLayer("relu3", ReLU(empty), from: ["fc1"]),
        linear("fc2", 64, input.classNames.count, from: "relu3"),
      ])
  }

  private func convolution(_ name: String, _ inputs: Int, _ outputs: Int, from: String) throws -> NamedLayer {
    NamedLayer(
      name,
      try Convolution(
        LayerKeys([
          "in": .integer(inputs), "out": .integer(outputs), "kernel": .integer(3), "padding": .integer(1),
        ])), from: [from])
  }
}
