import Foundation
import Torch

/// The distribution P_d that a tensor is first drawn from; recorded per layer, because re-randomisation draws
/// from it again.
public enum Initialiser: String, Sendable, CaseIterable {
  case zeros, ones
  /// N(0, 1); a layer's gain makes it N(0, gain²).
  case normal
  /// N(0, 2 / fan-in), He et al. 2015.
  case kaimingNormal = "kaiming-normal"
  /// U(±√(6 / fan-in)), He et al. 2015.
  case kaimingUniform = "kaiming-uniform"
  /// N(0, 2 / (fan-in + fan-out)), Glorot and Bengio 2010.
  case xavierNormal = "xavier-normal"
  /// U(±√(6 / (fan-in + fan-out))), Glorot and Bengio 2010.
  case xavierUniform = "xavier-uniform"
  /// U(±1 / √fan-in): what PyTorch gives weights and biases of linear and convolution layers.
  case pytorch = "pytorch"

  /// Draws a tensor.
  ///
  /// - Parameters:
  ///   - fanShape: the shape of the layer's weight `[out, in, …]`, which sets the fans of a bias too.
  ///   - gain: multiplies what is drawn.
  public func draw(_ shape: [Int], fanShape: [Int], gain: Double = 1, _ generator: Generator) -> Tensor {
    let receptive = fanShape.dropFirst(2).reduce(1, *)
    let fanIn = Double(fanShape.count > 1 ? fanShape[1] * receptive : 1)
    let fanOut = Double(fanShape.first.map { $0 * receptive } ?? 1)
    switch self {
    case .zeros: return .zeros(shape)
    case .ones: return .full(shape, gain)
    case .normal: return generator.normal(shape, deviation: gain)
    case .kaimingNormal: return generator.normal(shape, deviation: gain * sqrt(2 / fanIn))
    case .kaimingUniform: return uniform(shape, gain * sqrt(6 / fanIn), generator)
    case .xavierNormal: return generator.normal(shape, deviation: gain * sqrt(2 / (fanIn + fanOut)))
    case .xavierUniform: return uniform(shape, gain * sqrt(6 / (fanIn + fanOut)), generator)
    case .pytorch: return uniform(shape, gain / sqrt(fanIn), generator)
    }
  }

  private func uniform(_ shape: [Int], _ bound: Double, _ generator: Generator) -> Tensor {
    generator.uniform(shape, -bound, bound)
  }
}
