import Catalog

/// What a convolution and its transpose have in common: channels, a sliding window, a weight and a bias.
struct ConvolutionForm {
  let inputs: Int
  let outputs: Int
  let kernel: [Int]
  let stride: [Int]
  let padding: [Int]
  let weights: WeightAndBias

  init(_ keys: LayerKeys) throws {
    inputs = try keys.integer("in")
    outputs = try keys.integer("out")
    kernel = try keys.pair("kernel")
    stride = try keys.pair("stride", default: [1, 1])
    padding = try keys.pair("padding", default: [0, 0], atLeast: 0)
    weights = try WeightAndBias(keys)
  }

  /// These keys and the layer's own.
  func keys(beside own: [String: LayerKeys.Value]) -> LayerKeys {
    let shared: [String: LayerKeys.Value] = [
      "in": .integer(inputs), "out": .integer(outputs), "kernel": .integers(kernel),
      "stride": .integers(stride), "padding": .integers(padding),
    ]
    return weights.keys(beside: shared.merging(own) { $1 })
  }

  /// The one input's shape `[C, H, W]`.
  func checked(_ shapes: [[Int]]) throws -> [Int] {
    guard shapes.count == 1, shapes[0].count == 3, shapes[0][0] == inputs else {
      throw UserError("found inputs \(shapes), expected one of shape [\(inputs), H, W]")
    }
    return shapes[0]
  }
}
