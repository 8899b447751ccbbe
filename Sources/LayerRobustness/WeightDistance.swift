import Foundation
import Networks
import Torch

/// How far a layer's parameters lie from a checkpoint's, weight and bias flattened together.
public struct WeightDistance: Sendable, Equatable {
  /// ‖θ^T − θ^τ‖₂ / √p.
  public let rms: Double
  /// ‖θ^T − θ^τ‖₂ / ‖θ⁰‖₂; nil when the initial parameters are all zero.
  public let relative: Double?
  /// ‖θ^T − θ^τ‖_∞.
  public let max: Double

  public init(rms: Double, relative: Double?, max: Double) {
    self.rms = rms
    self.relative = relative
    self.max = max
  }

  /// - Parameters: the parameters now, at the checkpoint, and at initialisation.
  init(final: [Tensor], checkpoint: [Tensor], initial: [Tensor]) throws {
    let (squares, count, largest) = try noGrad { () -> (Double, Int, Double) in
      var squares = 0.0, count = 0, largest = 0.0
      for (now, then) in zip(final, checkpoint) {
        let difference = now.to(.float64) - then.to(.float64)
        squares += try difference.square().sum().item()
        largest = Swift.max(largest, try difference.abs().max().item())
        count += now.count
      }
      return (squares, count, largest)
    }
    let norm = try noGrad { try initial.reduce(0.0) { try $0 + $1.to(.float64).square().sum().item() } }
    rms = count == 0 ? 0 : sqrt(squares / Double(count))
    relative = norm == 0 ? nil : sqrt(squares) / sqrt(norm)
    max = largest
  }
}
