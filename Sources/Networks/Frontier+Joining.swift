import Torch

extension Frontier {
  /// The activations of consecutive chunks of inputs, all run up to the same layer, as those of one chunk.
  ///
  /// - Parameter input: the chunks' inputs.
  public init(joining parts: [Frontier], input: Tensor) {
    self.init(input: input, count: parts[0].values.count, kept: parts[0].kept, isTapped: parts[0].isTapped)
    for layer in values.indices {
      let held = parts.compactMap { $0.values[layer] }
      if held.count == parts.count { values[layer] = Tensor.concatenate(held) }
    }
  }
}
