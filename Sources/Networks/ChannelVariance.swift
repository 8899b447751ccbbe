import Torch

extension Network {
  /// The batch norms with channels whose running variance is 0, and how many such channels each has.
  ///
  /// Such a channel gave one value only while the network was trained; what it gives now is divided by √ε alone.
  public var channelsWithoutVariance: [(layer: String, channels: Int)] {
    get throws {
      try layers.indices.compactMap { layer in
        guard layers[layer].layer is BatchNorm else { return nil }
        let variance = tensors[layer][3]
        let channels = try variance.count - noGrad { try variance.countNonzero().integer() }
        return channels > 0 ? (layers[layer].name, channels) : nil
      }
    }
  }
}
