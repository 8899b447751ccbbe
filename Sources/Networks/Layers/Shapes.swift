import Catalog
import Torch

/// The same numbers in another shape.
public struct Reshape: Layer {
  public static let kind = "reshape"
  let shape: [Int]

  public init(_ keys: LayerKeys) throws { shape = try keys.integers("shape") }

  public var keys: LayerKeys { LayerKeys(["shape": .integers(shape)]) }

  public func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    let found = try one(shapes)
    guard elementCount(found) == elementCount(shape) else {
      throw UserError("found an input of shape \(found), expected as many numbers as in \(shape)")
    }
    return shape
  }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    inputs[0].reshape([inputs[0].extent(0)] + shape)
  }
}

/// Consecutive channels, or elements of a vector.
public struct Slice: Layer {
  public static let kind = "slice"
  let start: Int
  let count: Int

  public init(_ keys: LayerKeys) throws {
    start = try keys.integer("start", atLeast: 0)
    count = try keys.integer("count")
  }

  public var keys: LayerKeys { LayerKeys(["start": .integer(start), "count": .integer(count)]) }

  public func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    let shape = try one(shapes)
    guard let extent = shape.first, start + count <= extent else {
      throw UserError("found an input of shape \(shape), expected at least \(start + count) channels")
    }
    return [count] + shape.dropFirst()
  }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    inputs[0].slice(start, start + count, dimension: 1)
  }
}

/// Two or more inputs one behind the other along their channels, or as one vector.
public struct Concatenate: Layer {
  public static let kind = "concatenate"
  public init(_ keys: LayerKeys) throws {}
  public var keys: LayerKeys { LayerKeys([:]) }

  public func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    guard shapes.count >= 2, let rest = shapes.first?.dropFirst(),
      shapes.allSatisfy({ $0.dropFirst() == rest })
    else {
      throw UserError("found inputs \(shapes), expected two or more that differ in their channels only")
    }
    return [shapes.reduce(0) { $0 + ($1.first ?? 0) }] + rest
  }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    Tensor.concatenate(inputs, dimension: 1)
  }
}

/// Pictures `[N, C, H, W]` enlarged or made smaller to other extents, bilinearly.
public struct Resize: Layer {
  public static let kind = "resize"
  let size: [Int]

  public init(_ keys: LayerKeys) throws { size = try keys.pair("size") }

  public var keys: LayerKeys { LayerKeys(["size": .integers(size)]) }

  public func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    let shape = try one(shapes)
    guard shape.count == 3 else { throw UserError("found an input of shape \(shape), expected [C, H, W]") }
    return [shape[0]] + size
  }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    inputs[0].interpolate(rows: size[0], columns: size[1], bilinear: true)
  }
}
