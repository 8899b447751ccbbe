import Catalog

/// `preresnetD` with D = 6n + 2: three stages of n blocks [BN-ReLU-conv]×2, whose additions nothing rectifies.
///
/// The sum of a block is its output, so the network is exactly a sum over paths. At the two blocks that halve the
/// picture, the skip is a projection of the block's rectified input.
public struct PreActivationResNet: Architecture {
  public let card = Card(
    identifier: "preresnet20",
    title: "Pre-activation residual network of D = 6n + 2 layers",
    summary:
      "preresnet20, 32, 44, 56, 110 and any other 6n+2; behind it -nobn for no batch norm, "
      + "\(ArchitectureName.widthForm).",
    citation: Citation(
      authors: "He, Zhang, Ren, Sun", title: "Identity Mappings in Deep Residual Networks", venue: "ECCV",
      year: 2016, arXiv: "1603.05027"))

  private static let deepest = 1202

  public init() {}

  public var members: [String] {
    [20, 32, 44, 56, 110].flatMap { ["preresnet\($0)", "preresnet\($0)-nobn"] }
  }

  public func specification(named name: String, for input: InputDescription) throws -> NetworkSpecification? {
    let form =
      "preresnetD with D = 6n + 2 in 8…\(Self.deepest), then -nobn or not, then \(ArchitectureName.widthForm), or not"
    guard let parts = try ArchitectureName(name, family: "preresnet", mark: "nobn", form: form) else {
      return nil
    }
    guard let depth = Int(parts.size), "\(depth)" == parts.size, (8...Self.deepest).contains(depth),
      depth % 6 == 2
    else { throw parts.refusal }
    let count = depth / 6
    let gain = residualGain(blocks: 3 * count, hasNorm: !parts.isMarked)
    var list = LayerList(hasNorm: !parts.isMarked)
    var inputs = parts.channels(16)
    try list.convolution(
      "conv1", input.shape[0], inputs, kernel: input.isSmallPicture ? 3 : 7,
      stride: input.isSmallPicture ? 1 : 2)
    if !input.isSmallPicture { try list.maxPool("maxpool", kernel: 3, stride: 2, padding: 1) }
    for stage in 0..<3 {
      let channels = parts.channels(16 << stage)
      for index in 0..<count {
        try block(
          "layer\(stage + 1).\(index)", &list, inputs, channels, stride: stage > 0 && index == 0 ? 2 : 1,
          gain: gain)
        inputs = channels
      }
    }
    try list.norm("bn", inputs)
    try list.rectify("relu")
    try list.classifyMeans("fc", inputs, input.classNames.count)
    return try NetworkSpecification(name: name, input: input, layers: list.layers)
  }

  private func block(
    _ name: String, _ list: inout LayerList, _ inputs: Int, _ channels: Int, stride: Int, gain: Double
  ) throws {
    let entry = list.last
    try list.norm("\(name).bn1", inputs)
    try list.rectify("\(name).relu1")
    let rectified = list.last
    try list.convolution("\(name).conv1", inputs, channels, stride: stride)
    try list.norm("\(name).bn2", channels)
    try list.rectify("\(name).relu2")
    try list.convolution("\(name).conv2", channels, channels, gain: gain)
    let branch = list.last
    var skip = entry
    if stride != 1 || inputs != channels {
      try list.convolution(
        "\(name).downsample.0", inputs, channels, kernel: 1, stride: stride, from: rectified)
      skip = list.last
    }
    try list.add("\(name).add", branch: branch, skip: skip)
  }
}
