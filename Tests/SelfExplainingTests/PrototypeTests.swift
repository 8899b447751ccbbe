import Catalog
import TestSupport
import Testing
import Torch

@testable import SelfExplaining

@Suite("Prototypes")
struct PrototypeTests {
  /// The sum over a set that a kind makes largest.
  private func sum(_ kind: Prototypes.Kind, _ table: [[Double]], _ concept: Int, _ set: [Int]) -> Double {
    set.reduce(0) { total, input in
      let own = table[input][concept]
      switch kind {
      case .largest: return total + own
      case .least: return total - own
      case .contrast: return total + own - (table[input].reduce(0, +) - own)
      }
    }
  }

  @Test(
    "the set is the best of all sets of its size, the first of equals", arguments: Prototypes.Kind.allCases)
  func bruteForce(_ kind: Prototypes.Kind) throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      // Whole numbers, so that many sets are equally good and no sum is rounded.
      let concepts = Generator(seed: seed).integers([8, 3], -3, 4).to(.float64)
      let table = try rows(concepts)
      for size in 1...4 {
        let found = try Prototypes(kind, of: concepts, size: size)
        for concept in 0..<3 {
          let sets = subsets(of: 8, size: size)
          let best = sets.map { sum(kind, table, concept, $0) }.max()!
          let first = sets.first { sum(kind, table, concept, $0) == best }!
          #expect(found.indices[concept].sorted() == first)
          #expect(found.values[concept] == found.indices[concept].map { table[$0][concept] })
        }
      }
    }
  }

  private func subsets(of count: Int, size: Int) -> [[Int]] {
    func extend(_ set: [Int], from next: Int) -> [[Int]] {
      if set.count == size { return [set] }
      return (next..<count).flatMap { extend(set + [$0], from: $0 + 1) }
    }
    return extend([], from: 0)
  }

  @Test("best first, and exchanging concepts exchanges their sets")
  func order() throws {
    let concepts = drawn([30, 4], seed: 3)
    let found = try Prototypes(of: concepts, size: 7)
    for values in found.values { #expect(values == values.sorted(by: >)) }
    let turned = try Prototypes(of: concepts.indexSelect([2, 0, 3, 1], dimension: 1), size: 7)
    #expect(turned.indices == [2, 0, 3, 1].map { found.indices[$0] })
  }

  @Test("purity and overlap are shares of the set")
  func figures() throws {
    // Concepts 0 and 1 agree but for one input; concept 2 is the opposite of 0.
    let concepts = Tensor(
      [9, 9, -9, 8, 8, -8, 7, 0, -7, 0, 7, 0, -1, -1, 1, -2, -2, 2].map(Double.init), shape: [6, 3])
    let found = try Prototypes(of: concepts, size: 3)
    #expect(found.indices == [[0, 1, 2], [0, 1, 3], [5, 4, 3]])
    let third = 1.0 / 3, twoThirds = 2.0 / 3
    #expect(found.purity([4, 4, 7, 7, 8, 9]) == [twoThirds, twoThirds, third])
    #expect(found.overlap == [[1, twoThirds, 0], [twoThirds, 1, third], [0, third, 1]])
    #expect(found.largestOverlap == [twoThirds, twoThirds, third])
  }

  @Test("a concept that does not vary is dead")
  func dead() throws {
    let varying = drawn([50, 1], seed: 9), dead = Tensor.full([50, 1], 3, type: .float64)
    let faint = drawn([50, 1], seed: 10, scale: 1e-7)
    let spread = try ConceptSpread(Tensor.concatenate([varying, dead, faint], dimension: 1))
    #expect(spread.isDead == [false, true, true] && spread.mean[1] == 3)
    let values = try varying.doubles(), mean = values.reduce(0, +) / 50
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 50).squareRoot()
    #expect(abs(spread.deviation[0] - deviation) < 1e-12)
  }

  @Test("more prototypes than inputs, and concepts that are no numbers, are refused in one line")
  func refusals() throws {
    let concepts = drawn([4, 2], seed: 1)
    for size in [0, 5] {
      #expect(throws: UserError("prototypes: found \(size) a concept, expected 1…4: there are 4 inputs")) {
        try Prototypes(of: concepts, size: size)
      }
    }
    let odd = Tensor([1, 2, 3, .nan, 5, 6], shape: [3, 2])
    #expect(throws: UserError("input 1: found nan for concept 1, expected a finite number")) {
      try Prototypes(of: odd, size: 2)
    }
  }

  @Test("quartiles of a sample")
  func quartiles() {
    #expect(Quartiles([]) == nil && Quartiles([1, .nan]) == nil)
    let found = Quartiles([4, 1, 3, 2, 5])
    #expect(found?.low == 2 && found?.median == 3 && found?.high == 4)
    #expect(Quartiles([1, 2])?.median == 1.5 && Quartiles([7])?.high == 7)
    #expect(Quartiles([1, .infinity, .infinity])?.median == .infinity)
  }
}
