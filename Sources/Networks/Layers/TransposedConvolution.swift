import Catalog
import Torch

/// The transpose of a cross-correlation on `[N, C, H, W]`, which enlarges by its stride; W `[in, out, kH, kW]`, b `[out]`.
public struct TransposedConvolution: Layer {
  public static let kind = "transposed-conv2d"
  let inputs: Int
  let outputs: Int
  let kernel: [Int]
  let stride: [Int]
  let padding: [Int]
  let weights: WeightAndBias

  public init(_ keys: LayerKeys) throws {
    inputs = try keys.integer("in")
    outputs = try keys.integer("out")
    kernel = try keys.pair("kernel")
    stride = try keys.pair("stride", default: [1, 1])
    padding = try keys.pair("padding", default: [0, 0], atLeast: 0)
    weights = try WeightAndBias(keys)
  }

  public var keys: LayerKeys {
    weights.keys(beside: [
      "in": .integer(inputs), "out": .integer(outputs), "kernel": .integers(kernel),
      "stride": .integers(stride), "padding": .integers(padding),
    ])
  }

  public var slots: [TensorSlot] { weights.slots([inputs, outputs] + kernel, outputs: outputs) }

  public func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    guard shapes.count == 1, shapes[0].count == 3, shapes[0][0] == inputs else {
      throw UserError("found inputs \(shapes), expected one of shape [\(inputs), H, W]")
    }
    let extents = (0..<2).map { axis -> Int in
      let spread: Int = (shapes[0][axis + 1] - 1) * stride[axis]
      return spread + kernel[axis] - 2 * padding[axis]
    }
    guard extents.allSatisfy({ $0 > 0 }) else {
      throw UserError("found an input of shape \(shapes[0]), expected one that is larger than the padding")
    }
    return [outputs] + extents
  }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    inputs[0].convTranspose2d(
      tensors[0], weights.hasBias ? tensors[1] : nil, stride: stride, padding: padding)
  }
}
