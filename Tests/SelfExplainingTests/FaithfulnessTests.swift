import Foundation
import Testing
import Torch

@testable import SelfExplaining

@Suite("Faithfulness")
struct FaithfulnessTests {
  @Test("drops are those of the model without the concept; the logit's are the contributions")
  func removal() throws {
    let concepts = drawn([6, 4], seed: 1), relevances = drawn([6, 4, 3], seed: 2)
    let own = explanation(concepts, relevances, bias: drawn([6, 3], seed: 3))
    let found = try Faithfulness.measure(own)
    let whole = try rows(own.logits.softmax(1)), classes = try own.predictions.integers()
    for concept in 0..<4 {
      // θ_i is 0 for every class.
      let mask = Tensor((0..<4).map { $0 == concept ? 0.0 : 1 }, shape: [1, 4, 1])
      let without = explanation(concepts, relevances * mask, bias: own.bias)
      let left = try rows(without.logits.softmax(1)), logits = try rows(without.logits)
      for row in 0..<6 {
        let c = classes[row]
        #expect(found[row].prediction == c && abs(found[row].probability - whole[row][c]) < 1e-12)
        #expect(abs(found[row].probabilityDrops[concept] - (whole[row][c] - left[row][c])) < 1e-12)
        let drop = try rows(own.logits)[row][c] - logits[row][c]
        #expect(abs(found[row].logitDrops[concept] - drop) < 1e-12)
        #expect(abs(found[row].contributions[concept] - drop) < 1e-12)
      }
    }
    for entry in found {
      #expect(entry.largestGap < 1e-12 && abs((entry.exact ?? 0) - 1) < 1e-12)
      #expect((-1...1).contains(entry.pearson ?? 9) && (-1...1).contains(entry.spearman ?? 9))
    }
  }

  @Test("an aggregator that does something else is found out")
  func otherAggregator() throws {
    let own = explanation(drawn([3, 4], seed: 1), drawn([3, 4, 2], seed: 2))
    let odd = Explanation(
      concepts: own.concepts, relevances: own.relevances, bias: nil, logits: own.logits + own.logits.square())
    #expect(try Faithfulness.measure(odd).allSatisfy { $0.largestGap > 1e-3 })
  }

  @Test(
    "a shift of all classes' relevances changes the paper's figure, not the gauge-free one, nor the drops")
  func gauge() throws {
    let concepts = drawn([5, 6], seed: 4), relevances = drawn([5, 6, 3], seed: 5)
    let found = try Faithfulness.measure(explanation(concepts, relevances))
    let shifted = try Faithfulness.measure(explanation(concepts, relevances + drawn([5, 6, 1], seed: 6) * 3))
    for (a, b) in zip(found, shifted) {
      #expect(a.prediction == b.prediction)
      #expect(zip(a.probabilityDrops, b.probabilityDrops).allSatisfy { abs($0 - $1) < 1e-10 })
      #expect(abs(a.gaugeFreePearson! - b.gaugeFreePearson!) < 1e-9 && abs(a.pearson! - b.pearson!) > 1e-3)
    }
  }

  @Test("one logit speaks for both classes")
  func oneLogit() throws {
    let concepts = drawn([8, 5], seed: 7), relevances = drawn([8, 5, 1], seed: 8)
    let one = try Faithfulness.measure(explanation(concepts, relevances))
    let two = try Faithfulness.measure(
      explanation(concepts, Tensor.concatenate([relevances * 0, relevances], dimension: 2)))
    for (a, b) in zip(one, two) {
      #expect(a.prediction == b.prediction && abs(a.probability - b.probability) < 1e-12)
      #expect(zip(a.probabilityDrops, b.probabilityDrops).allSatisfy { abs($0 - $1) < 1e-12 })
    }
    #expect(Set(one.map(\.prediction)) == [0, 1])
    // For class 0 the probability drops where the contribution is negative: signs are turned.
    for entry in one {
      for (drop, contribution) in zip(entry.probabilityDrops, entry.contributions) {
        #expect(drop * contribution >= 0)
      }
    }
  }

  @Test("nothing to correlate gives none")
  func undefined() throws {
    let single = try Faithfulness.measure(explanation(drawn([2, 1], seed: 1), drawn([2, 1, 3], seed: 2)))
    #expect(single.allSatisfy { $0.pearson == nil && $0.spearman == nil && $0.exact == nil })
    let flat = try Faithfulness.measure(
      explanation(drawn([2, 4], seed: 1), Tensor.full([2, 4, 3], 0.1, type: .float64)))
    #expect(flat.allSatisfy { $0.pearson == nil })
    for (other, expected) in [([2.0, 4, 6], 1.0), ([3, 2, 1], -1), ([1, 0, 1], 0)] {
      #expect(abs((pearsonCorrelation([1, 2, 3], other) ?? 9) - expected) < 1e-12)
    }
    #expect(
      pearsonCorrelation([0.1, 0.1, 0.1], [1, 2, 3]) == nil && pearsonCorrelation([1, 2], [.nan, 1]) == nil)
  }
}
