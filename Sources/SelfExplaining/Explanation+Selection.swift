import Torch

extension Explanation {
  /// Those of several groups of inputs, one behind the other.
  public init(joining parts: [Explanation]) {
    func joined(_ part: (Explanation) -> Tensor) -> Tensor { Tensor.concatenate(parts.map(part)) }
    let biases = parts.compactMap(\.bias)
    self.init(
      concepts: joined(\.concepts), relevances: joined(\.relevances),
      bias: biases.isEmpty ? nil : Tensor.concatenate(biases), logits: joined(\.logits))
  }

  /// Those of some of the inputs, `[n]` of int64.
  public func of(_ rows: Tensor) -> Explanation {
    Explanation(
      concepts: concepts.indexSelect(rows), relevances: relevances.indexSelect(rows),
      bias: bias?.indexSelect(rows), logits: logits.indexSelect(rows))
  }

  /// The same outside of any graph, on the CPU.
  public var onCPU: Explanation {
    func here(_ values: Tensor) -> Tensor { values.detached().to(.cpu) }
    return Explanation(
      concepts: here(concepts), relevances: here(relevances), bias: bias.map(here), logits: here(logits))
  }

  /// The column of each input's largest logit, `[N]`; 0 where there is one logit only.
  public var predictions: Tensor { logits.argmax(1) }

  /// The relevances for one class an input, `[N, k]`.
  ///
  /// - Parameters:
  ///   - classes: `[N]`, int64.
  ///   - gaugeFree: less their mean over the classes, which leaves the probabilities as they are; of one logit as it is.
  public func relevances(for classes: Tensor, gaugeFree: Bool = false) -> Tensor {
    let all = gaugeFree ? self.gaugeFree : relevances
    let shape = [relevances.extent(0), relevances.extent(1), 1]
    return all.gather(classes.reshape([-1, 1, 1]).expand(shape), dimension: 2).squeeze(2)
  }
}
