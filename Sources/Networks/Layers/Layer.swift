import Torch

/// One kind of layer: a value that says which tensors it needs and how it computes, and holds none itself.
/// The network holds the tensors, so a layer can be run with other ones at no cost.
public protocol Layer: Sendable {
  /// The `type` in a network file.
  static var kind: String { get }
  /// Reads the layer's own keys from a network file.
  ///
  /// - Throws: `UserError` for a missing or wrong key.
  init(_ keys: LayerKeys) throws
  /// The layer's own keys, for writing.
  var keys: LayerKeys { get }
  /// Parameters and buffers in a fixed order, named as PyTorch names them.
  var slots: [TensorSlot] { get }
  /// The shape of one output, without the batch, from those of the inputs.
  ///
  /// - Throws: `UserError` when the inputs do not fit.
  func outputShape(_ inputs: [[Int]]) throws -> [Int]
  /// Whether the outputs are computed afresh, each from its own rows of the tensors: with the tensors of several such
  /// layers one behind the other, the outputs are theirs one behind the other.
  var stacksOutputs: Bool { get }
  /// Whether the output's storage is new, so that what follows may write into it when nobody else reads it.
  var ownsOutput: Bool { get }
  /// Computes from inputs `[N, …]` and the tensors of ``slots``.
  func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor
  /// Writes the same bits into an input that nobody else reads and no gradient passes.
  ///
  /// - Returns: false, with nothing done, where that is not possible or no faster.
  func forward(inPlace input: Tensor, _ tensors: [Tensor], _ pass: Pass) -> Bool
}

extension Layer {
  public var slots: [TensorSlot] { [] }
  public var stacksOutputs: Bool { false }
  public var ownsOutput: Bool { stacksOutputs }
  public func forward(inPlace input: Tensor, _ tensors: [Tensor], _ pass: Pass) -> Bool { false }
}

/// How a forward pass is meant.
public struct Pass {
  public let isTraining: Bool
  /// What dropout draws from; needed in training only.
  public let generator: Generator?

  public static var evaluation: Pass { Pass(isTraining: false, generator: nil) }

  public static func training(_ generator: Generator?) -> Pass {
    Pass(isTraining: true, generator: generator)
  }
}

/// A tensor that a layer needs.
public struct TensorSlot: Sendable {
  /// `weight`, `bias`, `running_mean`, …
  public let name: String
  public let shape: [Int]
  public let initialiser: Initialiser
  /// What a draw is multiplied by.
  public let gain: Double
  /// False for running statistics, which no gradient changes.
  public let isParameter: Bool
  /// The smallest number that makes sense, for those that a file may hold.
  public let least: Double?

  public init(
    _ name: String, _ shape: [Int], _ initialiser: Initialiser, gain: Double = 1, isParameter: Bool = true,
    atLeast least: Double? = nil
  ) {
    self.name = name
    self.shape = shape
    self.initialiser = initialiser
    self.gain = gain
    self.isParameter = isParameter
    self.least = least
  }
}
