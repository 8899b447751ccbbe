import Networks
import Torch

/// A self-explaining model as a function of its inputs, in the coordinates in which distances between inputs are
/// measured.
public struct InputSpace {
  /// Where inputs end; nil where they do not.
  public let bounds: ClosedRange<Double>?
  /// Concepts and relevances at coordinates `[N, …]`, differentiable by them.
  public let explain: (Tensor) throws -> Explanation

  public init(bounds: ClosedRange<Double>? = nil, explain: @escaping (Tensor) throws -> Explanation) {
    self.bounds = bounds
    self.explain = explain
  }

  /// The explanation outside of any graph, a few rows at a time.
  public func explain(_ coordinates: Tensor, rowsAtOnce: Int) throws -> Explanation {
    let count = coordinates.extent(0)
    let parts = try noGrad {
      try stride(from: 0, to: count, by: rowsAtOnce).map {
        try explain(coordinates[$0..<min($0 + rowsAtOnce, count)])
      }
    }
    return Explanation(joining: parts)
  }

  /// Coordinates brought back to where inputs end.
  public func clamped(_ coordinates: Tensor) -> Tensor {
    bounds.map { coordinates.clamp($0.lowerBound, $0.upperBound) } ?? coordinates
  }
}

extension SelfExplainingNetwork {
  /// Rows of a table, and not pictures.
  public var takesRows: Bool { network.inputShape.dropFirst().allSatisfy { $0 == 1 } }

  /// Pixels, which stay in 0…1; of a table, whose columns have units of their own, the standardised columns.
  public var space: InputSpace {
    takesRows
      ? InputSpace { try explain(normalised: $0, .evaluation) }
      : InputSpace(bounds: 0...1) { try explain($0) }
  }

  /// Inputs in the coordinates of ``space``.
  public func coordinates(of inputs: Tensor) -> Tensor {
    takesRows ? network.normalise(inputs.to(network.device)) : inputs.to(network.device)
  }

  /// Coordinates as inputs: pixels, or rows in the columns' own units.
  public func inputs(at coordinates: Tensor) -> Tensor {
    takesRows ? network.denormalise(coordinates) : coordinates
  }
}
