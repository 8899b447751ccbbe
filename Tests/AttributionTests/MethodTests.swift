import Catalog
import Networks
import TestSupport
import Testing
import Torch

@testable import Attribution

/// The methods against closed forms and a second, slow implementation.
@Suite struct MethodTests {
  private let targets = [2, 0, 1, 1]

  @Test func `the gradient of a linear network is its weights`() throws {
    let (classifier, weights) = linearClassifier()
    let found = try AttributionRegistry.method("gradient").attribute(classifier, pixels(4), targets: targets)
    let expected = weights.indexSelect(targets).reshape([4, 2, 3, 4])
    #expect(try largestDifference(found.values, expected) <= 1e-14)
  }

  @Test(arguments: [true, false]) func `the gradient agrees with finite differences`(smooth: Bool) throws {
    let classifier = perceptron(smooth: smooth), inputs = pixels(4)
    let found = try AttributionRegistry.method("gradient").attribute(classifier, inputs, targets: targets)
    let values = try inputs.doubles(), exact = try found.values.doubles()
    for index in values.indices {
      let logit = { (step: Double) in
        var moved = values
        moved[index] += step
        let row = index / elements
        return try classifier.logits(Tensor(moved, shape: inputs.shape)).select(row).select(targets[row])
          .item()
      }
      let slope = (try logit(1e-5) - logit(-1e-5)) / 2e-5
      #expect(abs(slope - exact[index]) < 1e-8)
    }
  }

  @Test func `SmoothGrad of a linear network is its weights at any noise, and its variance nothing`() throws {
    let (classifier, weights) = linearClassifier()
    let expected = weights.indexSelect(targets).reshape([4, 2, 3, 4])
    func smooth(_ reduction: String) throws -> Tensor {
      try AttributionRegistry.method(
        "smoothgrad", typed: ["samples": "12", "sigma": "2", "reduction": reduction]
      ).attribute(classifier, pixels(4), targets: targets, rowsAtOnce: 5).values
    }
    #expect(try largestDifference(smooth("mean"), expected) <= 1e-14)
    #expect(try largestDifference(smooth("square"), expected.square()) <= 1e-13)
    #expect(try smooth("variance").abs().max().item() < 1e-28)
  }

  @Test func `SmoothGrad without noise is the gradient`() throws {
    let classifier = perceptron()
    let plain = try AttributionRegistry.method("gradient").attribute(classifier, pixels(4), targets: targets)
    let smooth = try AttributionRegistry.method("smoothgrad", typed: ["samples": "3", "sigma": "0"])
      .attribute(classifier, pixels(4), targets: targets)
    #expect(try largestDifference(plain.values, smooth.values) <= 1e-15)
  }

  @Test func `mean, square and variance are those of gradients computed one by one`() throws {
    let classifier = perceptron(smooth: true), inputs = pixels(3), seed = Seed(21), count = 7
    let samples = [5, 900, 17], targets = [0, 2, 1]
    let one = try AttributionRegistry.method("gradient")
    var gradients: [Tensor] = []
    for draw in 0..<count {
      let rows = try (0..<3).map { row in
        let input = inputs[row..<row + 1]
        let values = try input.doubles()
        let noise = Generator(seed: seed.derive("smoothgrad", sample: samples[row], draw: draw))
          .normal(input.shape, deviation: 0.2 * (values.max()! - values.min()!), type: .float64)
        return try one.attribute(classifier, input + noise, targets: [targets[row]]).values
      }
      gradients.append(Tensor.concatenate(rows))
    }
    let all = Tensor.stack(gradients)
    let mean = all.mean([0])
    let expected = [
      "mean": mean, "square": all.square().mean([0]), "variance": (all - mean).square().mean([0]),
    ]
    for (reduction, wanted) in expected {
      let found = try AttributionRegistry.method(
        "smoothgrad", typed: ["samples": "\(count)", "sigma": "0.2", "reduction": reduction]
      ).attribute(classifier, inputs, targets: targets, samples: samples, seed: seed)
      #expect(try largestDifference(found.values, wanted) <= 1e-13, "\(reduction)")
      #expect(found.isSigned == (reduction == "mean"))
    }
  }

  @Test(arguments: ["black", "white", "grey", "mean", "0.25", "51/255"])
  func `integrated gradients of a linear network are its weights times the way`(baseline: String) throws {
    let (classifier, weights) = linearClassifier()
    let inputs = pixels(4)
    let start =
      switch baseline {
      case "black": inputs.zerosLike()
      case "white": inputs.onesLike()
      case "grey": inputs.onesLike() * 0.5
      case "mean": inputs.mean([2, 3], keep: true) + inputs.zerosLike()
      case "0.25": inputs.onesLike() * 0.25
      default: inputs.onesLike() * 0.2
      }
    let expected = weights.indexSelect(targets).reshape([4, 2, 3, 4]) * (inputs - start)
    for steps in ["1", "9"] {
      let found = try AttributionRegistry.method(
        "integrated-gradients", typed: ["steps": steps, "baseline": baseline]
      ).attribute(classifier, inputs, targets: targets)
      #expect(try largestDifference(found.values, expected) <= 1e-14)
      #expect(try found.completenessGap!.abs().max().item() < 1e-12)
    }
  }

  @Test func `integrated gradients of a quadratic are exact with any number of steps`() throws {
    for steps in [1, 2, 10] {
      let found = try AttributionRegistry.method("integrated-gradients", typed: ["steps": "\(steps)"])
        .attribute(quadraticClassifier(), pixels(4), targets: targets)
      #expect(try found.completenessGap!.abs().max().item() < 1e-12)
    }
  }

  @Test(arguments: [true, false]) func `the completeness gap closes as steps grow`(smooth: Bool) throws {
    let gaps = try [4, 32, 256, 2048].map { steps in
      try AttributionRegistry.method("integrated-gradients", typed: ["steps": "\(steps)"])
        .attribute(perceptron(smooth: smooth), pixels(8), target: .predicted).completenessGap!.abs().mean()
        .item()
    }
    // 1/m² for a smooth network; of a rectified one each kink costs at most 1/m.
    #expect(gaps[0] > gaps[1] && gaps[1] > gaps[2] && gaps[2] > gaps[3])
    #expect(gaps[3] < (smooth ? 2e-7 : 2e-4))
    if smooth { #expect(gaps[1] / gaps[2] > 50) }
  }
}
