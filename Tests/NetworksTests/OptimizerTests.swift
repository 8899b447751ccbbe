import Catalog
import Foundation
import Networks
import TestSupport
import Testing
import Torch

/// An optimiser with its learning rate, named as in Scripts/reference/optimizers.py.
struct Setting: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let rate: Double
  let make: @Sendable ([Tensor]) -> any Optimizer
  /// One parameter's path under given gradients, written out.
  let path: @Sendable (_ start: Double, _ gradients: [Double]) -> [Double]

  static func sgd(_ name: String, momentum: Double, decay: Double, nesterov: Bool) -> Setting {
    Setting(
      testDescription: name, rate: 0.1,
      make: { StochasticGradientDescent($0, momentum: momentum, decay: decay, nesterov: nesterov) },
      path: { start, gradients in
        var theta = start, v = 0.0
        return gradients.map { gradient in
          let g = gradient + decay * theta
          v = momentum * v + g
          theta -= 0.1 * (nesterov ? g + momentum * v : v)
          return theta
        }
      })
  }

  static func adam(_ name: String, rate: Double, _ b1: Double, _ b2: Double, epsilon: Double, decay: Double)
    -> Setting
  {
    Setting(
      testDescription: name, rate: rate,
      make: { Adam($0, beta1: b1, beta2: b2, epsilon: epsilon, decay: decay) },
      path: { start, gradients in
        var theta = start, m = 0.0, v = 0.0
        return gradients.enumerated().map { index, gradient in
          let g = gradient + decay * theta, t = Double(index + 1)
          m = b1 * m + (1 - b1) * g
          v = b2 * v + (1 - b2) * g * g
          theta -= rate * (m / (1 - pow(b1, t))) / (sqrt(v / (1 - pow(b2, t))) + epsilon)
          return theta
        }
      })
  }
}

private let settings: [Setting] = [
  .sgd("sgd", momentum: 0, decay: 0, nesterov: false),
  .sgd("sgd-decay", momentum: 0, decay: 0.05, nesterov: false),
  .sgd("sgd-momentum", momentum: 0.9, decay: 0, nesterov: false),
  .sgd("sgd-nesterov-decay", momentum: 0.8, decay: 0.05, nesterov: true),
  .adam("adam", rate: 0.01, 0.9, 0.999, epsilon: 1e-8, decay: 0),
  .adam("adam-decay", rate: 0.02, 0.8, 0.95, epsilon: 1e-4, decay: 0.1),
]

@Suite struct OptimizerTests {
  /// The parameters after each step, `[steps][parameter]`.
  private func walk(_ setting: Setting, _ start: Tensor, _ gradients: Tensor) throws -> [[Double]] {
    let parameter = start.clone().requiringGradient()
    let optimizer = setting.make([parameter])
    return try (0..<gradients.extent(0)).map { step in
      try optimizer.step([gradients[step]], rate: setting.rate)
      return try parameter.detached().doubles()
    }
  }

  @Test(arguments: settings) func `steps equal PyTorch's`(_ setting: Setting) throws {
    let fixture = try fixture("optimizers")
    let start = fixture["start"]!, gradients = fixture["gradients"]!
    let expected = try fixture[setting.testDescription]!.doubles()
    try expectNoLeak {
      try expectClose(
        walk(setting, start, gradients).flatMap { $0 }, expected, absolute: 1e-14, relative: 1e-13)
    }
  }

  @Test(arguments: settings) func `steps equal the update written out`(_ setting: Setting) throws {
    let start = Generator(seed: 1).normal([4], type: .float64)
    let gradients = Generator(seed: 2).normal([7, 4], type: .float64)
    let found = try walk(setting, start, gradients)
    for (index, value) in try start.doubles().enumerated() {
      let own = try (0..<7).map { try gradients[$0].doubles()[index] }
      expectClose(found.map { $0[index] }, setting.path(value, own), absolute: 1e-14, relative: 1e-13)
    }
  }

  @Test(arguments: settings) func `an optimiser restored from a file goes on to the same bits`(
    _ setting: Setting
  ) throws {
    let gradients = (0..<8).map {
      [Generator(seed: $0).normal([3, 2]), Generator(seed: 90 + $0).normal([5])]
    }
    let straight = [Generator(seed: 50).normal([3, 2]), Generator(seed: 51).normal([5])]
    let resumed = straight.map { $0.clone() }
    let first = setting.make(straight), before = setting.make(resumed)
    for step in 0..<4 {
      try first.step(gradients[step], rate: setting.rate)
      try before.step(gradients[step], rate: setting.rate)
    }
    let after = setting.make(resumed)
    try inTemporaryFolder { folder in
      try TensorFile.write(before.state, to: folder + "/optimizer.safetensors")
      let saved = try TensorFile.read(folder + "/optimizer.safetensors")
      try after.restore(Dictionary(uniqueKeysWithValues: saved), place: "optimizer.safetensors")
    }
    for step in 4..<8 {
      try first.step(gradients[step], rate: setting.rate)
      try after.step(gradients[step], rate: setting.rate)
    }
    for (a, b) in zip(straight, resumed) { #expect(try a.isEqual(to: b)) }
  }

  @Test func `the state of another optimiser or network is refused in one line`() throws {
    let sgd = StochasticGradientDescent([.zeros([3])]), adam = Adam([.zeros([3])])
    let wider = Adam([.zeros([4])])
    let state = { (optimizer: any Optimizer) in Dictionary(uniqueKeysWithValues: optimizer.state) }
    for (target, source) in [(adam as any Optimizer, sgd as any Optimizer), (sgd, adam), (adam, wider)] {
      let error = #expect(throws: UserError.self) { try target.restore(state(source), place: "file") }
      #expect(
        error!.message.hasPrefix("file: optimiser state '") && error!.message.contains("expected shape [3]"))
    }
    var broken = state(sgd)
    broken["steps"] = Tensor([1, 2])
    #expect(throws: UserError.self) { try sgd.restore(broken, place: "file") }
    broken["steps"] = nil
    #expect(throws: UserError.self) { try sgd.restore(broken, place: "file") }
  }
}

@Suite struct ScheduleTests {
  @Test func `constant, step and cosine at their marks`() {
    #expect((0...10).allSatisfy { Schedule.constant.factor(step: $0, of: 10) == 1 })
    let steps = [0, 29, 30, 59, 60, 89, 90, 99].map { Schedule.step.factor(step: $0, of: 100) }
    expectClose(steps, [1, 1, 0.2, 0.2, 0.04, 0.04, 0.008, 0.008], absolute: 1e-15, relative: 0)
    let cosine = [0, 25, 50, 75, 100].map { Schedule.cosine.factor(step: $0, of: 100) }
    expectClose(cosine, [1, 0.5 + sqrt(0.125), 0.5, 0.5 - sqrt(0.125), 0], absolute: 1e-15, relative: 0)
    #expect(Schedule.allCases.allSatisfy { $0.factor(step: 0, of: 0) == 1 })
  }
}
