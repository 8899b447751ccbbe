import Networks
import TestSupport
import Testing
import Torch

@testable import LayerRobustness

@Suite struct SweepTests {
  @Test func `units are a weighted layer and the batch norms that follow it`() throws {
    func units(_ form: Form) throws -> [[String]] {
      let network = Network(try form.specification, seed: 1)
      return network.units.map { $0.layers.map { network.layers[$0].name } }
    }
    #expect(try units(.fullyConnected) == [["fc1"], ["fc2"], ["fc3"], ["fc4"]])
    #expect(try units(.convolutional) == [["conv1"], ["conv2"], ["fc1"], ["fc2"]])
    #expect(try units(.batchNorm) == [["conv1", "bn1"], ["conv2", "bn2"], ["fc"]])
    #expect(try units(.residual) == [["stem"], ["main", "bnMain"], ["side", "bnSide"], ["fc"]])
    #expect(
      try units(.residualBlocks).map { $0[0] } == [
        "stem", "a.conv1", "a.conv2", "b.conv1", "b.conv2", "b.side", "fc",
      ])
  }

  @Test func `the scope decides which of a batch norm's tensors are reset`() throws {
    let trained = try Trained(.batchNorm)
    let own = trained.network.tensors[1], initial = trained.checkpoints[0].tensors[1]
    #expect(try trained.sweep(.none).replacement(to: 0, units: [0])[1] == nil)
    let affine = try trained.sweep(.affine).replacement(to: 0, units: [0])[1]!
    for (slot, tensor) in affine.enumerated() {
      #expect(try tensor.isEqual(to: slot < 2 ? initial[slot] : own[slot]))
      #expect(try !initial[slot].isEqual(to: own[slot]), "training must have moved slot \(slot)")
    }
    let all = try trained.sweep(.affineAndStatistics).replacement(to: 0, units: [0])[1]!
    for (tensor, expected) in zip(all, initial) { #expect(try tensor.isEqual(to: expected)) }
  }

  @Test(arguments: [Form.fullyConnected, .residual]) func `no cell depends on the size of the chunks`(
    _ form: Form
  )
    throws
  {
    let trained = try Trained(form)
    let whole = try cells(trained.sweep(chunk: 1000))
    for chunk in [1, 7, 90] {
      for (kind, evaluation) in try cells(trained.sweep(chunk: chunk)) {
        #expect(evaluation.correct == whole[kind]!.correct && evaluation.count == 90, "\(kind) at \(chunk)")
        #expect(abs(evaluation.loss - whole[kind]!.loss) < 1e-5 * (1 + evaluation.loss))
      }
    }
  }

  @Test func `draws differ, repeat with their seed and do not depend on how many there are`() throws {
    let sweep = try Trained(.fullyConnected).sweep()
    let few = try cells(sweep, draws: 2, seed: 4), many = try cells(sweep, draws: 5, seed: 4)
    let other = try cells(sweep, draws: 2, seed: 5)
    for unit in sweep.units.indices {
      let losses = (1...5).map { many[.rerandomised(unit: unit, draw: $0)]!.loss }
      #expect(Set(losses).count == 5)
      for draw in 1...2 {
        let one = few[.rerandomised(unit: unit, draw: draw)]!
        #expect(one.agrees(with: many[.rerandomised(unit: unit, draw: draw)]!))
        #expect(few[.rerandomised(unit: unit, draw: draw)] != other[.rerandomised(unit: unit, draw: draw)])
      }
    }
    #expect(try cells(sweep, draws: 0).count == sweep.cellCount(draws: 0))
  }

  @Test
  func `cells are stacked where a unit allows it, and a unit that has not moved is not evaluated again`()
    throws
  {
    func stacks(_ form: Form) throws -> [Bool] {
      let network = Network(try form.specification, seed: 1)
      return network.units.map { network.canStack($0.layers) }
    }
    #expect(try stacks(.fullyConnected) == [true, true, true, true])
    #expect(try stacks(.batchNorm) == [true, false, true])
    // Behind the stem both branches read it; a branch must not lose the other's value.
    #expect(try stacks(.residual) == [true, false, false, true])
    // A batch norm that is a unit of its own has no rows of weights.
    let modules = Network(
      try ArchitectureRegistry.specification(
        named: "resmlp-1x4",
        for: InputDescription(shape: [1, 2, 2], mean: [0], deviation: [1], classNames: ["a", "b"])), seed: 1)
    let alone = modules.units.filter { modules.layers[$0.start].layer is BatchNorm }
    #expect(!alone.isEmpty && alone.allSatisfy { !modules.canStack($0.layers) })
    let trained = try Trained(.fullyConnected), sweep = try trained.sweep()
    let last = LayerSweep.Kind.reinitialised(unit: 1, checkpoint: trained.checkpoints.count - 1)
    #expect(try cells(sweep)[last] == sweep.baseline())
  }

  @Test(arguments: [Form.fullyConnected, .residualBlocks, .residualBlocksInLittleMemory])
  func `a sweep that goes on after some cells gives the same bits as one that was never stopped`(_ form: Form)
    throws
  {
    let sweep = try Trained(form, checkpoints: 5).sweep()
    var order: [LayerSweep.Kind] = []
    try sweep.run(draws: 4, seed: 77) { kind, _ in order.append(kind) }
    let known = Set(order.enumerated().filter { $0.offset % 3 == 0 }.map(\.element))
    let whole = try cells(sweep, draws: 4)
    try sweep.run(draws: 4, seed: 77, skip: known.contains) { kind, evaluation in
      #expect(!known.contains(kind) && evaluation == whole[kind], "\(kind)")
    }
  }

  @Test func `cells come unit by unit: checkpoints, draws, joint ranges`() throws {
    let sweep = try Trained(.fullyConnected, checkpoints: 2).sweep()
    var order: [LayerSweep.Kind] = []
    try sweep.run(draws: 1, seed: 1) { kind, _ in order.append(kind) }
    #expect(
      order.prefix(7) == [
        .reinitialised(unit: 0, checkpoint: 0), .reinitialised(unit: 0, checkpoint: 1),
        .rerandomised(unit: 0, draw: 1),
        .joint(first: 0, last: 0), .joint(first: 0, last: 1), .joint(first: 0, last: 2),
        .joint(first: 0, last: 3),
      ])
    #expect(order.count == sweep.cellCount(draws: 1))
  }

  @Test(arguments: [0, 1, 5, 9, 14])
  func `a sweep cancelled at any cell leaves the network whole and resumes to the same cells`(_ done: Int)
    throws
  {
    struct Cancelled: Error {}
    let trained = try Trained(.residual), sweep = try trained.sweep()
    let before = try trained.weights(), expected = try cells(sweep)
    var found: [LayerSweep.Kind: Evaluation] = [:]
    #expect(throws: Cancelled.self) {
      try sweep.run(draws: 2, seed: 77) { kind, evaluation in
        if found.count == done { throw Cancelled() }
        found[kind] = evaluation
      }
    }
    #expect(try trained.weights() == before)
    #expect(found.count == done)
    let leaf = Tensor.ones([1]).requiringGradient()
    #expect(leaf.square().requiresGradient, "the gradient mode came back")
    let kept = Set(found.keys)
    try sweep.run(draws: 2, seed: 77, skip: kept.contains) { kind, evaluation in
      #expect(found.updateValue(evaluation, forKey: kind) == nil, "\(kind) was computed again")
    }
    #expect(found == expected)
  }

  @Test func `NaN in a checkpoint counts as wrong, is flagged and stays in its cells`() throws {
    let trained = try Trained(.fullyConnected)
    let clean = try cells(trained.sweep())
    var checkpoints = trained.checkpoints
    var broken = checkpoints[1].tensors
    broken[3] = broken[3].map { $0 * .nan }
    checkpoints[1] = Checkpoint(label: "1", tensors: broken)
    let sweep = LayerSweep(
      trained.network, checkpoints: checkpoints, inputs: trained.inputs, labels: trained.labels, chunk: 40)
    for (kind, evaluation) in try cells(sweep) {
      if kind == .reinitialised(unit: 1, checkpoint: 1) {
        #expect(evaluation.correct == 0 && evaluation.nonFinite == 90 && evaluation.error == 1)
        #expect(evaluation.loss.isNaN)
      } else {
        #expect(evaluation == clean[kind], "\(kind)")
      }
    }
  }

  @Test func `a network that gives probabilities is swept by the logarithms of them`() throws {
    let plain = try Trained(.fullyConnected)
    let layers =
      plain.network.layers + [NamedLayer("softmax", try Softmax(LayerKeys([:])), from: ["fc4"])]
    let specification = try NetworkSpecification(
      name: "ended", input: plain.network.specification.input, layers: layers)
    let network = Network(specification, seed: 0)
    for (layer, tensors) in plain.network.tensors.enumerated() {
      network.replace(layer: layer, with: tensors)
    }
    let sweep = LayerSweep(
      network, checkpoints: plain.checkpoints.map { Checkpoint(label: $0.label, tensors: $0.tensors + [[]]) },
      inputs: plain.inputs, labels: plain.labels, chunk: 40)
    let found = try cells(sweep)
    for (kind, evaluation) in try cells(plain.sweep()) {
      #expect(found[kind]!.correct == evaluation.correct)
      #expect(abs(found[kind]!.loss - evaluation.loss) < 1e-4 * (1 + evaluation.loss), "\(kind)")
    }
  }

  @Test func `a sweep leaves no tensor behind`() throws {
    let trained = try Trained(.residual)
    try expectNoLeak {
      let sweep = try trained.sweep()
      _ = try cells(sweep)
      try sweep.interpolate([0, 0.5]) { _, _ in }
      _ = try sweep.distances()
    }
  }
}

@Suite struct VerdictTests {
  @Test func `criticality is where the accuracy stays, not where it is touched`() {
    func least(_ path: [(Double, Double)]) -> Double {
      LayerSweep.criticality(path.map { (share: $0, accuracy: $1) }, base: 0.9, chance: 0.1)
    }
    #expect(least([(0, 0.9), (0.5, 0.9), (1, 0.9)]) == 0)
    #expect(least([(0, 0.9), (0.5, 0.3), (0.75, 0.89), (1, 0.9)]) == 0.75)
    #expect(least([(0, 0.1), (0.5, 0.2)]) == 1)
  }

  @Test func `the rule at its limits`() {
    func verdict(_ accuracy: Double, base: Double = 1, chance: Double = 0) -> Verdict {
      Verdict(base: base, accuracy: accuracy, chance: chance)
    }
    #expect(verdict(1) == .ambient)
    #expect(verdict(0.98) == .ambient)
    #expect(verdict(0.9799) == .sensitive)
    #expect(verdict(0.5001) == .sensitive)
    #expect(verdict(0.5) == .critical)
    #expect(verdict(0) == .critical)
    // In units of what is to be lost above chance: 0.9 → 0.1 is 0.8.
    #expect(verdict(0.884, base: 0.9, chance: 0.1) == .ambient)
    #expect(verdict(0.883, base: 0.9, chance: 0.1) == .sensitive)
    #expect(verdict(0.501, base: 0.9, chance: 0.1) == .sensitive)
    #expect(verdict(0.5, base: 0.9, chance: 0.1) == .critical)
    // Better than before, and below chance.
    #expect(verdict(0.95, base: 0.9, chance: 0.1) == .ambient)
    #expect(verdict(0.05, base: 0.9, chance: 0.1) == .critical)
  }

  @Test func `a network that is no better than chance has nothing to lose`() {
    #expect(Verdict(base: 0.1, accuracy: 0, chance: 0.1) == .ambient)
    #expect(Verdict(base: 0.05, accuracy: 0, chance: 0.1) == .ambient)
  }
}

@Suite struct WeightDistanceTests {
  @Test func `weights and biases are flattened together`() throws {
    let final = [Tensor([1, 2, 3, 4], shape: [2, 2]), Tensor([0.0, 1])]
    let initial = [Tensor([1, 0, 3, 4], shape: [2, 2]), Tensor([0.0, 2])]
    let found = try WeightDistance(final: final, checkpoint: initial, initial: initial)
    #expect(abs(found.rms - (5.0 / 6).squareRoot()) < 1e-15)
    #expect(abs(found.relative! - (5.0 / 30).squareRoot()) < 1e-15)
    #expect(found.max == 2)
  }

  @Test func `a layer that starts at zero has no relative distance`() throws {
    let found = try WeightDistance(final: [.ones([2])], checkpoint: [.zeros([2])], initial: [.zeros([2])])
    #expect(found == WeightDistance(rms: 1, relative: nil, max: 1))
  }
}
