import Networks
import Testing
import Torch

@Suite struct PairedComparisonTests {
  /// Sums of binomial coefficients as whole numbers, divided once: 2·(1 + 9)/2⁹ for one of nine.
  @Test(arguments: [
    (0, 5, 2.0 / 32), (1, 8, 20.0 / 512), (3, 9, 598.0 / 4096), (0, 1, 1.0), (2, 3, 1.0), (4, 4, 1.0),
    (0, 0, 1.0),
  ])
  func `McNemar's exact p by hand`(_ one: Int, _ other: Int, _ expected: Double) {
    let p = PairedComparison(lost: one, gained: other).p
    #expect(abs(p - expected) < 1e-13, "\(p)")
    #expect(PairedComparison(lost: other, gained: one).p == p)
  }

  /// From whole-number arithmetic of any length (Python's `fractions`).
  @Test(arguments: [
    (10, 25, 0.01667384780012071), (4900, 5100, 0.04658552770494739), (4700, 5300, 2.0760336959207247e-09),
    (4000, 6000, 1.7404316412268784e-89),
  ])
  func `with thousands of flips it stays exact`(_ lost: Int, _ gained: Int, _ expected: Double) {
    let p = PairedComparison(lost: lost, gained: gained).p
    #expect(abs(p / expected - 1) < 1e-9, "\(p)")
  }

  @Test func `it falls from 1 as the flips become one-sided, and underflows to 0 only at the very end`() {
    let row = (0...5000).map { PairedComparison(lost: $0, gained: 10_000 - $0).p }
    #expect(row.last == 1 && row[0] == 0 && row.allSatisfy { (0...1).contains($0) })
    // Where a Double still holds them.
    for (less, more) in zip(row[3600...], row[3601...]) { #expect(less < more) }
    #expect(PairedComparison(lost: 0, gained: 1000).p > 0)
  }

  @Test func `flips are counted input by input, across the borders of batches and words`() throws {
    let count = 150
    let labels = (0..<count).map { $0 % 3 }
    func logits(_ answers: [Int]) -> Tensor {
      Tensor(
        answers.flatMap { answer in (0..<3).map { $0 == answer ? 1.0 : 0 } }, shape: [count, 3],
        type: .float32)
    }
    // The first is wrong at 0, 7, 14, …, the second at 0, 5, 10, ….
    let networks = [7, 5].map { step in labels.enumerated().map { $0 % step == 0 ? ($1 + 1) % 3 : $1 } }
    let both = zip(networks[0], networks[1]).flatMap { [$0, $1] }
    let interleaved = Tensor(
      both.flatMap { answer in (0..<3).map { $0 == answer ? 1.0 : 0 } }, shape: [2 * count, 3], type: .float32
    )
    var stacked = EvaluationTally(networks: 2), alone = EvaluationTally()
    for range in [0..<63, 63..<64, 64..<150] {
      let part = Tensor(Array(labels[range]))
      try stacked.add(interleaved[2 * range.lowerBound..<2 * range.upperBound], part)
      try alone.add(logits(networks[0])[range], part)
    }
    let found = stacked.evaluations
    #expect(found[0] == alone.evaluation && found[0].answers.count == count)
    let flips = PairedComparison(from: found[0].answers, to: found[1].answers)
    #expect(flips.lost == (0..<count).count { $0 % 7 != 0 && $0 % 5 == 0 })
    #expect(flips.gained == (0..<count).count { $0 % 7 == 0 && $0 % 5 != 0 })
    #expect(flips.lost - flips.gained == found[0].correct - found[1].correct)
    #expect(PairedComparison(from: found[1].answers, to: found[1].answers).p == 1)
  }
}
