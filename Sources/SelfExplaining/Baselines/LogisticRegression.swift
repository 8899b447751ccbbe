import Torch

/// Multinomial logistic regression with a ridge, fitted to its minimum: what a self-explaining network becomes when its
/// relevances may not change.
///
/// Minimises the mean cross-entropy + ridge/(2N)·‖W‖², the intercepts left free, by Nesterov's accelerated gradient with
/// restarts, in double precision.
public struct LogisticRegression {
  /// `[K, D]`.
  public let weights: Tensor
  /// `[K]`.
  public let intercepts: Tensor
  /// The largest element of the gradient where it stopped.
  public let residual: Double

  /// - Parameters:
  ///   - inputs: `[N, D]`, standardised or in one unit.
  ///   - labels: `[N]`.
  ///   - ridge: 1 is what other libraries call C = 1.
  ///   - progress: told the steps that are done; may throw to end the fit.
  public init(
    _ inputs: Tensor, _ labels: Tensor, classes: Int, ridge: Double = 1, steps: Int = 2000,
    tolerance: Double = 1e-5, progress: (Int) throws -> Void = { _ in }
  ) throws {
    let fitted = try noGrad {
      let x = inputs.to(.float64), count = Double(inputs.extent(0))
      let wide = Tensor.concatenate(
        [x, Tensor.ones([x.extent(0), 1], type: .float64).to(x.device)], dimension: 1)
      let wanted = labels.oneHot(classes).to(.float64)
      let penalty =
        Tensor.concatenate(
          [
            Tensor.full([1, x.extent(1)], ridge, type: .float64),
            Tensor.zeros([1, 1], type: .float64),
          ], dimension: 1
        ).to(x.device) / count
      let rate = 1 / (0.5 * (try Self.largestEigenvalue(wide)) / count + ridge / count)
      func slope(_ w: Tensor) -> Tensor {
        (wide.matmul(w.transpose()).softmax(1) - wanted).transpose().matmul(wide) / count + penalty * w
      }
      var now = Tensor.zeros([classes, x.extent(1) + 1], type: .float64).to(x.device)
      var ahead = now, momentum = 1.0, largest = Double.infinity
      for step in 0..<steps {
        let gradient = slope(ahead)
        largest = try gradient.abs().max().item()
        if largest < tolerance { break }
        let next = ahead - gradient * rate
        // Going on where the way turns back would only swing.
        let turns = try (gradient * (next - now)).sum().item() > 0
        let following = turns ? 1 : (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
        ahead = turns ? next : next + (next - now) * ((momentum - 1) / following)
        (now, momentum) = (next, following)
        try progress(step + 1)
      }
      return (ahead, largest)
    }
    let columns = fitted.0.extent(1) - 1
    weights = fitted.0.slice(0, columns, dimension: 1)
    intercepts = fitted.0.select(columns, dimension: 1)
    residual = fitted.1
  }

  /// Of XᵀX, a little too large.
  private static func largestEigenvalue(_ x: Tensor) throws -> Double {
    var vector = Tensor.ones([x.extent(1), 1], type: .float64).to(x.device)
    var size = 0.0
    for _ in 0..<50 {
      let next = x.transpose().matmul(x.matmul(vector))
      size = try next.norm().item()
      guard size > 0 else { return 1 }
      vector = next / size
    }
    return 1.05 * size
  }

  /// The most probable class of inputs `[N, D]`, `[N]`.
  public func predictions(_ inputs: Tensor) -> Tensor {
    noGrad { inputs.to(.float64).linear(weights, intercepts).argmax(1) }
  }
}
