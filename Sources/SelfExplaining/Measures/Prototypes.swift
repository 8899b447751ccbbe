import Catalog
import Torch

/// The inputs that stand for each concept: X^i = argmax over the sets X̂ of `size` inputs of Σ_{x ∈ X̂} h(x)_i
/// (Alvarez-Melis and Jaakkola 2018, §3.2).
///
/// The sum is largest for the inputs with the largest h_i, so that is what the set is; of equal ones those that come first.
public struct Prototypes: Sendable, Equatable {
  /// What a set's inputs have the most of.
  public enum Kind: String, Sendable, CaseIterable {
    /// h_i.
    case largest
    /// −h_i.
    case least
    /// h_i − Σ_{j ≠ i} h_j: of this concept and of no other.
    case contrast
  }

  public let kind: Kind
  /// Per concept the inputs, the best first.
  public let indices: [[Int]]
  /// Their h_i.
  public let values: [[Double]]

  /// - Parameters:
  ///   - concepts: `[N, k]`.
  ///   - size: l, the inputs a concept.
  /// - Throws: `UserError` when there are fewer inputs, or a concept is not a number.
  public init(_ kind: Kind = .largest, of concepts: Tensor, size: Int) throws {
    let (count, k) = (concepts.extent(0), concepts.extent(1))
    guard (1...max(1, count)).contains(size), count > 0 else {
      throw UserError("prototypes: found \(size) a concept, expected 1…\(count): there are \(count) inputs")
    }
    let columns = try noGrad { try concepts.to(.float64).transpose().contiguous().doubles() }
    if let odd = columns.firstIndex(where: { !$0.isFinite }) {
      throw UserError(
        "input \(odd % count): found \(columns[odd]) for concept \(odd / count), expected a finite number")
    }
    self.kind = kind
    let sums = (0..<count).map { input in (0..<k).reduce(0) { $0 + columns[$1 * count + input] } }
    func score(_ concept: Int, _ input: Int) -> Double {
      let own = columns[concept * count + input]
      return switch kind {
      case .largest: own
      case .least: -own
      case .contrast: 2 * own - sums[input]
      }
    }
    indices = (0..<k).map { concept in
      let scores = (0..<count).map { score(concept, $0) }
      return Array(scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }.prefix(size))
    }
    values = indices.enumerated().map { concept, inputs in inputs.map { columns[concept * count + $0] } }
  }

  /// Inputs a concept.
  public var size: Int { indices.first?.count ?? 0 }

  /// Per concept the share of its most frequent label.
  public func purity(_ labels: [Int]) -> [Double] {
    indices.map { inputs in
      let counts = Dictionary(inputs.map { (labels[$0], 1) }, uniquingKeysWith: +)
      return Double(counts.values.max() ?? 0) / Double(max(1, inputs.count))
    }
  }

  /// Per two concepts the share of inputs that stand for both; 1 on the diagonal.
  public var overlap: [[Double]] {
    let sets = indices.map(Set.init)
    return sets.map { one in
      sets.map { Double(one.intersection($0).count) / Double(max(1, size)) }
    }
  }

  /// Per concept the largest share that it has in common with another; 0 for a single concept.
  public var largestOverlap: [Double] {
    overlap.enumerated().map { concept, row in
      row.enumerated().filter { $0.offset != concept }.map(\.element).max() ?? 0
    }
  }
}
