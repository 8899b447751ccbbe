import CTorch

extension Tensor {
  /// For bytes `[N, C, H, W]` and moves `[N, 3]` (int64: down, right, mirrored): each picture seen through a window of its
  /// own size that is moved down and to the right, with zeros where it leaves the picture, then mirrored from left to
  /// right where the third number is not 0. Without gradient.
  public func moved(by moves: Tensor) -> Tensor {
    device == .cpu ? Tensor(owning: ct_moved(handle, moves.handle)) : movedByGathering(moves)
  }

  /// The same out of whole operations, for devices that have no loop of their own for it.
  func movedByGathering(_ moves: Tensor) -> Tensor {
    let shape = shape, height = shape[2], width = shape[3], area = height * width
    func number(_ value: Int) -> Tensor { Tensor([value]).to(device) }
    /// Places `[N, L]` along a side, those outside drawn to its ends, and which are inside.
    func along(_ places: Tensor, _ length: Int) -> (place: Tensor, isInside: Tensor) {
      let ends = places.maximum(number(0)).minimum(number(length - 1))
      return (ends, ends .== places)
    }
    let column = Tensor.arange(to: Double(width)).to(device).reshape([1, width])
    let seen = (number(width - 1) - column).where(moves.slice(2, 3, dimension: 1) .!= 0, otherwise: column)
    let x = along(seen + moves.slice(1, 2, dimension: 1), width)
    let row = Tensor.arange(to: Double(height)).to(device).reshape([1, height])
    let y = along(row + moves.slice(0, 1, dimension: 1), height)
    let place = y.place.unsqueeze(2) * number(width) + x.place.unsqueeze(1)
    let isInside = y.isInside.unsqueeze(2).and(x.isInside.unsqueeze(1)).unsqueeze(1)
    let index = place.reshape([shape[0], 1, area]).expand([shape[0], shape[1], area])
    return reshape([shape[0], shape[1], area]).gather(index, dimension: 2).reshape(shape)
      * isInside.to(.uint8)
  }
}
