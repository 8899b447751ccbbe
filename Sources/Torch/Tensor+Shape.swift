import CTorch

/// Views, selections and joins. Negative dimensions count from the end.
extension Tensor {
  /// One extent may be −1.
  public func reshape(_ shape: [Int]) -> Tensor {
    Tensor(owning: withInts(shape) { ct_reshape(handle, $0, $1) })
  }

  /// Repeats along extents of 1 without copying.
  public func expand(_ shape: [Int]) -> Tensor {
    Tensor(owning: withInts(shape) { ct_expand(handle, $0, $1) })
  }

  public func permute(_ order: [Int]) -> Tensor {
    Tensor(owning: withInts(order) { ct_permute(handle, $0, $1) })
  }

  public func transpose(_ first: Int = -2, _ second: Int = -1) -> Tensor {
    Tensor(owning: ct_transpose(handle, Int32(first), Int32(second)))
  }

  public func squeeze(_ dimension: Int) -> Tensor { Tensor(owning: ct_squeeze(handle, Int32(dimension))) }
  public func unsqueeze(_ dimension: Int) -> Tensor { Tensor(owning: ct_unsqueeze(handle, Int32(dimension))) }

  public func flatten(from first: Int = 0, to last: Int = -1) -> Tensor {
    Tensor(owning: ct_flatten(handle, Int32(first), Int32(last)))
  }

  /// One slice, the dimension dropped.
  public func select(_ index: Int, dimension: Int = 0) -> Tensor {
    Tensor(owning: ct_select(handle, Int32(dimension), Int64(index)))
  }

  /// `start ..< end` of one dimension, a view; `end` beyond the extent is cut.
  public func slice(_ start: Int, _ end: Int, dimension: Int = 0, step: Int = 1) -> Tensor {
    Tensor(owning: ct_slice(handle, Int32(dimension), Int64(start), Int64(end), Int64(step)))
  }

  public subscript(_ range: Range<Int>) -> Tensor { slice(range.lowerBound, range.upperBound) }
  public subscript(_ index: Int) -> Tensor { select(index) }

  public func flip(_ dimensions: [Int]) -> Tensor {
    Tensor(owning: withInts(dimensions) { ct_flip(handle, $0, $1) })
  }

  public func roll(_ shifts: [Int], dimensions: [Int]) -> Tensor {
    precondition(shifts.count == dimensions.count, "one shift a dimension")
    return Tensor(
      owning: withInts(shifts) { by, count in
        withInts(dimensions) { over, _ in ct_roll(handle, by, over, count) }
      })
  }

  /// Tiles the tensor, as often as said per dimension.
  public func tile(_ times: [Int]) -> Tensor { Tensor(owning: withInts(times) { ct_repeat(handle, $0, $1) }) }

  /// Every slice of a dimension `times` times in a row.
  public func repeatInterleave(_ times: Int, dimension: Int = 0) -> Tensor {
    Tensor(owning: ct_repeat_interleave(handle, Int64(times), Int32(dimension)))
  }

  public static func concatenate(_ parts: [Tensor], dimension: Int = 0) -> Tensor {
    Tensor(owning: withHandles(parts) { ct_cat($0, $1, Int32(dimension)) })
  }

  public static func stack(_ parts: [Tensor], dimension: Int = 0) -> Tensor {
    Tensor(owning: withHandles(parts) { ct_stack($0, $1, Int32(dimension)) })
  }

  /// The slices of a dimension named by an int64 vector.
  public func indexSelect(_ index: Tensor, dimension: Int = 0) -> Tensor {
    Tensor(owning: ct_index_select(handle, Int32(dimension), index.handle))
  }

  public func indexSelect(_ index: [Int], dimension: Int = 0) -> Tensor {
    indexSelect(Tensor(index).to(device), dimension: dimension)
  }

  /// `result[i][j] = self[i][index[i][j]]` along `dimension`.
  public func gather(_ index: Tensor, dimension: Int) -> Tensor {
    Tensor(owning: ct_gather(handle, Int32(dimension), index.handle))
  }

  /// For bytes `[N, C, …]` and a float32 table `[C, 256]`: `result[n][c][i] = table[c][self[n][c][i]]`, without gradient.
  public func lookUp(in table: Tensor) -> Tensor { Tensor(owning: ct_look_up(handle, table.handle)) }

  /// For `[N, K]` and labels `[N]`: the entry of each row's label, `[N]`.
  public func pick(_ labels: Tensor) -> Tensor { gather(labels.unsqueeze(1), dimension: 1).squeeze(1) }

  public func scatter(_ index: Tensor, _ source: Tensor, dimension: Int) -> Tensor {
    Tensor(owning: ct_scatter(handle, Int32(dimension), index.handle, source.handle))
  }

  public func scatterAdd(_ index: Tensor, _ source: Tensor, dimension: Int) -> Tensor {
    Tensor(owning: ct_scatter_add(handle, Int32(dimension), index.handle, source.handle))
  }

  public func maskedSelect(_ mask: Tensor) -> Tensor { Tensor(owning: ct_masked_select(handle, mask.handle)) }

  /// Indices of the elements that are not zero, `[count, rank]`.
  public func nonzero() -> Tensor { Tensor(owning: ct_nonzero_indices(handle)) }

  /// Pads by widths given from the last dimension backwards: left, right, top, bottom, ….
  public func pad(_ widths: [Int], value: Double = 0) -> Tensor {
    Tensor(owning: withInts(widths) { ct_pad(handle, $0, $1, value) })
  }

  /// Mirrors the borders of `[N, C, H, W]`: left, right, top, bottom.
  public func reflectPad(_ widths: [Int]) -> Tensor {
    Tensor(owning: withInts(widths) { ct_reflect_pad(handle, $0, $1) })
  }

  /// Sliding windows of one dimension, as a new last dimension.
  public func windows(_ size: Int, step: Int, dimension: Int) -> Tensor {
    Tensor(owning: ct_unfold(handle, Int32(dimension), Int64(size), Int64(step)))
  }

  public func upperTriangle(_ diagonal: Int = 0) -> Tensor {
    Tensor(owning: ct_triangle(handle, true, Int64(diagonal)))
  }
  public func lowerTriangle(_ diagonal: Int = 0) -> Tensor {
    Tensor(owning: ct_triangle(handle, false, Int64(diagonal)))
  }

  /// The diagonal of the last two dimensions.
  public func diagonal() -> Tensor { Tensor(owning: ct_diagonal(handle)) }
}
