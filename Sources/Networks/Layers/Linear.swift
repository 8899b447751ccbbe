import Catalog
import Torch

/// x·Wᵀ + b on `[N, in]`, or on each row of `[N, …, in]`; W `[out, in]`, b `[out]`.
public struct Linear: Layer {
  public static let kind = "linear"
  let inputs: Int
  let outputs: Int
  let weights: WeightAndBias

  public init(_ keys: LayerKeys) throws {
    inputs = try keys.integer("in")
    outputs = try keys.integer("out")
    weights = try WeightAndBias(keys)
  }

  public var keys: LayerKeys {
    weights.keys(beside: ["in": .integer(inputs), "out": .integer(outputs)])
  }

  public var slots: [TensorSlot] { weights.slots([outputs, inputs]) }

  public var stacksOutputs: Bool { true }

  public func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    guard shapes.count == 1, (1...2).contains(shapes[0].count), shapes[0].last == inputs else {
      throw UserError("found inputs \(shapes), expected one of shape [\(inputs)]")
    }
    return shapes[0].dropLast() + [outputs]
  }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    inputs[0].linear(tensors[0], weights.hasBias ? tensors[1] : nil)
  }
}
