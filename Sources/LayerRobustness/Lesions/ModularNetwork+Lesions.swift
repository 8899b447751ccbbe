import Catalog
import Networks
import Torch

extension ModularNetwork {
  /// Evaluates the network under each lesion, without fine-tuning.
  ///
  /// Lesions that begin alike share what they have in common: chunk by chunk the values of a prefix are computed once
  /// for all lesions that have it, and kept only while some of them are still to come.
  ///
  /// - Parameters:
  ///   - inputs: normalised inputs `[N, C, H, W]`; labels `[N]`.
  ///   - statistics: what ``recalibrated(_:on:)`` gave for these lesions; nil leaves batch norm as it was trained.
  ///   - chunk: inputs at a time; what is kept is at most a chunk's values once for each module.
  ///   - visit: called after each chunk with the share done and the evaluations so far, in the lesions' order.
  public func evaluate(
    _ lesions: [Lesion], inputs: Tensor, labels: Tensor, statistics: [[Int: [Tensor]]]? = nil,
    chunk: Int = 500,
    visit: (_ done: Double, _ soFar: [Evaluation]) throws -> Void = { _, _ in }
  ) throws -> [Evaluation] {
    var tallies = Array(repeating: EvaluationTally(), count: lesions.count)
    let count = inputs.extent(0)
    try noGrad {
      for start in stride(from: 0, to: count, by: chunk) {
        let range = start..<min(start + chunk, count)
        try Torch.scope {
          // Lesions that are the same so far have the same statistics so far.
          try walk(
            lesions, inputs[range],
            behindChange: statistics.map { found in { group, layer, own, _ in found[group[0]][layer] ?? own }
            }
          ) { value, group in
            // Lesions that are the same share their logits too.
            let logits = network.specification.output == .logits ? value : value.clamp(1e-12).log()
            for index in group { try tallies[index].add(logits, labels[range]) }
          }
        }
        try visit(Double(range.upperBound) / Double(count), tallies.map(\.evaluation))
      }
    }
    return tallies.map(\.evaluation)
  }

  /// For each lesion the tensors of the batch norms behind its first change, with the statistics of what arrives there:
  /// what the network would have measured had it been so from the start.
  ///
  /// - Parameter inputs: normalised training inputs, taken all at once, so that each layer's statistics are exact.
  /// - Returns: by layer, one a lesion; nothing for a lesion that changes nothing.
  public func recalibrated(_ lesions: [Lesion], on inputs: Tensor) throws -> [[Int: [Tensor]]] {
    var found: [[Int: [Tensor]]] = Array(repeating: [:], count: lesions.count)
    try noGrad {
      try Torch.scope {
        try walk(
          lesions, inputs,
          behindChange: { group, layer, tensors, input in
            guard network.layers[layer].layer is BatchNorm else { return tensors }
            let own = network.tensors(tensors, of: layer, withStatisticsOf: input)
            for index in group { found[index][layer] = own }
            return own
          }
        ) { _, _ in }
      }
    }
    return found
  }

  /// Logits under one lesion, by a plain pass.
  func logits(_ inputs: Tensor, under lesion: Lesion) -> Tensor {
    parts.reduce(inputs) { value, part in pass(value, through: part) { lesion.occupants[$0] } }
  }

  /// Says what a layer behind a group's first change computes with; see ``Adjustment``.
  private typealias GroupAdjustment = (_ group: [Int], _ layer: Int, _ tensors: [Tensor], _ input: Tensor) ->
    [Tensor]

  /// Passes a value through the network under all lesions; `finish` is called for each group of lesions that are the same.
  private func walk(
    _ lesions: [Lesion], _ value: Tensor, behindChange: GroupAdjustment?,
    _ finish: (Tensor, [Int]) throws -> Void
  ) throws {
    guard !lesions.isEmpty else { return }
    try walk(lesions, Array(lesions.indices), from: 0, value, isChanged: false, behindChange, finish)
  }

  private func walk(
    _ lesions: [Lesion], _ group: [Int], from start: Int, _ value: Tensor, isChanged: Bool,
    _ behindChange: GroupAdjustment?, _ finish: (Tensor, [Int]) throws -> Void
  ) throws {
    var (group, value, isChanged) = (group, value, isChanged)
    /// Behind a part, for lesions that have one occupant there.
    func next(_ part: Part, _ place: Int?, _ occupant: Int?, _ members: [Int]) -> (
      value: Tensor, isChanged: Bool
    ) {
      let adjustment: Adjustment? = behindChange.map { adjust in { adjust(members, $0, $1, $2) } }
      let changes = isChanged || occupant != place
      let output = pass(
        value, through: part, occupant: { _ in occupant }, skip: isChanged ? adjustment : nil,
        branch: changes ? adjustment : nil)
      return (output, changes)
    }
    for index in start..<parts.count {
      guard case .module(let place) = parts[index] else {
        value = next(parts[index], nil, nil, group).value
        continue
      }
      let ways = Dictionary(grouping: group) { lesions[$0].occupants[place] }
        .sorted { $0.value[0] < $1.value[0] }
      for (occupant, members) in ways.dropLast() {
        let branch = next(parts[index], place, occupant, members)
        try walk(
          lesions, members, from: index + 1, branch.value, isChanged: branch.isChanged, behindChange, finish)
      }
      // The last way goes on in this one's place, so that what came before it need not be kept.
      guard let last = ways.last else { return }
      group = last.value
      (value, isChanged) = next(parts[index], place, last.key, group)
    }
    try finish(value, group)
  }
}
