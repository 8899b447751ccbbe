import Catalog

/// `resnetD`: residual blocks with the rectifier behind the addition; tensors are named as in PyTorch's model zoo.
///
/// A bottleneck strides in its 3×3 convolution, as the zoo's do. Each addition is `<block>.add` with the branch first
/// and the skip second; a projection on the skip is `<block>.downsample.*`.
public struct ResNet: Architecture {
  public let card = Card(
    identifier: "resnet18",
    title: "Residual network of D weighted layers",
    summary:
      "resnet18, 34, 50, 101, 152 (bottlenecks from 50 on); behind it -nobn for no batch norm, "
      + "\(ArchitectureName.widthForm).",
    citation: Citation(
      authors: "He, Zhang, Ren, Sun", title: "Deep Residual Learning for Image Recognition", venue: "CVPR",
      year: 2016, arXiv: "1512.03385"))

  /// Blocks in each of the four stages.
  private static let stages = [
    "18": [2, 2, 2, 2], "34": [3, 4, 6, 3], "50": [3, 4, 6, 3], "101": [3, 4, 23, 3], "152": [3, 8, 36, 3],
  ]

  public init() {}

  public var members: [String] {
    ["18", "34", "50", "101", "152"].flatMap { ["resnet\($0)", "resnet\($0)-nobn"] }
  }

  public func specification(named name: String, for input: InputDescription) throws -> NetworkSpecification? {
    let form =
      "resnetD with D one of 18, 34, 50, 101, 152, then -nobn or not, then \(ArchitectureName.widthForm), or not"
    guard let parts = try ArchitectureName(name, family: "resnet", mark: "nobn", form: form) else {
      return nil
    }
    guard let stages = Self.stages[parts.size] else { throw parts.refusal }
    let expansion = ["18", "34"].contains(parts.size) ? 1 : 4
    let gain = residualGain(blocks: stages.reduce(0, +), hasNorm: !parts.isMarked)
    var list = LayerList(hasNorm: !parts.isMarked)
    var inputs = parts.channels(64)
    try list.convolution(
      "conv1", input.shape[0], inputs, kernel: input.isSmallPicture ? 3 : 7,
      stride: input.isSmallPicture ? 1 : 2)
    try list.norm("bn1", inputs)
    try list.rectify("relu")
    if !input.isSmallPicture { try list.maxPool("maxpool", kernel: 3, stride: 2, padding: 1) }
    for (stage, count) in stages.enumerated() {
      let channels = parts.channels(64 << stage)
      for index in 0..<count {
        try block(
          "layer\(stage + 1).\(index)", &list, inputs, channels, expansion: expansion,
          stride: stage > 0 && index == 0 ? 2 : 1, gain: gain)
        inputs = channels * expansion
      }
    }
    try list.classifyMeans("fc", inputs, input.classNames.count)
    return try NetworkSpecification(name: name, input: input, layers: list.layers)
  }

  private func block(
    _ name: String, _ list: inout LayerList, _ inputs: Int, _ channels: Int, expansion: Int, stride: Int,
    gain: Double
  ) throws {
    let entry = list.last
    let outputs = channels * expansion
    let sizes = expansion == 1 ? [inputs, channels, channels] : [inputs, channels, channels, outputs]
    let kernels = expansion == 1 ? [3, 3] : [1, 3, 1]
    for (index, kernel) in kernels.enumerated() {
      let isLast = index == kernels.count - 1
      try list.convolution(
        "\(name).conv\(index + 1)", sizes[index], sizes[index + 1], kernel: kernel,
        stride: index == (expansion == 1 ? 0 : 1) ? stride : 1, gain: isLast ? gain : 1)
      try list.norm("\(name).bn\(index + 1)", sizes[index + 1])
      if !isLast { try list.rectify("\(name).relu\(index + 1)") }
    }
    let branch = list.last
    var skip = entry
    if stride != 1 || inputs != outputs {
      try list.convolution(
        "\(name).downsample.0", inputs, outputs, kernel: 1, stride: stride, from: entry)
      try list.norm("\(name).downsample.1", outputs)
      skip = list.last
    }
    try list.add("\(name).add", branch: branch, skip: skip)
    try list.rectify("\(name).relu\(kernels.count)")
  }
}

/// What the last weights of each branch are multiplied by when they are drawn.
///
/// Without batch norm each of n branches would double the variance of the sum. With their weights divided by √n the sum
/// keeps its size whatever n, and every layer still has a distribution that can be drawn from again (Hanin and Rolnick,
/// *How to Start Training*, NeurIPS 2018: residual modules have to be scaled).
func residualGain(blocks: Int, hasNorm: Bool) -> Double { hasNorm ? 1 : 1 / Double(blocks).squareRoot() }
