import Testing
import Torch

@testable import SelfExplaining

@Suite("The attack on the concepts")
struct ConceptAttackTests {
  @Test(
    "x* is in the ball and the bounds to the bit, of the same class, and no farther than x was",
    arguments: [TensorType.float32, .float64])
  func promises(_ type: TensorType) throws {
    let space = Models.smooth(12, bounds: 0...1)
    let inputs = Generator(seed: 1).uniform([9, 1, 3, 4], type: type)
    let others = Generator(seed: 2).uniform([9, 1, 3, 4], type: type)
    let targets = try space.explain(others).concepts
    let epsilon = 0.11
    let found = try ConceptAttack(epsilon: epsilon, steps: 40, weight: 0.1, rowsAtOnce: 4)
      .attack(space, inputs, targets: targets)
    let low = try rows(inputs - epsilon), high = try rows(inputs + epsilon)
    for (row, point) in try rows(found.points).enumerated() {
      for (place, value) in point.enumerated() {
        #expect(value >= max(0, low[row][place]) && value <= min(1, high[row][place]))
      }
    }
    let own = try space.explain(inputs), there = try space.explain(found.points)
    #expect(try own.predictions.isEqual(to: there.predictions))
    #expect(zip(found.before, found.after).allSatisfy { $0 >= $1 } && found.after[0] < found.before[0])
    let h = try rows(own.concepts), h2 = try rows(there.concepts), t = try rows(targets)
    for row in 0..<9 {
      #expect(abs(found.before[row] - distance(h[row], t[row])) < 1e-5)
      #expect(abs(found.after[row] - distance(h2[row], t[row])) < 1e-5)
      #expect(found.arrived[row] == (found.after[row] < found.moved[row]))
    }
  }

  @Test("concepts within reach are reached")
  func reached() throws {
    let space = Models.constant(inputs: 6)
    let inputs = drawn([4, 6], seed: 3)
    let targets = inputs + drawn([4, 6], seed: 4, scale: 1e-3)
    let found = try ConceptAttack(epsilon: 0.05, steps: 200, weight: 0).attack(
      space, inputs, targets: targets)
    #expect(found.after.allSatisfy { $0 < 2e-3 } && found.relevanceChange.allSatisfy { $0 == 0 })
  }

  @Test("where only another class has the target's concepts, the nearest of the same class is given")
  func label() throws {
    // h = x, the logits ±x₀: the class is x₀'s sign.
    let relevances = Tensor([1.0, -1, 0, 0], shape: [1, 2, 2])
    let space = InputSpace { x in explanation(x, relevances.expand([x.extent(0), 2, 2])) }
    let found = try ConceptAttack(epsilon: 1, steps: 100, weight: 1.2).attack(
      space, Tensor([0.4, 0.0], shape: [1, 2]), targets: Tensor([-0.4, 0.5], shape: [1, 2]))
    let point = try rows(found.points)[0]
    #expect(point[0] > 0 && point[0] < 0.2 && abs(point[1] - 0.5) < 0.06)
  }

  @Test("an input without a step is itself")
  func nothing() throws {
    let space = Models.smooth(5), inputs = drawn([2, 5], seed: 1)
    let found = try ConceptAttack(epsilon: 0.3, steps: 0).attack(
      space, inputs, targets: drawn([2, 4], seed: 2))
    #expect(try found.points.isEqual(to: inputs))
    #expect(found.before == found.after && found.moved == [0, 0])
  }
}
