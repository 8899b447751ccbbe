import Catalog
import Torch

/// Normalises channels of `[N, C]` or `[N, C, H, W]`: by the batch in training, by the running statistics in evaluation.
///
/// A batch of one value a channel has no variance; in training too it is normalised by the running statistics, which it
/// leaves alone.
public struct BatchNorm: Layer {
  public static let kind = "batch-norm2d"
  let channels: Int
  let epsilon: Double
  let momentum: Double

  public init(_ keys: LayerKeys) throws {
    channels = try keys.integer("channels")
    epsilon = try keys.real("epsilon", default: 1e-5, in: 1e-12...1)
    momentum = try keys.real("momentum", default: 0.1, in: 0...1)
  }

  public var keys: LayerKeys {
    LayerKeys(["channels": .integer(channels), "epsilon": .real(epsilon), "momentum": .real(momentum)])
  }

  public var slots: [TensorSlot] {
    [
      TensorSlot("weight", [channels], .ones), TensorSlot("bias", [channels], .zeros),
      TensorSlot("running_mean", [channels], .zeros, isParameter: false),
      TensorSlot("running_var", [channels], .ones, isParameter: false, atLeast: 0),
    ]
  }

  public var stacksOutputs: Bool { true }

  public func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    let shape = try one(shapes)
    guard shape.first == channels else {
      throw UserError("found an input of shape \(shape), expected \(channels) channels")
    }
    return shape
  }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    let hasVariance = inputs[0].count > channels
    return inputs[0].batchNorm(
      weight: tensors[0], bias: tensors[1], runningMean: tensors[2], runningVariance: tensors[3],
      isTraining: pass.isTraining && hasVariance, momentum: momentum, epsilon: epsilon)
  }

  /// Saves the memory of a new tensor.
  public func forward(inPlace input: Tensor, _ tensors: [Tensor], _ pass: Pass) -> Bool {
    guard !pass.isTraining, !tensors.contains(where: \.requiresGradient) else { return false }
    input.normalise(
      inPlace: tensors[0], tensors[1], mean: tensors[2], variance: tensors[3], epsilon: epsilon)
    return true
  }
}
