import Catalog

/// The parts of self-explaining networks (Alvarez-Melis and Jaakkola 2018, §A.3).
extension LayerList {
  /// One hidden layer each way; codes by k numbers, the concepts.
  mutating func denseAutoEncoder(_ shape: [Int], concepts: Int) throws {
    let numbers = shape.reduce(1, *)
    let hidden = max(concepts, min(64, numbers))
    try flatten("encoder.flatten")
    try linear("encoder.fc1", numbers, hidden)
    try rectify("encoder.relu1")
    try linear("concepts", hidden, concepts)
    try linear("decoder.fc1", concepts, hidden)
    try rectify("decoder.relu1")
    try linear("decoder.fc2", hidden, numbers)
    append("reconstruction", try Reshape(LayerKeys(["shape": .integers(shape)])))
  }

  /// Two convolutions with pooling to a map a concept, which is weighed to one number by weights of its own; two or three
  /// transposed convolutions back. Small pictures have smaller windows.
  mutating func convolutionalAutoEncoder(_ shape: [Int], concepts: Int) throws {
    let windows = try ConceptWindows(shape)
    try window("encoder.conv1", shape[0], 10, windows.kernel, windows.padding)
    try maxPool("encoder.pool1", kernel: 2, stride: 2)
    try rectify("encoder.relu1")
    try window("encoder.conv2", 10, concepts, windows.kernel, windows.padding)
    try maxPool("encoder.pool2", kernel: 2, stride: 2)
    try rectify("encoder.relu2")
    append(
      "encoder.scalar",
      try Convolution(
        LayerKeys([
          "in": .integer(concepts), "out": .integer(concepts), "kernel": .integers(windows.map),
          "groups": .integer(concepts),
        ])))
    try flatten("concepts")
    let places = windows.map[0] * windows.map[1]
    append("decoder.column", try Reshape(LayerKeys(["shape": .integers([concepts, 1])])))
    try linear("decoder.spread", 1, places)
    append("decoder.map", try Reshape(LayerKeys(["shape": .integers([concepts] + windows.map)])))
    for (index, step) in windows.decoder.enumerated() {
      let inputs = index == 0 ? concepts : windows.decoder[index - 1].channels
      let isLast = index == windows.decoder.count - 1
      append(
        isLast && windows.isExact ? "reconstruction" : "decoder.conv\(index + 1)",
        try TransposedConvolution(
          LayerKeys([
            "in": .integer(inputs), "out": .integer(isLast ? shape[0] : step.channels),
            "kernel": .integer(step.kernel), "stride": .integer(step.stride),
            "padding": .integer(step.padding),
          ])))
      if !isLast { try rectify("decoder.relu\(index + 1)") }
    }
    if !windows.isExact {
      append("reconstruction", try Resize(LayerKeys(["size": .integers([shape[1], shape[2]])])))
    }
  }

  mutating func denseParametrizer(_ shape: [Int], _ hidden: [Int], _ outputs: Int) throws {
    var inputs = shape.reduce(1, *)
    try flatten("parametrizer.flatten")
    for (index, units) in hidden.enumerated() {
      try linear("parametrizer.fc\(index + 1)", inputs, units)
      try rectify("parametrizer.relu\(index + 1)")
      inputs = units
    }
    try linear("relevances", inputs, outputs, initialiser: .pytorch, biasInitialiser: .pytorch)
  }

  /// Two 5×5 convolutions (10, 20 channels) with pooling, a hidden layer of 50, tanh.
  mutating func lenetParametrizer(_ shape: [Int], _ outputs: Int) throws {
    let windows = try ConceptWindows(shape)
    for (index, (inputs, channels)) in [(shape[0], 10), (10, 20)].enumerated() {
      try window("parametrizer.conv\(index + 1)", inputs, channels, windows.kernel, windows.padding)
      try maxPool("parametrizer.pool\(index + 1)", kernel: 2, stride: 2)
      try rectify("parametrizer.relu\(index + 1)")
    }
    try flatten("parametrizer.flatten")
    try linear("parametrizer.fc1", 20 * windows.map[0] * windows.map[1], 50)
    try rectify("parametrizer.relu3")
    try boundedRelevances(50, outputs)
  }

  /// Convolutions of 64, 128, 256, 512 and 512 channels, each with pooling while there is room; 256, 128 units; tanh.
  mutating func vggParametrizer(_ shape: [Int], width: Double, _ outputs: Int) throws {
    var extents = [shape[1], shape[2]], inputs = shape[0]
    for (index, channels) in [64, 128, 256, 512, 512].enumerated() {
      let scaled = max(1, Int((Double(channels) * width).rounded()))
      try convolution("parametrizer.conv\(index + 1)", inputs, scaled)
      try rectify("parametrizer.relu\(index + 1)")
      if extents.allSatisfy({ $0 >= 2 }) {
        try maxPool("parametrizer.pool\(index + 1)", kernel: 2, stride: 2)
        extents = extents.map { $0 / 2 }
      }
      inputs = scaled
    }
    try flatten("parametrizer.flatten")
    try linear("parametrizer.fc1", inputs * extents[0] * extents[1], 256)
    try rectify("parametrizer.relu6")
    try linear("parametrizer.fc2", 256, 128)
    try rectify("parametrizer.relu7")
    try boundedRelevances(128, outputs)
  }

  private mutating func boundedRelevances(_ inputs: Int, _ outputs: Int) throws {
    try linear("parametrizer.theta", inputs, outputs, initialiser: .pytorch, biasInitialiser: .pytorch)
    append("relevances", try Tanh(LayerKeys([:])))
  }

  private mutating func window(
    _ name: String, _ inputs: Int, _ outputs: Int, _ kernel: Int, _ padding: Int
  ) throws {
    append(
      name,
      try Convolution(
        LayerKeys([
          "in": .integer(inputs), "out": .integer(outputs), "kernel": .integer(kernel),
          "padding": .integer(padding),
        ])))
  }
}

/// The windows of two convolutions with pooling, and of a decoder that comes out at the input's extent again, or near it.
struct ConceptWindows {
  let kernel: Int
  let padding: Int
  /// The extent behind the second pooling.
  let map: [Int]
  /// Whether the decoder comes out at just the input's extent.
  let isExact: Bool
  let decoder: [(channels: Int, kernel: Int, stride: Int, padding: Int)]

  init(_ shape: [Int]) throws {
    let extents = [shape[1], shape[2]]
    guard extents.allSatisfy({ $0 >= 8 }) else {
      throw UserError(
        "network: found inputs of shape \(shape), expected pictures of 8×8 pixels or more for a convolutional "
          + "auto-encoder")
    }
    isExact = extents.allSatisfy { $0 % 4 == 0 }
    if extents.allSatisfy({ $0 >= 16 }) {
      (kernel, padding) = (5, 0)
      map = extents.map { (($0 - 4) / 2 - 4) / 2 }
      decoder = [(16, 5, 2, 0), (8, 5, 1, 0), (0, 2, 2, 1)]
    } else {
      (kernel, padding) = (3, 1)
      map = extents.map { $0 / 4 }
      decoder = [(16, 4, 2, 1), (0, 4, 2, 1)]
    }
  }
}
