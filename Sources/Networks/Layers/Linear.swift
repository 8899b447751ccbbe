import Catalog
import Torch

/// x·Wᵀ + b on `[N, in]`; W `[out, in]`, b `[out]`.
public struct Linear: Layer {
  public static let kind = "linear"
  let inputs: Int
  let outputs: Int
  let hasBias: Bool
  let initialiser: Initialiser
  let biasInitialiser: Initialiser

  public init(_ keys: LayerKeys) throws {
    inputs = try keys.integer("in")
    outputs = try keys.integer("out")
    hasBias = try keys.flag("bias", default: true)
    initialiser = try keys.initialiser("initialiser", default: .kaimingNormal)
    biasInitialiser = try keys.initialiser("bias-initialiser", default: .zeros)
  }

  public var keys: LayerKeys {
    LayerKeys([
      "in": .integer(inputs), "out": .integer(outputs), "bias": .flag(hasBias),
      "initialiser": .text(initialiser.rawValue), "bias-initialiser": .text(biasInitialiser.rawValue),
    ])
  }

  public var slots: [TensorSlot] {
    let weight = TensorSlot("weight", [outputs, inputs], initialiser)
    return hasBias ? [weight, TensorSlot("bias", [outputs], biasInitialiser)] : [weight]
  }

  public func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    guard shapes.count == 1, shapes[0] == [inputs] else {
      throw UserError("found inputs \(shapes), expected one of shape [\(inputs)]")
    }
    return [outputs]
  }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    inputs[0].linear(tensors[0], hasBias ? tensors[1] : nil)
  }
}
