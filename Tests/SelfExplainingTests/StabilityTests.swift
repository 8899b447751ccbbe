import Catalog
import TestSupport
import Testing
import Torch

@testable import SelfExplaining

@Suite("Local Lipschitz estimates by ascent")
struct StabilityTests {
  private func estimates(
    _ space: InputSpace, _ anchors: Tensor, _ search: StabilitySearch, samples: [Int]? = nil
  ) throws -> StabilityEstimates {
    try search.estimate(
      space, at: anchors, samples: samples ?? Array(0..<anchors.extent(0)), seed: Seed(4))
  }

  @Test("constant relevances give 0")
  func constant() throws {
    let found = try estimates(
      Models.constant(inputs: 5), drawn([4, 5, 1, 1], seed: 1), StabilitySearch(Ball(radius: 0.3), steps: 10))
    for denominator in StabilityDenominator.allCases {
      #expect(found[denominator].map { $0?.ratio } == [0, 0, 0, 0])
    }
  }

  @Test("θ = A·x is found to have A's largest singular value", arguments: [3, 20, 50])
  func linear(_ size: Int) throws {
    let matrix = drawn([size, size], seed: UInt64(size))
    let largest = try matrix.singularValues().s.max().item()
    let anchors = drawn([3, size], seed: 7)
    let found = try estimates(Models.linear(matrix), anchors, StabilitySearch(Ball(radius: 0.5), steps: 150))
    for denominator in StabilityDenominator.allCases {
      let differences = found.points[denominator.rawValue] - anchors
      let ratios = try (differences.linear(matrix).norm(2, [1]) / differences.norm(2, [1])).doubles()
      for (estimate, ratio) in zip(found[denominator], ratios) {
        let own = try #require(estimate)
        #expect(abs(own.ratio - ratio) < 1e-9 * ratio)
        #expect(
          own.ratio <= largest * (1 + 1e-9) && own.ratio >= 0.99 * largest, "\(own.ratio) of \(largest)")
      }
    }
  }

  @Test(
    "every point is inside the ball and the bounds, to the bit",
    arguments: Ball.Norm.allCases, [TensorType.float32, .float64])
  func inside(_ norm: Ball.Norm, _ type: TensorType) throws {
    let anchors = Generator(seed: 3).uniform([6, 1, 4, 5], type: type)
    let ball = Ball(norm, radius: 0.013)
    let space = Models.smooth(20, bounds: 0...1)
    let found = try estimates(space, anchors, StabilitySearch(ball, steps: 40))
    for denominator in StabilityDenominator.allCases {
      let points = found.points[denominator.rawValue]
      for (point, anchor) in zip(try rows(points), try rows(anchors)) {
        let offsets = zip(point, anchor).map { $0 - $1 }
        let size =
          norm == .l2
          ? offsets.reduce(0) { $0 + $1 * $1 }.squareRoot() : offsets.map(abs).max() ?? 0
        #expect(size <= 0.013 && size > 0 && point.allSatisfy { (0...1).contains($0) })
      }
      #expect(found[denominator].allSatisfy { $0 != nil })
    }
  }

  @Test("what is reported is what the point gives, for the class of the anchor")
  func honest() throws {
    let space = Models.smooth(6)
    let anchors = drawn([5, 6], seed: 21)
    let found = try estimates(space, anchors, StabilitySearch(Ball(radius: 1.5), steps: 25))
    let own = try space.explain(anchors), classes = own.predictions
    let theta = try rows(own.relevances(for: classes)), h = try rows(own.concepts), x = try rows(anchors)
    for denominator in StabilityDenominator.allCases {
      let points = found.points[denominator.rawValue]
      let there = try space.explain(points)
      let theta2 = try rows(there.relevances(for: classes)), h2 = try rows(there.concepts)
      let x2 = try rows(points), flips = try (there.predictions .!= classes).bools()
      for row in 0..<5 {
        let estimate = try #require(found[denominator][row])
        let below = denominator == .concepts ? distance(h[row], h2[row]) : distance(x[row], x2[row])
        #expect(abs(estimate.ratio - distance(theta[row], theta2[row]) / below) < 1e-9 * estimate.ratio)
        #expect(abs(estimate.inputDistance - distance(x[row], x2[row])) < 1e-12)
        #expect(estimate.isFlipped == flips[row])
      }
    }
    #expect(try space.explain(found.points[1]).predictions.isEqual(to: classes) == false)
  }

  @Test("more steps or more restarts never give less")
  func budget() throws {
    let space = Models.smooth(8), anchors = drawn([4, 8], seed: 2)
    func best(_ steps: Int, _ restarts: Int) throws -> [Double] {
      let found = try estimates(
        space, anchors, StabilitySearch(Ball(radius: 0.7), steps: steps, restarts: restarts))
      return StabilityDenominator.allCases.flatMap { found[$0].map { $0?.ratio ?? -1 } }
    }
    var before = try best(1, 2)
    for steps in [2, 5, 12, 40] {
      let now = try best(steps, 2)
      #expect(zip(before, now).allSatisfy { $0 <= $1 })
      before = now
    }
    for restarts in [3, 5] {
      let now = try best(40, restarts)
      #expect(zip(before, now).allSatisfy { $0 <= $1 * (1 + 1e-9) })
      before = now
    }
  }

  @Test("an input's estimate depends on its key, not on its company")
  func company() throws {
    let space = Models.smooth(7), anchors = drawn([5, 7], seed: 8)
    let search = StabilitySearch(Ball(radius: 0.4), steps: 20)
    let all = try estimates(space, anchors, search, samples: [10, 11, 12, 13, 14])
    var few = search
    few.rowsAtOnce = 3
    let alone = try estimates(space, anchors, few, samples: [10, 11, 12, 13, 14])
    let last = try estimates(space, anchors[4..<5], search, samples: [14])
    for denominator in StabilityDenominator.allCases {
      for (a, b) in zip(all[denominator], alone[denominator]) {
        #expect(abs((a?.ratio ?? 0) - (b?.ratio ?? 9)) < 1e-7)
      }
      #expect(abs((all[denominator][4]?.ratio ?? 0) - (last[denominator][0]?.ratio ?? 9)) < 1e-7)
    }
    let again = try estimates(space, anchors, search, samples: [10, 11, 12, 13, 14])
    #expect(again.found == all.found)
    #expect(try again.points[0].isEqual(to: all.points[0]))
  }

  @Test("collapsed concepts are told: none at all, or none to speak of")
  func collapse() throws {
    let relevances = drawn([3, 6], seed: 3)
    func space(_ share: Double) -> InputSpace {
      InputSpace { x in
        explanation(x.slice(0, 3, dimension: 1) * share + 1, x.linear(relevances).unsqueeze(2))
      }
    }
    let search = StabilitySearch(Ball(radius: 0.5), steps: 15), anchors = drawn([3, 6], seed: 4)
    let none = try estimates(space(0), anchors, search)
    #expect(none[.concepts].allSatisfy { $0 == nil } && none.collapsed == 3)
    #expect(none[.inputs].allSatisfy { $0?.ratio ?? 0 > 0.1 })
    let faint = try estimates(space(1e-5), anchors, search)
    #expect(faint.collapsed == 3 && faint[.concepts].allSatisfy { $0?.ratio ?? 0 > 1e4 })
    #expect(try estimates(Models.linear(drawn([6, 6], seed: 1)), anchors, search).collapsed == 0)
  }

  @Test("a search can be ended, and leaves nothing behind")
  func ending() throws {
    let space = Models.smooth(7), anchors = drawn([5, 7], seed: 8)
    struct Stop: Error {}
    try expectNoLeak {
      #expect(throws: Stop.self) {
        try StabilitySearch(Ball(radius: 0.4), steps: 20, rowsAtOnce: 6).estimate(
          space, at: anchors, samples: [0, 1, 2, 3, 4],
          progress: { if $0 > 0.3 { throw Stop() } })
      }
      var shares: [Double] = [], places: [Int] = []
      _ = try StabilitySearch(Ball(radius: 0.4), steps: 4, rowsAtOnce: 6).estimate(
        space, at: anchors, samples: [0, 1, 2, 3, 4], found: { first, _ in places.append(first) },
        progress: { shares.append($0) })
      #expect(shares == shares.sorted() && shares.last == 1 && places == [0, 2, 4])
    }
  }
}
