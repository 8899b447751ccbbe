import Catalog
import Torch

/// max(x, 0).
public struct ReLU: Layer {
  public static let kind = "relu"
  public init(_ keys: LayerKeys) throws {}
  public var keys: LayerKeys { LayerKeys([:]) }
  public func outputShape(_ shapes: [[Int]]) throws -> [Int] { try one(shapes) }
  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor { inputs[0].relu() }
  public func forward(inPlace input: Tensor, _ tensors: [Tensor], _ pass: Pass) -> Bool {
    input.clamp(inPlace: 0, nil)
    return true
  }
}

/// tanh x.
public struct Tanh: Layer {
  public static let kind = "tanh"
  public init(_ keys: LayerKeys) throws {}
  public var keys: LayerKeys { LayerKeys([:]) }
  public func outputShape(_ shapes: [[Int]]) throws -> [Int] { try one(shapes) }
  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor { inputs[0].tanh() }
}

/// All dimensions of a sample in one.
public struct Flatten: Layer {
  public static let kind = "flatten"
  public init(_ keys: LayerKeys) throws {}
  public var keys: LayerKeys { LayerKeys([:]) }
  public func outputShape(_ shapes: [[Int]]) throws -> [Int] { [try one(shapes).reduce(1, *)] }
  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    inputs[0].flatten(from: 1)
  }
}

/// The sum of two or more inputs of one shape: a residual connection.
public struct Add: Layer {
  public static let kind = "add"
  public init(_ keys: LayerKeys) throws {}
  public var keys: LayerKeys { LayerKeys([:]) }
  public var ownsOutput: Bool { true }

  public func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    guard shapes.count >= 2, let first = shapes.first, shapes.allSatisfy({ $0 == first }) else {
      throw UserError("found inputs \(shapes), expected two or more of one shape")
    }
    return first
  }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    inputs.dropFirst().reduce(inputs[0], +)
  }
}

/// Zeroes elements with probability p in training and scales the rest by 1/(1 − p); nothing in evaluation.
public struct Dropout: Layer {
  public static let kind = "dropout"
  let probability: Double

  public init(_ keys: LayerKeys) throws {
    probability = try keys.real("probability", default: 0.5, in: 0...0.999)
  }

  public var keys: LayerKeys { LayerKeys(["probability": .real(probability)]) }
  public func outputShape(_ shapes: [[Int]]) throws -> [Int] { try one(shapes) }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    guard pass.isTraining, probability > 0, let generator = pass.generator else { return inputs[0] }
    return inputs[0] * generator.dropoutMask(like: inputs[0], keep: 1 - probability)
  }
}

/// Probabilities over the classes; a network that ends in it is known to output probabilities.
public struct Softmax: Layer {
  public static let kind = "softmax"
  public init(_ keys: LayerKeys) throws {}
  public var keys: LayerKeys { LayerKeys([:]) }
  public func outputShape(_ shapes: [[Int]]) throws -> [Int] { try one(shapes) }
  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    inputs[0].softmax(1)
  }
}

func one(_ shapes: [[Int]]) throws -> [Int] {
  guard shapes.count == 1 else { throw UserError("found \(shapes.count) inputs, expected one") }
  return shapes[0]
}
