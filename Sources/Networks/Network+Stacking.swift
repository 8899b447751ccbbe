import Torch

extension Network {
  /// Whether the layers can be run for several sets of tensors as one: the first computes each output from its own rows
  /// of the tensors, the others follow it one by one, and nothing later reads anything from before them.
  ///
  /// - Parameter indices: in ascending order, as a unit has them.
  public func canStack(_ indices: [Int]) -> Bool {
    // A batch norm has as many channels as come in: it follows stacked outputs but does not make them.
    guard let first = indices.first, let last = indices.last, last - first + 1 == indices.count,
      !(layers[first].layer is BatchNorm)
    else { return false }
    let sources = layers.map(\.from)
    return indices.allSatisfy { layers[$0].layer.stacksOutputs }
      && indices.dropFirst().allSatisfy { sources[$0] == [layers[$0 - 1].name] }
      && sources[(last + 1)...].joined().allSatisfy(Set(layers[last...].map(\.name)).contains)
  }

  /// Runs the layers `indices` with every set of tensors, and the rest of the network behind each.
  ///
  /// The sets lie one behind the other in one large product; its outputs `[N, C·out, …]` are `[N·C, out, …]` without a
  /// copy, and the rest of the network takes them as so many more inputs.
  ///
  /// - Returns: logits `[N·C, K]`, those of an input's C sets one behind the other.
  public func logits(
    stacked sets: [[Int: [Tensor]]], at indices: [Int], from frontier: Frontier
  ) -> Tensor {
    var frontier = frontier
    let joined = stack(sets, at: indices)
    let first = indices[0], last = indices[indices.count - 1]
    run(&frontier, over: first..<last + 1, with: joined, .evaluation)
    frontier.divide(last, among: sets.count)
    run(&frontier, over: last + 1..<layers.count, .evaluation)
    return logits(frontier)
  }

  private func stack(_ sets: [[Int: [Tensor]]], at indices: [Int]) -> [Int: [Tensor]] {
    Dictionary(
      uniqueKeysWithValues: indices.map { index in
        let parts = sets.map { $0[index] ?? tensors[index] }
        return (index, tensors[index].indices.map { slot in Tensor.concatenate(parts.map { $0[slot] }) })
      })
  }
}

extension Frontier {
  /// Takes the outputs `[N, C·k, …]` of a layer as those of `count` times as many inputs, `[N·count, C·k / count, …]`.
  mutating func divide(_ layer: Int, among count: Int) {
    guard let value = values[layer] else { return }
    let shape = value.shape
    owned = layer
    values[layer] = value.contiguous().reshape([shape[0] * count, shape[1] / count] + shape[2...])
  }
}
