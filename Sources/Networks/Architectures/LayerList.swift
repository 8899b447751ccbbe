import Catalog

/// Layers in the making, each behind the one before it unless said otherwise.
struct LayerList {
  private(set) var layers: [NamedLayer] = []
  /// The layer that the next one draws from.
  private(set) var last = NamedLayer.inputName
  /// Whether convolutions and linear layers are followed by batch norm, which then bears their bias.
  let hasNorm: Bool

  init(hasNorm: Bool = false) { self.hasNorm = hasNorm }

  mutating func append(_ name: String, _ layer: any Layer, from sources: [String]? = nil) {
    layers.append(NamedLayer(name, layer, from: sources ?? [last]))
    last = name
  }

  /// Lets the next layer draw from a layer further up.
  mutating func goOn(from name: String) { last = name }

  /// A convolution that keeps the extent, or divides it by the stride: padded by half of its odd kernel.
  ///
  /// Its weights are drawn by the fan-in, which keeps the size of what passes forward. The zoo draws by the fan-out, the
  /// same where the channels stay as many; where they change nothing would correct it without batch norm.
  mutating func convolution(
    _ name: String, _ inputs: Int, _ outputs: Int, kernel: Int = 3, stride: Int = 1, bias: Bool? = nil,
    gain: Double = 1, from source: String? = nil
  ) throws {
    let keys = LayerKeys([
      "in": .integer(inputs), "out": .integer(outputs), "kernel": .integer(kernel),
      "stride": .integer(stride), "padding": .integer(kernel / 2), "bias": .flag(bias ?? !hasNorm),
      "initialiser-gain": .real(gain),
    ])
    append(name, try Convolution(keys), from: source.map { [$0] })
  }

  mutating func linear(
    _ name: String, _ inputs: Int, _ outputs: Int, bias: Bool = true,
    initialiser: Initialiser = .kaimingNormal, gain: Double = 1, biasInitialiser: Initialiser = .zeros
  ) throws {
    let keys = LayerKeys([
      "in": .integer(inputs), "out": .integer(outputs), "bias": .flag(bias),
      "initialiser": .text(initialiser.rawValue), "initialiser-gain": .real(gain),
      "bias-initialiser": .text(biasInitialiser.rawValue),
    ])
    append(name, try Linear(keys))
  }

  /// Nothing where the network has no batch norm.
  mutating func norm(_ name: String, _ channels: Int) throws {
    guard hasNorm else { return }
    append(name, try BatchNorm(LayerKeys(["channels": .integer(channels)])))
  }

  mutating func rectify(_ name: String) throws { append(name, try ReLU(LayerKeys([:]))) }

  mutating func maxPool(_ name: String, kernel: Int, stride: Int, padding: Int = 0) throws {
    let keys = LayerKeys([
      "kernel": .integer(kernel), "stride": .integer(stride), "padding": .integer(padding),
    ])
    append(name, try MaxPool(keys))
  }

  /// Averages down (or repeats up) to `size × size`.
  mutating func averagePool(_ name: String, to size: Int = 1) throws {
    append(name, try AdaptiveAveragePool(LayerKeys(["size": .integer(size)])))
  }

  mutating func flatten(_ name: String = "flatten") throws { append(name, try Flatten(LayerKeys([:]))) }

  /// The mean over the picture, then one linear layer.
  mutating func classifyMeans(_ name: String, _ channels: Int, _ classes: Int) throws {
    try averagePool("avgpool")
    try flatten()
    try linear(name, channels, classes, initialiser: .pytorch, biasInitialiser: .pytorch)
  }

  mutating func drop(_ name: String) throws { append(name, try Dropout(LayerKeys([:]))) }

  /// A residual addition: what the block computed, then what passed it by.
  mutating func add(_ name: String, branch: String, skip: String) throws {
    append(name, try Add(LayerKeys([:])), from: [branch, skip])
  }
}

extension InputDescription {
  /// Networks that were made for photographs leave out their first reductions, and their large heads, for pictures
  /// whose shorter side is below this.
  static let photographSize = 64

  var isSmallPicture: Bool { min(shape[1], shape[2]) < Self.photographSize }
}
