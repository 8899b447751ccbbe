import Catalog
import Networks
import TestSupport
import Testing
import Torch

@testable import SelfExplaining

@Suite("Gradient penalty (P13)")
struct PenaltyTests {
  private func values(
    _ senn: SelfExplainingNetwork, _ inputs: Tensor, _ penalty: GradientPenalty = GradientPenalty(),
    seed: UInt64 = 0
  ) throws -> Tensor {
    let watched = inputs.detached().requiringGradient()
    let parts = try senn.parts(watched, concepts: inputs, decodes: false, .evaluation)
    return try penalty.values(
      senn.explanation(theta: parts.theta, concepts: parts.concepts), by: watched, Generator(seed: seed))
  }

  @Test("constant relevances, a linear model, cost nothing")
  func constant() throws {
    let senn = try Fixture.senn("senn-identity-5")
    senn.scale("parametrizer.fc1", by: 0)
    #expect(try values(senn, Fixture.inputs(8)).doubles().allSatisfy { $0 == 0 })
    // And with a gradient that is 0, not NaN.
    let terms = try senn.terms(Fixture.inputs(8), labels: [0, 1, 2, 0, 1, 2, 0, 1])
    let found = try gradients(of: [terms.total], by: senn.network.parameters)
    for gradient in found { #expect(try gradient.isFinite().all().integer() == 1) }
  }

  @Test("θ = Sx with h = x costs mean ‖Sx‖, in closed form")
  func quadratic() throws {
    let senn = try Fixture.linear(4, classes: 3), x = Fixture.inputs(5, [4, 1, 1])
    // R_c = Σᵢ xᵢ W[(i, c), :].
    let weight = senn.network.tensors[1][0].reshape([4, 3, 4])
    let rows = (x.reshape([5, 4, 1, 1]) * weight.unsqueeze(0)).sum([1])
    let expected = try rows.square().sum([1, 2]).sqrt().doubles()
    for (found, wanted) in zip(try values(senn, x).doubles(), expected) {
      #expect(abs(found - wanted) < 1e-12)
    }
    #expect(expected.allSatisfy { $0 > 0.1 })
  }

  @Test(
    "it is ∇f − θᵀJ_h, by the explicit Jacobians in double precision",
    arguments: ["senn-identity-7x5", "senn-dense-k4-6", "senn-dense-k4-6-affine"])
  func identity(name: String) throws {
    let senn = try Fixture.senn(name), x = Fixture.inputs(1)
    let watched = x.clone().requiringGradient()
    let found = try senn.explain(normalised: watched, .evaluation)
    var squares = 0.0
    let jacobian = try (0..<senn.conceptCount).map {
      try gradients(of: [found.concepts[0].select($0)], by: [watched], retainGraph: true)[0].flatten()
    }
    for c in 0..<senn.classCount {
      let slope = try gradients(of: [found.logits[0].select(c)], by: [watched], retainGraph: true)[0]
        .flatten()
      var rest = slope
      for i in 0..<senn.conceptCount {
        rest = rest - jacobian[i] * (try found.relevances[0].select(i).select(c).item())
      }
      squares += try rest.square().sum().item()
    }
    #expect(abs(try values(senn, x).doubles()[0] - squares.squareRoot()) < 1e-12)
    #expect(squares > 1e-4)
  }

  @Test("Hutchinson's square is right in the mean, within four standard errors")
  func hutchinson() throws {
    let senn = try Fixture.senn("senn-dense-k4-6"), x = Fixture.inputs(1)
    let exact = try values(senn, x, GradientPenalty(.exact, .squared)).doubles()[0]
    let draws = try (0..<4000).map {
      try values(senn, x, GradientPenalty(.hutchinson, .squared), seed: UInt64($0)).doubles()[0]
    }
    let mean = draws.reduce(0, +) / Double(draws.count)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws.count - 1)
    #expect(abs(mean - exact) < 4 * (variance / Double(draws.count)).squareRoot())
    #expect(variance > 0)
  }

  @Test("every term is the same for a batch that is there twice")
  func doubled() throws {
    let senn = try Fixture.senn("senn-dense-k4-6"), x = Fixture.inputs(4), labels = [0, 1, 2, 1]
    for form in [GradientPenalty.Form.exact, .detached] {
      let one = try senn.terms(
        x, labels: labels, reconstruction: 1, sparsity: 0.1, GradientPenalty(form))
      let two = try senn.terms(
        Tensor.concatenate([x, x]), labels: labels + labels, reconstruction: 1, sparsity: 0.1,
        GradientPenalty(form))
      for (a, b) in [
        (one.prediction, two.prediction), (one.penalty, two.penalty),
        (one.reconstruction, two.reconstruction), (one.sparsity, two.sparsity),
      ] { #expect(abs((try a?.item() ?? 0) - (try b?.item() ?? 1)) < 1e-12) }
    }
  }

  @Test(
    "its gradient by every parameter is the finite difference's",
    arguments: [GradientPenalty.Norm.unsquared, .squared])
  func finiteDifferences(norm: GradientPenalty.Norm) throws {
    let senn = try Fixture.senn("senn-dense-k3-5"), x = Fixture.inputs(3)
    let terms = try senn.terms(
      x, labels: [0, 1, 2], lambda: 0.7, reconstruction: 0.3, sparsity: 0.01, GradientPenalty(.exact, norm))
    let parameters = senn.network.parameters
    let found = try gradients(of: [terms.total], by: parameters)
    let step = 1e-6
    for (parameter, gradient) in zip(parameters, found) {
      let place = parameter.count / 2
      func total(_ shift: Double) throws -> Double {
        let change = Tensor.zeros([parameter.count], type: .float64)
        noGrad { change.slice(place, place + 1).fill(inPlace: shift) }
        noGrad { parameter.add(inPlace: change.reshape(parameter.shape)) }
        defer { noGrad { parameter.add(inPlace: change.reshape(parameter.shape), times: -1) } }
        return try senn.terms(
          x, labels: [0, 1, 2], lambda: 0.7, reconstruction: 0.3, sparsity: 0.01,
          GradientPenalty(.exact, norm)
        ).total.item()
      }
      let slope = (try total(step) - total(-step)) / (2 * step)
      #expect(abs(slope - (try gradient.flatten().select(place).item())) < 1e-6 * max(1, abs(slope)))
    }
  }

  @Test("the decoder learns and the sparsity counts while the penalty is on")
  func decoder() throws {
    let senn = try Fixture.senn("senn-dense-k4-6"), x = Fixture.inputs(4)
    let terms = try senn.terms(x, labels: [0, 1, 2, 1], lambda: 1, reconstruction: 1, sparsity: 0.1)
    let weight = senn.network.tensors[senn.index("decoder.fc2")][0]
    #expect(try gradients(of: [terms.total], by: [weight], retainGraph: true)[0].abs().sum().item() > 0)
    let parts = try [
      terms.prediction.item(), terms.penalty?.item() ?? 0, terms.reconstruction?.item() ?? 0,
      0.1 * (terms.sparsity?.item() ?? 0),
    ]
    #expect(parts.allSatisfy { $0 > 0 })
    #expect(abs(parts.reduce(0, +) - (try terms.total.item())) < 1e-12)
    // Detached concepts learn nothing from the penalty.
    let encoder = senn.network.tensors[senn.index("concepts")][0]
    for (form, learns) in [(GradientPenalty.Form.exact, true), (.detached, false)] {
      let penalty = try senn.terms(x, labels: [0, 1, 2, 1], GradientPenalty(form)).penalty ?? x
      let slope = try gradients(of: [penalty], by: [encoder])[0].abs().sum().item()
      #expect((slope > 0) == learns)
    }
  }

  @Test("with all weights 0 the loss and its gradients are those of plain training, to the bit")
  func plain() throws {
    let senn = try Fixture.senn("senn-dense-k4-6"), x = Fixture.inputs(4), labels = Tensor([0, 1, 2, 1])
    let terms = try senn.terms(x, labels: [0, 1, 2, 1], lambda: 0)
    let loss = senn.network.logits(normalised: x, .training(nil)).crossEntropy(labels)
    #expect(try terms.total.isEqual(to: loss))
    let own = try gradients(of: [terms.total], by: senn.network.parameters)
    let plain = try gradients(of: [loss], by: senn.network.parameters)
    for (a, b) in zip(own, plain) { #expect(try a.isEqual(to: b)) }
  }

  @Test("no tensor is left alive")
  func leaks() throws {
    let senn = try Fixture.senn("senn-dense-k4-6"), x = Fixture.inputs(4)
    try expectNoLeak {
      let terms = try senn.terms(x, labels: [0, 1, 2, 1], lambda: 1, reconstruction: 1, sparsity: 0.1)
      _ = try gradients(of: [terms.total], by: senn.network.parameters)
    }
  }
}
