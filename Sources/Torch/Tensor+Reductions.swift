import CTorch

/// Reductions over the dimensions named, or over all when none is.
extension Tensor {
  private func reduce(_ op: ct_reduction, _ dimensions: [Int], _ keep: Bool) -> Tensor {
    Tensor(owning: withInts(dimensions) { ct_reduce(op, handle, $0, $1, keep) })
  }

  public func sum(_ dimensions: [Int] = [], keep: Bool = false) -> Tensor { reduce(CT_SUM, dimensions, keep) }
  public func mean(_ dimensions: [Int] = [], keep: Bool = false) -> Tensor {
    reduce(CT_MEAN, dimensions, keep)
  }
  /// Unbiased (divided by n − 1).
  public func variance(_ dimensions: [Int] = [], keep: Bool = false) -> Tensor {
    reduce(CT_VAR, dimensions, keep)
  }
  /// Unbiased (divided by n − 1).
  public func deviation(_ dimensions: [Int] = [], keep: Bool = false) -> Tensor {
    reduce(CT_STD, dimensions, keep)
  }
  public func max(_ dimensions: [Int] = [], keep: Bool = false) -> Tensor {
    reduce(CT_AMAX, dimensions, keep)
  }
  public func min(_ dimensions: [Int] = [], keep: Bool = false) -> Tensor {
    reduce(CT_AMIN, dimensions, keep)
  }
  public func logSumExp(_ dimensions: [Int] = [], keep: Bool = false) -> Tensor {
    reduce(CT_LOGSUMEXP, dimensions, keep)
  }
  public func all(_ dimensions: [Int] = [], keep: Bool = false) -> Tensor { reduce(CT_ALL, dimensions, keep) }
  public func any(_ dimensions: [Int] = [], keep: Bool = false) -> Tensor { reduce(CT_ANY, dimensions, keep) }
  public func countNonzero(_ dimensions: [Int] = []) -> Tensor { reduce(CT_COUNT_NONZERO, dimensions, false) }
  public func product(_ dimension: Int, keep: Bool = false) -> Tensor { reduce(CT_PROD, [dimension], keep) }

  /// `(Σ|x|^p)^(1/p)`; p may be infinite, 0 counts the nonzero.
  public func norm(_ p: Double = 2, _ dimensions: [Int] = [], keep: Bool = false) -> Tensor {
    Tensor(owning: withInts(dimensions) { ct_norm(handle, p, $0, $1, keep) })
  }

  /// Index of the largest element, int64.
  public func argmax(_ dimension: Int = -1, keep: Bool = false) -> Tensor {
    Tensor(owning: ct_argmax(handle, Int32(dimension), keep, false))
  }

  public func argmin(_ dimension: Int = -1, keep: Bool = false) -> Tensor {
    Tensor(owning: ct_argmax(handle, Int32(dimension), keep, true))
  }

  public func cumulativeSum(_ dimension: Int) -> Tensor {
    Tensor(owning: ct_cumsum(handle, Int32(dimension)))
  }

  /// Stable sort of one dimension.
  public func sorted(_ dimension: Int = -1, descending: Bool = false) -> (values: Tensor, indices: Tensor) {
    var values: Handle, indices: Handle
    (values, indices) = (nil, nil)
    _ = ct_sort(handle, Int32(dimension), descending, &values, &indices)
    return (Tensor(owning: values), Tensor(owning: indices))
  }

  /// The `k` largest (or smallest) of one dimension, in order.
  public func topK(_ k: Int, dimension: Int = -1, largest: Bool = true) -> (values: Tensor, indices: Tensor) {
    var values: Handle, indices: Handle
    (values, indices) = (nil, nil)
    _ = ct_topk(handle, Int64(k), Int32(dimension), largest, &values, &indices)
    return (Tensor(owning: values), Tensor(owning: indices))
  }

  /// Linear interpolation between order statistics.
  public func quantile(_ q: Double, dimension: Int = -1, keep: Bool = false) -> Tensor {
    Tensor(owning: ct_quantile(handle, q, Int32(dimension), keep))
  }

  /// The lower median.
  public func median(_ dimension: Int = -1, keep: Bool = false) -> Tensor {
    Tensor(owning: ct_median(handle, Int32(dimension), keep))
  }

  /// How often 0, 1, … occur in an integer vector.
  public func bincount(atLeast minimum: Int = 0) -> Tensor {
    Tensor(owning: ct_bincount(handle, Int64(minimum)))
  }
}
