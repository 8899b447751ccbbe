import Catalog
import Torch

/// The transpose of a cross-correlation on `[N, C, H, W]`, which enlarges by its stride; W `[in, out, kH, kW]`, b `[out]`.
public struct TransposedConvolution: Layer {
  public static let kind = "transposed-conv2d"
  let form: ConvolutionForm

  public init(_ keys: LayerKeys) throws { form = try ConvolutionForm(keys) }

  public var keys: LayerKeys { form.keys(beside: [:]) }

  public var slots: [TensorSlot] {
    form.weights.slots([form.inputs, form.outputs] + form.kernel, outputs: form.outputs)
  }

  public func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    let shape = try form.checked(shapes)
    let extents = (0..<2).map { axis -> Int in
      let spread: Int = (shape[axis + 1] - 1) * form.stride[axis]
      return spread + form.kernel[axis] - 2 * form.padding[axis]
    }
    guard extents.allSatisfy({ $0 > 0 }) else {
      throw UserError("found an input of shape \(shape), expected one that is larger than the padding")
    }
    return [form.outputs] + extents
  }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    inputs[0].convTranspose2d(
      tensors[0], form.weights.hasBias ? tensors[1] : nil, stride: form.stride, padding: form.padding)
  }
}
