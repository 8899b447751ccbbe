import Catalog
import Networks
import Torch

/// What stands at each module's place: the module itself, another one, or nothing.
public struct Lesion: Hashable, Sendable {
  /// One a place; nil where the module is deleted.
  public let occupants: [Int?]

  public static func none(_ count: Int) -> Lesion { Lesion(occupants: Array(0..<count)) }

  public static func deleting(_ places: some Sequence<Int>, of count: Int) -> Lesion {
    var occupants: [Int?] = Array(0..<count)
    for place in places { occupants[place] = nil }
    return Lesion(occupants: occupants)
  }

  /// The modules in another order.
  public static func reordered(_ order: [Int]) -> Lesion { Lesion(occupants: order) }
}

/// Kendall's τ between the modules' order and another one, (concordant − discordant) / (n(n − 1)/2); 1 for one module.
public func kendallTau(_ order: [Int]) -> Double {
  let count = order.count
  guard count > 1 else { return 1 }
  var discordant = 0
  for first in 0..<count {
    for second in first + 1..<count where order[first] > order[second] { discordant += 1 }
  }
  return 1 - 4 * Double(discordant) / Double(count * (count - 1))
}

extension ModularNetwork {
  /// Evaluates the network under each lesion, without fine-tuning.
  ///
  /// Lesions that begin alike share what they have in common: chunk by chunk the values of a prefix are computed once
  /// for all lesions that have it, and kept only while some of them are still to come.
  ///
  /// - Parameters:
  ///   - inputs: normalised inputs `[N, C, H, W]`; labels `[N]`.
  ///   - chunk: inputs at a time; what is kept is at most a chunk's values once for each module.
  ///   - visit: called after each chunk with the share done and the evaluations so far, in the lesions' order.
  public func evaluate(
    _ lesions: [Lesion], inputs: Tensor, labels: Tensor, chunk: Int = 500,
    visit: (_ done: Double, _ soFar: [Evaluation]) throws -> Void = { _, _ in }
  ) throws -> [Evaluation] {
    var tallies = Array(repeating: EvaluationTally(), count: lesions.count)
    let count = inputs.extent(0)
    try noGrad {
      for start in stride(from: 0, to: count, by: chunk) {
        let range = start..<min(start + chunk, count)
        try Torch.scope {
          try walk(lesions, Array(lesions.indices), from: 0, inputs[range]) { value, group in
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

  /// Logits under one lesion, by a plain pass.
  func logits(_ inputs: Tensor, under lesion: Lesion) -> Tensor {
    parts.reduce(inputs) { value, part in pass(value, through: part) { lesion.occupants[$0] } }
  }

  private func walk(
    _ lesions: [Lesion], _ group: [Int], from start: Int, _ value: Tensor,
    _ finish: (Tensor, [Int]) throws -> Void
  ) throws {
    var value = value
    for index in start..<parts.count {
      guard case .module(let place) = parts[index] else {
        value = pass(value, through: parts[index]) { $0 }
        continue
      }
      let ways = Dictionary(grouping: group) { lesions[$0].occupants[place] }
      if ways.count > 1 {
        for (occupant, members) in ways.sorted(by: { ($0.value[0]) < ($1.value[0]) }) {
          let next = pass(value, through: parts[index]) { _ in occupant }
          try walk(lesions, members, from: index + 1, next, finish)
        }
        return
      }
      value = pass(value, through: parts[index]) { lesions[group[0]].occupants[$0] }
    }
    try finish(value, group)
  }
}
