import Catalog
import Torch

/// Cross-correlation on `[N, C, H, W]`; W `[out, in/groups, kH, kW]`, b `[out]`.
public struct Convolution: Layer {
  public static let kind = "conv2d"
  let inputs: Int
  let outputs: Int
  let kernel: [Int]
  let stride: [Int]
  let padding: [Int]
  let groups: Int
  let weights: WeightAndBias

  public init(_ keys: LayerKeys) throws {
    inputs = try keys.integer("in")
    outputs = try keys.integer("out")
    kernel = try keys.pair("kernel")
    stride = try keys.pair("stride", default: [1, 1])
    padding = try keys.pair("padding", default: [0, 0], atLeast: 0)
    groups = try keys.integer("groups", default: 1)
    weights = try WeightAndBias(keys)
    guard inputs % groups == 0, outputs % groups == 0 else {
      throw UserError(
        "\(keys.place): groups: found \(groups), expected a divisor of in \(inputs) and out \(outputs)")
    }
  }

  public var keys: LayerKeys {
    weights.keys(beside: [
      "in": .integer(inputs), "out": .integer(outputs), "kernel": .integers(kernel),
      "stride": .integers(stride), "padding": .integers(padding), "groups": .integer(groups),
    ])
  }

  public var slots: [TensorSlot] { weights.slots([outputs, inputs / groups] + kernel) }

  public var stacksOutputs: Bool { groups == 1 }
  public var ownsOutput: Bool { true }

  public func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    guard shapes.count == 1, shapes[0].count == 3, shapes[0][0] == inputs else {
      throw UserError("found inputs \(shapes), expected one of shape [\(inputs), H, W]")
    }
    return try [outputs] + windowed(shapes[0], kernel, stride, padding)
  }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    channelsTogether(inputs[0]).conv2d(
      tensors[0], weights.hasBias ? tensors[1] : nil, stride: stride, padding: padding, groups: groups)
  }

  /// On a CPU libtorch pools many channels several times faster when they lie side by side, and the next convolution
  /// need not reorder its input. Convolutions and the layers behind them keep the layout of what they get.
  private func channelsTogether(_ input: Tensor) -> Tensor {
    guard outputs >= 8, input.device == .cpu, input.rank == 4 else { return input }
    if inputs > 1 { return input.contiguous(channelsLast: true) }
    // One channel is in both layouts; only its strides can say which is meant.
    let shape = input.shape
    return input.reshape([shape[0], shape[2], shape[3], 1]).permute([0, 3, 1, 2])
  }
}

/// The extents of a window that slides over `[C, H, W]`.
func windowed(_ shape: [Int], _ kernel: [Int], _ stride: [Int], _ padding: [Int]) throws -> [Int] {
  try (0..<2).map { axis in
    let room = shape[axis + 1] + 2 * padding[axis] - kernel[axis]
    guard room >= 0 else {
      throw UserError("found an input of shape \(shape), expected room for a window of \(kernel)")
    }
    return room / stride[axis] + 1
  }
}
