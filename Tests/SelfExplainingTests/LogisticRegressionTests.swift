import Testing
import Torch

@testable import SelfExplaining

@Suite("Logistic regression")
struct LogisticRegressionTests {
  @Test("it stops where the gradient of its loss is 0, told by autograd")
  func minimum() throws {
    let inputs = drawn([80, 5], seed: 1), labels = Generator(seed: 2).integers([80], 0, 3)
    let fitted = try LogisticRegression(inputs, labels, classes: 3, ridge: 2)
    let weights = fitted.weights.clone().requiringGradient()
    let intercepts = fitted.intercepts.clone().requiringGradient()
    let loss = inputs.linear(weights, intercepts).crossEntropy(labels) + weights.square().sum() * (2.0 / 160)
    let slopes = try gradients(of: [loss], by: [weights, intercepts])
    for slope in slopes { #expect(try slope.abs().max().item() < 2e-5) }
    #expect(fitted.residual < 1e-5)
  }

  @Test("what a line parts is parted, and one class alone is no trouble")
  func parting() throws {
    let inputs = drawn([200, 3], seed: 5)
    let labels = (inputs.select(0, dimension: 1) + inputs.select(2, dimension: 1) * 2 .> 0.3).to(.int64)
    let fitted = try LogisticRegression(inputs, labels, classes: 2)
    #expect(try (fitted.predictions(inputs) .== labels).countNonzero().integer() >= 196)
    let single = try LogisticRegression(inputs, labels * 0, classes: 2)
    #expect(try single.predictions(inputs).countNonzero().integer() == 0)
  }

  @Test("columns that depend on each other, and constant ones, are no trouble")
  func collinear() throws {
    let inputs = drawn([60, 3], seed: 7)
    let wide = Tensor.concatenate([inputs, inputs * 2, inputs * 0], dimension: 1)
    let labels = (inputs.select(1, dimension: 1) .> 0).to(.int64)
    let fitted = try LogisticRegression(wide, labels, classes: 2)
    #expect(fitted.residual < 1e-5)
    #expect(try (fitted.predictions(wide) .== labels).countNonzero().integer() >= 57)
  }
}
