import Catalog
import Networks
import TestSupport
import Testing
import Torch

@testable import LayerRobustness

/// Batch norm's statistics estimated anew behind what is reset.
@Suite struct RecalibratedTests {
  private func sweep(_ trained: Trained, inputs count: Int = 60) -> LayerSweep {
    LayerSweep(
      trained.network, checkpoints: trained.checkpoints, inputs: trained.inputs, labels: trained.labels,
      scope: .affineRecalibrated,
      calibration: Generator(seed: 8).normal([count] + trained.network.inputShape), chunk: 40)
  }

  @Test(arguments: [Form.batchNorm, .residual])
  func `with unchanged weights the same inputs give the same statistics, so nothing changes`(_ form: Form)
    throws
  {
    let trained = try Trained(form), sweep = sweep(trained), network = sweep.network
    let inputs = try #require(sweep.calibration)
    for unit in sweep.units {
      var statistics = DownstreamStatistics(network, inputs)
      let found = noGrad {
        statistics.advance(to: unit.start)
        return statistics.completing([:])
      }
      for (layer, tensors) in found {
        for (old, new) in zip(network.tensors[layer], tensors) { #expect(try old.isEqual(to: new)) }
      }
    }
    let base = try sweep.baseline(), last = trained.checkpoints.count - 1
    let all = try cells(sweep)
    for unit in sweep.units.indices {
      #expect(all[.reinitialised(unit: unit, checkpoint: last)] == base)
      #expect(all[.joint(first: unit, last: unit)] == all[.reinitialised(unit: unit, checkpoint: 0)])
    }
    #expect(all.count == sweep.cellCount(draws: 2))
  }

  @Test(arguments: [Form.batchNorm, .residual])
  func `every cell is what a network gives whose statistics are all estimated anew`(_ form: Form) throws {
    let trained = try Trained(form), sweep = sweep(trained), inputs = try #require(sweep.calibration)
    func whole(_ replaced: [Int: [Tensor]]) throws -> Evaluation {
      let changed = Network(sweep.network.specification, seed: 0)
      for layer in changed.layers.indices {
        changed.replace(layer: layer, with: replaced[layer] ?? sweep.network.tensors[layer])
      }
      return try changed.recalibrated(on: inputs)
        .evaluate(normalised: trained.inputs, trained.labels, batchSize: 40)
    }
    var stale = 0
    let plain = try cells(trained.sweep())
    for (kind, evaluation) in try cells(sweep) {
      let replaced =
        switch kind {
        case .reinitialised(let unit, let checkpoint): sweep.replacement(to: checkpoint, units: [unit])
        case .rerandomised(let unit, let draw): sweep.freshDraw(sweep.units[unit], seed: 77, draw: draw)
        case .joint(let first, let last): sweep.replacement(to: 0, units: Array(first...last))
        }
      #expect(try evaluation.agrees(with: whole(replaced)), "\(kind)")
      if evaluation.loss != plain[kind]?.loss { stale += 1 }
    }
    #expect(stale > 0, "the statistics must matter")
    var path: [Evaluation] = []
    try sweep.interpolate([0, 0.5], skip: { $0 != 1 }) { path = $1 }
    #expect(try path[0].agrees(with: whole(sweep.replacement(to: 0, units: [1]))))
    var sets: [Evaluation] = []
    try sweep.run(sets: [[0, 2]]) { sets.append($2) }
    #expect(try sets[0].agrees(with: whole(sweep.replacement(to: 0, units: [0, 2]))))
    #expect(try sets.last == sweep.baseline())
  }

  /// What batch norm divides by grows with the weights, so the scale of a convolution right before it cannot matter.
  @Test func `a convolution scaled by a positive number gives the same logits once recalibrated`() throws {
    let trained = try Trained(.batchNorm), inputs = Generator(seed: 8).normal([60, 1, 4, 4])
    let network = trained.network.recalibrated(on: inputs)
    let plain = noGrad { network.logits(normalised: trained.inputs, .evaluation) }
    let conv = noGrad { network.tensors[0].map { $0.detached() * 8 } }
    let stale = noGrad {
      network.withReplaced([0: conv]) { network.logits(normalised: trained.inputs, .evaluation) }
    }
    var statistics = DownstreamStatistics(network, inputs)
    let found = noGrad {
      statistics.advance(to: 0)
      return statistics.completing([0: conv])
    }
    let restored = noGrad {
      network.withReplaced(found) { network.logits(normalised: trained.inputs, .evaluation) }
    }
    let scale = try plain.abs().max().item()
    // ε = 1e-5 stands beside the variance and is not scaled.
    #expect(try (restored - plain).abs().max().item() < 1e-4 * scale)
    #expect(try (stale - plain).abs().max().item() > 0.1 * scale)
  }

  @Test func `a set too large for the memory limit is refused with what it takes`() throws {
    let trained = try Trained(.batchNorm), sweep = sweep(trained, inputs: 20_000)
    #expect(throws: UserError.self) { try sweep.limitMemory(to: 1 << 20, draws: 2) }
  }
}
