import Catalog
import Torch

/// Cross-correlation on `[N, C, H, W]`; W `[out, in/groups, kH, kW]`, b `[out]`.
public struct Convolution: Layer {
  public static let kind = "conv2d"
  let form: ConvolutionForm
  let groups: Int

  public init(_ keys: LayerKeys) throws {
    form = try ConvolutionForm(keys)
    groups = try keys.integer("groups", default: 1)
    guard form.inputs % groups == 0, form.outputs % groups == 0 else {
      throw UserError(
        "\(keys.place): groups: found \(groups), expected a divisor of in \(form.inputs) and out \(form.outputs)"
      )
    }
  }

  public var keys: LayerKeys { form.keys(beside: ["groups": .integer(groups)]) }

  public var slots: [TensorSlot] {
    form.weights.slots([form.outputs, form.inputs / groups] + form.kernel)
  }

  public var stacksOutputs: Bool { groups == 1 }
  public var ownsOutput: Bool { true }

  public func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    try [form.outputs] + windowed(form.checked(shapes), form.kernel, form.stride, form.padding)
  }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    channelsTogether(inputs[0]).conv2d(
      tensors[0], form.weights.hasBias ? tensors[1] : nil, stride: form.stride, padding: form.padding,
      groups: groups)
  }

  /// On a CPU libtorch pools many channels several times faster when they lie side by side, and the next convolution
  /// need not reorder its input. Convolutions and the layers behind them keep the layout of what they get.
  private func channelsTogether(_ input: Tensor) -> Tensor {
    guard form.outputs >= 8, input.device == .cpu, input.rank == 4 else { return input }
    if form.inputs > 1 { return input.contiguous(channelsLast: true) }
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
