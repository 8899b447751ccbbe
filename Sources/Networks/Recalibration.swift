import Torch

/// Batch norm's running statistics, estimated anew for a network that was changed after its training.
///
/// Training leaves averages over batches that its own weights gave. Here a layer's statistics are those of its whole
/// input, which the layers before it compute with their new statistics: exact, one layer after the other.
extension Network {
  /// Runs the layers of `range` as in evaluation mode, each batch norm with the statistics of its whole input.
  ///
  /// Evaluated with the tensors that are returned, the same inputs give the same values.
  ///
  /// - Parameters:
  ///   - frontier: all inputs that the statistics are taken over.
  ///   - replaced: other tensors for some layers.
  /// - Returns: `replaced` with the tensors of the range's batch norms.
  public func recalibrate(
    _ frontier: inout Frontier, over range: Range<Int>, with replaced: [Int: [Tensor]] = [:]
  ) -> [Int: [Tensor]] {
    let sources = specification.sourceIndices
    var result = replaced
    let norms = range.filter { layers[$0].layer is BatchNorm }
    // Each stretch begins with a batch norm, so that a rectifier right behind it may write in its place.
    let starts = [range.lowerBound] + norms.filter { $0 > range.lowerBound }
    for (start, end) in zip(starts, starts.dropFirst() + [range.upperBound]) {
      if layers.indices.contains(start), layers[start].layer is BatchNorm {
        let source = sources[start][0]
        if let input = source < 0 ? frontier.input : frontier.values[source] {
          result[start] = tensors(result[start] ?? tensors[start], of: start, withStatisticsOf: input)
        }
      }
      run(&frontier, over: start..<end, with: result, .evaluation)
    }
    return result
  }

  /// A copy whose running statistics all are those of `inputs`.
  public func recalibrated(on inputs: Tensor) -> Network {
    var frontier = Frontier(input: inputs, count: layers.count)
    let found = noGrad { recalibrate(&frontier, over: layers.indices) }
    return Network(specification, tensors: layers.indices.map { found[$0] ?? tensors[$0] })
  }

  /// A layer's tensors with the running statistics that `input` has as a whole: its mean and unbiased variance, channel
  /// by channel. Those of other layers, and where a channel has one value only, as they are.
  public func tensors(_ tensors: [Tensor], of layer: Int, withStatisticsOf input: Tensor) -> [Tensor] {
    guard let norm = layers[layer].layer as? BatchNorm, input.count > norm.channels else { return tensors }
    let others = [0] + (2..<input.shape.count)
    return noGrad { [tensors[0], tensors[1], input.mean(others), input.variance(others)] }
  }
}
