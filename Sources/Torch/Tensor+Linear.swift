import CTorch

/// Products of matrices.
extension Tensor {
  public func matmul(_ other: Tensor) -> Tensor { binary(CT_MATMUL, other) }
  public func dot(_ other: Tensor) -> Tensor { binary(CT_DOT, other) }
  public func outer(_ other: Tensor) -> Tensor { binary(CT_OUTER, other) }
  /// `[B, n, m] · [B, m, p]`.
  public func batchedMatmul(_ other: Tensor) -> Tensor { Tensor(owning: ct_bmm(handle, other.handle)) }
  /// `self + a·b`.
  public func addMatmul(_ a: Tensor, _ b: Tensor) -> Tensor {
    Tensor(owning: ct_addmm(handle, a.handle, b.handle))
  }
  /// `self + a·b` for every batch.
  public func addBatchedMatmul(_ a: Tensor, _ b: Tensor) -> Tensor {
    Tensor(owning: ct_baddbmm(handle, a.handle, b.handle))
  }
  /// x with self·x = b.
  public func solve(_ b: Tensor) -> Tensor { Tensor(owning: ct_solve(handle, b.handle)) }

  /// Reduced singular value decomposition: self = u·diag(s)·vᴴ.
  public func singularValues() -> (u: Tensor, s: Tensor, vh: Tensor) {
    var u: Handle, s: Handle, vh: Handle
    (u, s, vh) = (nil, nil, nil)
    _ = ct_svd(handle, &u, &s, &vh)
    return (Tensor(owning: u), Tensor(owning: s), Tensor(owning: vh))
  }
}
