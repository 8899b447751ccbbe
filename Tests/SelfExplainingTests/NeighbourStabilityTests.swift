import Catalog
import Testing
import Torch

@testable import SelfExplaining

@Suite("Local Lipschitz estimates over a data set")
struct NeighbourStabilityTests {
  private func entries(
    _ points: Tensor, _ space: InputSpace, radius: Double, norm: Ball.Norm = .l2, room: Int = 1 << 22
  ) throws -> [NeighbourStability.Entry] {
    try NeighbourStability(Ball(norm, radius: radius), room: room)
      .entries(points, try space.explain(points))
  }

  @Test("as two loops over all pairs give it, whatever is held at a time", arguments: Ball.Norm.allCases)
  func bruteForce(_ norm: Ball.Norm) throws {
    let points = drawn([40, 3], seed: 6), space = Models.smooth(3), radius = 0.9
    let found = try entries(points, space, radius: radius, norm: norm)
    #expect(try entries(points, space, radius: radius, norm: norm, room: 500) == found)
    let own = try space.explain(points), classes = try own.predictions.integers()
    let x = try rows(points), h = try rows(own.concepts)
    let theta = try (0..<3).map { try rows(own.relevances.select($0, dimension: 2)) }
    for i in 0..<40 {
      let near = (0..<40).filter { j in
        let offsets = zip(x[i], x[j]).map { abs($0 - $1) }
        return j != i && (norm == .l2 ? distance(x[i], x[j]) : offsets.max()!) <= radius
      }
      #expect(found[i].neighbours == near.count && found[i].multiplicity == 1)
      for denominator in StabilityDenominator.allCases {
        let ratios = near.map { j in
          distance(theta[classes[i]][i], theta[classes[i]][j])
            / (denominator == .concepts ? distance(h[i], h[j]) : distance(x[i], x[j]))
        }
        guard let best = ratios.max() else {
          #expect(found[i][denominator] == nil)
          continue
        }
        let pair = try #require(found[i][denominator])
        #expect(abs(pair.estimate.ratio - best) < 1e-12 * best)
        #expect(pair.neighbour == near[ratios.firstIndex(of: best)!])
        #expect(pair.estimate.isFlipped == (classes[pair.neighbour] != classes[i]))
      }
    }
  }

  @Test("ratios are symmetric to the bit, so the largest pair is the best of both")
  func symmetry() throws {
    let points = drawn([60, 4], seed: 2), space = Models.smooth(4, classes: 1)
    let found = try entries(points, space, radius: 1.2)
    for denominator in StabilityDenominator.allCases {
      let best = try #require(
        found.indices.max {
          (found[$0][denominator]?.estimate.ratio ?? -1) < (found[$1][denominator]?.estimate.ratio ?? -1)
        })
      let pair = try #require(found[best][denominator])
      let other = try #require(found[pair.neighbour][denominator])
      #expect(other.neighbour == best && other.estimate.ratio == pair.estimate.ratio)
    }
  }

  @Test("scaling the relevances scales the estimate, scaling the inputs divides it")
  func scaling() throws {
    let points = drawn([30, 4], seed: 12)
    func ratios(_ points: Tensor, _ space: InputSpace, radius: Double) throws -> [Double] {
      try entries(points, space, radius: radius).map { $0[.inputs]?.estimate.ratio ?? -1 }
    }
    let own = try ratios(points, Models.smooth(4, classes: 1), radius: 1)
    #expect(own.contains { $0 > 0 })
    // Powers of two change no rounding.
    let scaled = try ratios(points, Models.smooth(4, classes: 1, scale: -4), radius: 1)
    #expect(scaled == own.map { $0 < 0 ? -1 : 4 * $0 })
    let stretched = try ratios(points * 8, Models.smooth(4, classes: 1, stretch: 8), radius: 8)
    #expect(stretched == own.map { $0 < 0 ? -1 : $0 / 8 })
  }

  @Test("equal inputs count once, more inputs or a larger ball never give less, no neighbour gives none")
  func sets() throws {
    let all = drawn([45, 3], seed: 31), own = try Models.smooth(3).explain(all)
    // The explanations are the same to the bit, whichever inputs are looked at.
    func entries(_ rows: [Int], radius: Double = 0.5) throws -> [NeighbourStability.Entry] {
      try NeighbourStability(Ball(radius: radius)).entries(all.indexSelect(rows), own.of(Tensor(rows)))
    }
    let first = Array(0..<25), found = try entries(first)
    let twice = try entries(first + Array(3..<8))
    for row in 0..<25 {
      #expect(twice[row].found == found[row].found && twice[row].neighbours == found[row].neighbours)
      #expect(twice[row].multiplicity == ((3..<8).contains(row) ? 2 : 1))
    }
    for row in 25..<30 { #expect(twice[row] == twice[row - 22]) }
    func values(_ entries: [NeighbourStability.Entry]) -> [Double] {
      entries.map { $0[.inputs]?.estimate.ratio ?? -1 }
    }
    let more = try entries(Array(0..<45))
    #expect(zip(values(found), values(more)).allSatisfy { $0 <= $1 })
    var before = values(found)
    for radius in [0.7, 1.5, 9] {
      let now = values(try entries(first, radius: radius))
      #expect(zip(before, now).allSatisfy { $0 <= $1 })
      before = now
    }
    let lone = try entries(first, radius: 1e-9)
    #expect(lone.allSatisfy { $0.neighbours == 0 && $0.found == [nil, nil] })
  }

  @Test("some inputs are asked about, among all")
  func anchors() throws {
    let points = drawn([25, 3], seed: 31), space = Models.smooth(3)
    let own = try space.explain(points), measure = NeighbourStability(Ball(radius: 0.8))
    var told: [Int] = []
    let some = try measure.entries(points, own, anchors: [7, 3, 7]) { told.append($0) }
    let all = try measure.entries(points, own)
    #expect(some == [all[7], all[3], all[7]] && told.last == 3)
  }
}
