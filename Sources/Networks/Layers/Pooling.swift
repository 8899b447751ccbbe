import Catalog
import Torch

/// The largest of each window of `[N, C, H, W]`.
public struct MaxPool: Layer {
  public static let kind = "max-pool2d"
  let window: PoolWindow

  public init(_ keys: LayerKeys) throws { window = try PoolWindow(keys) }

  public var keys: LayerKeys { window.keys }
  public func outputShape(_ shapes: [[Int]]) throws -> [Int] { try window.outputShape(shapes) }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    inputs[0].maxPool2d(window.kernel, stride: window.stride, padding: window.padding)
  }
}

/// The mean of each window of `[N, C, H, W]`; padding counts as zeros.
public struct AveragePool: Layer {
  public static let kind = "average-pool2d"
  let window: PoolWindow

  public init(_ keys: LayerKeys) throws { window = try PoolWindow(keys) }

  public var keys: LayerKeys { window.keys }
  public func outputShape(_ shapes: [[Int]]) throws -> [Int] { try window.outputShape(shapes) }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    inputs[0].averagePool2d(window.kernel, stride: window.stride, padding: window.padding)
  }
}

/// The mean over windows chosen so that the output has the given extents.
public struct AdaptiveAveragePool: Layer {
  public static let kind = "adaptive-average-pool2d"
  let size: [Int]

  public init(_ keys: LayerKeys) throws { size = try keys.pair("size", default: [1, 1]) }

  public var keys: LayerKeys { LayerKeys(["size": .integers(size)]) }

  public func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    try oneImage(shapes)
    return [shapes[0][0]] + size
  }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    inputs[0].adaptiveAveragePool2d(size)
  }
}

/// The window that a pooling layer slides over `[C, H, W]`.
struct PoolWindow {
  let kernel: [Int]
  let stride: [Int]
  let padding: [Int]

  init(_ keys: LayerKeys) throws {
    kernel = try keys.pair("kernel")
    stride = try keys.pair("stride", default: kernel)
    padding = try keys.pair("padding", default: [0, 0], atLeast: 0)
    // At most half a window, so that no window lies in the padding alone.
    guard zip(padding, kernel).allSatisfy({ 2 * $0 <= $1 }) else {
      throw UserError(
        "\(keys.place): padding: found \(padding), expected at most half of the kernel \(kernel)")
    }
  }

  var keys: LayerKeys {
    LayerKeys(["kernel": .integers(kernel), "stride": .integers(stride), "padding": .integers(padding)])
  }

  func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    try oneImage(shapes)
    return try [shapes[0][0]] + windowed(shapes[0], kernel, stride, padding)
  }
}

func oneImage(_ shapes: [[Int]]) throws {
  guard shapes.count == 1, shapes[0].count == 3 else {
    throw UserError("found inputs \(shapes), expected one of shape [C, H, W]")
  }
}
