import Catalog

/// `vggD`: stages of 3×3 convolutions with max-pooling behind each; tensors are named as in PyTorch's model zoo.
public struct VGG: Architecture {
  public let card = Card(
    identifier: "vgg11",
    title: "VGG of D weighted layers",
    summary:
      "vgg11, vgg13, vgg16, vgg19; behind it -bn for batch norm, \(ArchitectureName.widthForm) (vgg16-bn-w0.25).",
    citation: Citation(
      authors: "Simonyan, Zisserman",
      title: "Very Deep Convolutional Networks for Large-Scale Image Recognition", venue: "ICLR", year: 2015,
      arXiv: "1409.1556"))

  /// Convolutions in each of the five stages.
  private static let stages = [
    "11": [1, 1, 2, 2, 2], "13": [2, 2, 2, 2, 2], "16": [2, 2, 3, 3, 3], "19": [2, 2, 4, 4, 4],
  ]

  public init() {}

  public var members: [String] { Self.stages.keys.sorted().flatMap { ["vgg\($0)", "vgg\($0)-bn"] } }

  public func specification(named name: String, for input: InputDescription) throws -> NetworkSpecification? {
    let form =
      "vggD with D one of 11, 13, 16, 19, then -bn or not, then \(ArchitectureName.widthForm), or not"
    guard let parts = try ArchitectureName(name, family: "vgg", mark: "bn", form: form) else { return nil }
    guard let stages = Self.stages[parts.size] else { throw parts.refusal }
    guard input.shape[1] >= 32, input.shape[2] >= 32 else {
      throw UserError(
        "\(name): found inputs of shape \(input.shape), expected at least 32×32 pixels, which five "
          + "max-pools halve")
    }
    var list = LayerList(hasNorm: parts.isMarked)
    let channels = try features(&list, input.shape[0], stages, parts)
    try classifier(&list, channels, input, parts)
    return try NetworkSpecification(name: name, input: input, layers: list.layers)
  }

  /// - Returns: the number of channels that come out.
  private func features(
    _ list: inout LayerList, _ inputs: Int, _ stages: [Int], _ parts: ArchitectureName
  ) throws -> Int {
    var index = 0, inputs = inputs
    func next() -> String {
      defer { index += 1 }
      return "features.\(index)"
    }
    for (count, channels) in zip(stages, [64, 128, 256, 512, 512].map(parts.channels)) {
      for _ in 0..<count {
        // The zoo's convolutions keep their bias beside batch norm.
        try list.convolution(next(), inputs, channels, bias: true)
        if list.hasNorm { try list.norm(next(), channels) }
        try list.rectify(next())
        inputs = channels
      }
      try list.maxPool(next(), kernel: 2, stride: 2)
    }
    return inputs
  }

  /// On photographs the zoo's, N(0, 0.01²) as there; on small pictures the mean over places and one linear layer, as the
  /// papers on re-initialisation have it.
  private func classifier(
    _ list: inout LayerList, _ channels: Int, _ input: InputDescription, _ parts: ArchitectureName
  ) throws {
    let classes = input.classNames.count
    if input.isSmallPicture {
      return try list.classifyMeans("classifier", channels, classes)
    }
    try list.averagePool("avgpool", to: 7)
    try list.flatten()
    let sizes = [channels * 49, parts.channels(4096), parts.channels(4096), classes]
    for index in 0..<3 {
      try list.linear(
        "classifier.\(3 * index)", sizes[index], sizes[index + 1], initialiser: .normal, gain: 0.01)
      guard index < 2 else { break }
      try list.rectify("classifier.\(3 * index + 1)")
      try list.drop("classifier.\(3 * index + 2)")
    }
  }
}
