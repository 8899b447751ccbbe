import Catalog
import Networks
import TestSupport
import Testing
import Torch

@testable import LayerRobustness

/// What must hold exactly of deleted and exchanged modules (Q3–Q5, Q9–Q11).
@Suite struct LesionTests {
  @Test(arguments: Residual.Kind.allCases)
  func `Q3: deleting nothing and keeping the order give the network's own bits`(_ kind: Residual.Kind) throws
  {
    let residual = try Residual(kind, blocks: 4)
    #expect(residual.count == 4 && residual.modular.isResidual)
    #expect(try residual.logits(.none(4)).isEqual(to: residual.plain))
    #expect(try residual.logits(.reordered([0, 1, 2, 3])).isEqual(to: residual.plain))
    #expect(try residual.logits(.deleting([], of: 4)).isEqual(to: residual.plain))
    #expect(try !residual.logits(.deleting([1], of: 4)).isEqual(to: residual.plain))
  }

  @Test(arguments: Residual.Kind.allCases)
  func `Q4: a block whose last weights are zero is missed by nobody`(_ kind: Residual.Kind) throws {
    let residual = try Residual(kind, blocks: 4)
    let last = try #require(residual.modular.modules[1].branch.last)
    residual.network.replace(layer: last, with: residual.network.tensors[last].map { $0.zerosLike() })
    #expect(try residual.logits(.deleting([1], of: 4)).isEqual(to: residual.plain))
  }

  @Test(arguments: [Residual.Kind.preactivation, .linear])
  func `Q5: with all blocks deleted the head sees what the stem gives`(_ kind: Residual.Kind) throws {
    let residual = try Residual(kind, blocks: 5)
    let ends = residual.network.layers.indices.filter {
      !residual.network.layers[$0].name.hasPrefix("blocks")
    }
    let expected = noGrad { residual.network.apply(ends, to: residual.inputs) }
    #expect(try residual.logits(.deleting(0..<5, of: 5)).isEqual(to: expected))
  }

  @Test func `A projection stays when its block is deleted, and is never exchanged`() throws {
    let residual = try Residual(.postActivation, blocks: 5), modules = residual.modular.modules
    #expect(modules.map(\.isProjection) == [false, false, true, false, false])
    #expect(residual.modular.areExchangeable(0, 1) && residual.modular.areExchangeable(3, 4))
    #expect(!residual.modular.areExchangeable(1, 2) && !residual.modular.areExchangeable(1, 3))
    let plan = LesionPlan(residual.modular, seed: Seed(3))
    for lesion in plan.reordered(swaps: 3, draws: 20) {
      #expect(lesion.occupants[2] == 2 && Set(lesion.occupants[..<2]) == [0, 1])
    }
    let lesions = plan.multiple(3, draws: 10)
    #expect(lesions.allSatisfy { $0.occupants.count { $0 == nil } == 3 } && Set(lesions).count > 3)
    #expect(lesions == LesionPlan(residual.modular, seed: Seed(3)).multiple(3, draws: 10))
  }

  @Test func `Q9: Kendall's tau of the order, its reverse, and one exchange of neighbours`() {
    #expect(kendallTau(Array(0..<9)) == 1 && kendallTau((0..<9).reversed()) == -1)
    #expect(abs(kendallTau([0, 2, 1, 3, 4]) - (1 - 4.0 / 20)) < 1e-15)
    #expect(kendallTau([0]) == 1)
  }

  @Test(arguments: Residual.Kind.allCases)
  func `Q10: exchanging two blocks of the same weights changes not a bit`(_ kind: Residual.Kind) throws {
    let residual = try Residual(kind, blocks: 5), modules = residual.modular.modules
    for (to, from) in zip(modules[1].branch, modules[0].branch) {
      residual.network.replace(layer: to, with: residual.network.tensors[from])
    }
    #expect(try residual.logits(.reordered([1, 0, 2, 3, 4])).isEqual(to: residual.plain))
    #expect(try !residual.logits(.reordered([0, 1, 2, 4, 3])).isEqual(to: residual.plain))
  }

  @Test(arguments: Residual.Kind.allCases)
  func `Q11: lesions evaluated together are those evaluated alone`(_ kind: Residual.Kind) throws {
    let residual = try Residual(kind, blocks: 5)
    let plan = LesionPlan(residual.modular, seed: Seed(4))
    var lesions: [Lesion] = [.none(5), .none(5)] + plan.single
    lesions += plan.multiple(2, draws: 6)
    lesions += plan.multiple(4, draws: 4)
    lesions += plan.reordered(swaps: 2, draws: 5)
    var shares: [Double] = []
    let found = try residual.modular.evaluate(
      lesions, inputs: residual.inputs, labels: residual.labels, chunk: 10
    ) { share, soFar in
      shares.append(share)
      #expect(soFar.count == lesions.count && soFar.allSatisfy { $0.count == Int((share * 24).rounded()) })
    }
    #expect(shares.count == 3 && shares.last == 1)
    for (lesion, evaluation) in zip(lesions, found) {
      var tally = EvaluationTally()
      for start in [0, 10, 20] {
        let range = start..<min(start + 10, 24)
        let logits = noGrad { residual.modular.logits(residual.inputs[range], under: lesion) }
        try tally.add(logits, residual.labels[range])
      }
      #expect(tally.evaluation == evaluation, "\(lesion)")
    }
    #expect(found[0] == found[1])
  }

  @Test func `In a plain network what keeps its shape can be deleted, and the rest cannot`() throws {
    let trained = try Trained(.convolutional), modular = try? ModularNetwork(trained.network)
    #expect(modular == nil, "no layer of it keeps its shape")
    let deep = try ModularNetwork(try Trained(.fullyConnected).network)
    #expect(!deep.isResidual && deep.modules.map(\.name) == ["fc2", "fc3"])
    let plan = LesionPlan(deep, seed: Seed(0))
    #expect(plan.single.count == 2)
  }

  @Test(arguments: Residual.Kind.allCases)
  func `the graph run without blocks is the network with these deleted, to the bit`(_ kind: Residual.Kind)
    throws
  {
    let residual = try Residual(kind, blocks: 5), network = residual.network
    let blocks = network.specification.residualBlocks
    for left in [[], [0], [2], [1, 2], [0, 1, 2, 3, 4], [4]] {
      let logits = noGrad {
        network.logits(normalised: residual.inputs, .evaluation, without: left.map { blocks[$0] })
      }
      #expect(try logits.isEqual(to: residual.logits(.deleting(left, of: 5))), "\(left)")
    }
  }

  @Test func `A plain network's layers are deleted as the modules that their names form`() throws {
    let modular = try Residual.plain(["blocks.0", "blocks.1", "blocks.2"]).modular
    #expect(!modular.isResidual && modular.modules.map(\.name) == ["blocks.0", "blocks.1", "blocks.2"])
    #expect(modular.areExchangeable(0, 2) && LesionPlan(modular, seed: Seed(1)).canReorder)
    let network = modular.network
    func chain(_ modules: [Int]) -> Tensor {
      let inside = modules.flatMap { module in
        network.layers.indices.filter { network.layers[$0].name.hasPrefix("blocks.\(module).") }
      }
      let names = network.layers.map(\.name)
      let ends = (names.firstIndex(of: "stem")!, names.firstIndex(of: "head")!)
      return noGrad {
        network.apply(Array(0...ends.0) + inside + Array(ends.1..<names.count), to: Residual.inputs)
      }
    }
    func logits(_ lesion: Lesion) -> Tensor { noGrad { modular.logits(Residual.inputs, under: lesion) } }
    #expect(try logits(.none(3)).isEqual(to: chain([0, 1, 2])))
    #expect(try logits(.deleting([1], of: 3)).isEqual(to: chain([0, 2])))
    #expect(try logits(.reordered([2, 1, 0])).isEqual(to: chain([2, 1, 0])))
    #expect(try !logits(.deleting([1], of: 3)).isEqual(to: chain([0, 1, 2])))
  }

  @Test func `Names form no module where they are scattered, bear their own number, or change the shape`()
    throws
  {
    // Two of the same name with another between, so that they are no part of a chain by themselves.
    let scattered = try Residual.plain(["blocks.0", "blocks.1", "blocks.0"], distinct: true).modular
    #expect(scattered.modules.map(\.name) == ["blocks.1"])
    let numbered = try ArchitectureRegistry.specification(
      named: "vgg11-bn-w0.1",
      for: InputDescription(shape: [1, 32, 32], mean: [0], deviation: [1], classNames: ["a", "b"]))
    let modular = try ModularNetwork(Network(numbered, seed: 1))
    #expect(modular.modules.allSatisfy { $0.name.hasPrefix("features.") })
    #expect(modular.undeletable.first == "features.0" && modular.undeletable.last == "classifier")
    #expect(modular.modules.count + modular.undeletable.count == 9)
  }

  @Test func `Depths count weighted layers, stages the changes of shape, and rectified sums are named`()
    throws
  {
    let residual = try Residual(.postActivation, blocks: 5).modular
    // A stem, two convolutions a block, a head.
    #expect(residual.modules.map(\.depth) == [1, 3, 5, 7, 9].map { $0 / 12.0 })
    #expect(residual.modules.map(\.stage) == [0, 0, 1, 1, 1])
    #expect(residual.rectifiersBetween == (0..<4).map { "layer1.\($0).relu2" })
    #expect(try Residual(.preactivation, blocks: 3).modular.rectifiersBetween.isEmpty)
  }

  @Test func `Every set of few blocks is one lesion, by its bits`() throws {
    let plan = LesionPlan(try Residual(.linear, blocks: 3).modular, seed: Seed(1))
    #expect(plan.subsets.count == 8 && Set(plan.subsets).count == 8)
    #expect(plan.subsets[0].deleted.isEmpty && plan.subsets[5].deleted == [0, 2])
    #expect(LesionPlan(try Residual(.linear, blocks: 5).modular, seed: Seed(1)).subsets.isEmpty)
    let chosen = LesionPlan(try Residual(.linear, blocks: 3).modular, among: [1], seed: Seed(1))
    #expect(chosen.subsets.isEmpty)
    let plain = LesionPlan(try Residual.plain(["a.0", "a.1"]).modular, seed: Seed(1))
    #expect(plain.subsets.isEmpty && plain.places == [0, 1])
  }
}
