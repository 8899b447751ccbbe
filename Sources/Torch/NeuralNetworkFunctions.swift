import CTorch

/// How per-sample losses are put together.
public enum LossReduction: Int32, Sendable {
  case none = 0, mean = 1, sum = 2
}

/// The functions of layers, on `[N, C, H, W]` unless said otherwise.
extension Tensor {
  /// `x·Wᵀ + b` with W `[out, in]`.
  public func linear(_ weight: Tensor, _ bias: Tensor? = nil) -> Tensor {
    Tensor(owning: ct_linear(handle, weight.handle, bias?.handle ?? nil))
  }

  /// Cross-correlation with weights `[out, in/groups, kH, kW]`.
  public func conv2d(
    _ weight: Tensor, _ bias: Tensor? = nil, stride: [Int] = [1, 1], padding: [Int] = [0, 0],
    dilation: [Int] = [1, 1], groups: Int = 1
  ) -> Tensor {
    withInts(stride) { s, _ in
      withInts(padding) { p, _ in
        withInts(dilation) { d, _ in
          Tensor(owning: ct_conv2d(handle, weight.handle, bias?.handle ?? nil, s, p, d, Int64(groups)))
        }
      }
    }
  }

  /// Transposed convolution with weights `[in, out/groups, kH, kW]`.
  public func convTranspose2d(
    _ weight: Tensor, _ bias: Tensor? = nil, stride: [Int] = [1, 1], padding: [Int] = [0, 0],
    outputPadding: [Int] = [0, 0], dilation: [Int] = [1, 1], groups: Int = 1
  ) -> Tensor {
    withInts(stride) { s, _ in
      withInts(padding) { p, _ in
        withInts(outputPadding) { o, _ in
          withInts(dilation) { d, _ in
            Tensor(
              owning: ct_conv_transpose2d(
                handle, weight.handle, bias?.handle ?? nil, s, p, o, Int64(groups), d))
          }
        }
      }
    }
  }

  public func maxPool2d(_ kernel: [Int], stride: [Int], padding: [Int] = [0, 0]) -> Tensor {
    withInts(kernel) { k, _ in
      withInts(stride) { s, _ in withInts(padding) { p, _ in Tensor(owning: ct_max_pool2d(handle, k, s, p)) }
      }
    }
  }

  public func averagePool2d(_ kernel: [Int], stride: [Int], padding: [Int] = [0, 0]) -> Tensor {
    withInts(kernel) { k, _ in
      withInts(stride) { s, _ in withInts(padding) { p, _ in Tensor(owning: ct_avg_pool2d(handle, k, s, p)) }
      }
    }
  }

  public func adaptiveAveragePool2d(_ size: [Int]) -> Tensor {
    withInts(size) { s, _ in Tensor(owning: ct_adaptive_avg_pool2d(handle, s)) }
  }

  /// Normalises by the batch's statistics in training (and updates the running ones), by the running ones else.
  public func batchNorm(
    weight: Tensor?, bias: Tensor?, runningMean: Tensor?, runningVariance: Tensor?, isTraining: Bool,
    momentum: Double = 0.1, epsilon: Double = 1e-5
  ) -> Tensor {
    Tensor(
      owning: ct_batch_norm(
        handle, weight?.handle ?? nil, bias?.handle ?? nil, runningMean?.handle,
        runningVariance?.handle, isTraining, momentum, epsilon))
  }

  public func layerNorm(_ shape: [Int], weight: Tensor?, bias: Tensor?, epsilon: Double = 1e-5) -> Tensor {
    withInts(shape) {
      Tensor(owning: ct_layer_norm(handle, $0, $1, weight?.handle ?? nil, bias?.handle ?? nil, epsilon))
    }
  }

  /// −log softmax(logits)[label] of logits `[N, K]` and labels `[N]`.
  public func crossEntropy(_ labels: Tensor, _ reduction: LossReduction = .mean, smoothing: Double = 0)
    -> Tensor
  {
    Tensor(owning: ct_cross_entropy(handle, labels.handle, reduction.rawValue, smoothing))
  }

  public func negativeLogLikelihood(_ labels: Tensor, _ reduction: LossReduction = .mean) -> Tensor {
    Tensor(owning: ct_nll_loss(handle, labels.handle, reduction.rawValue))
  }

  public func meanSquaredError(_ other: Tensor, _ reduction: LossReduction = .mean) -> Tensor {
    Tensor(owning: ct_mse_loss(handle, other.handle, reduction.rawValue))
  }

  public func binaryCrossEntropyWithLogits(_ targets: Tensor, _ reduction: LossReduction = .mean) -> Tensor {
    Tensor(owning: ct_bce_with_logits(handle, targets.handle, reduction.rawValue))
  }

  /// Resizes to rows × columns by the nearest element or bilinearly (corners not aligned).
  public func interpolate(rows: Int, columns: Int, bilinear: Bool) -> Tensor {
    Tensor(owning: ct_interpolate2d(handle, Int64(rows), Int64(columns), bilinear))
  }

  /// Patches as columns, `[N, C·kH·kW, L]`.
  public func imageToColumns(_ kernel: [Int], stride: [Int] = [1, 1], padding: [Int] = [0, 0]) -> Tensor {
    withInts(kernel) { k, _ in
      withInts(stride) { s, _ in
        withInts(padding) { p, _ in
          withInts([1, 1]) { d, _ in Tensor(owning: ct_im2col(handle, k, d, p, s)) }
        }
      }
    }
  }
}
