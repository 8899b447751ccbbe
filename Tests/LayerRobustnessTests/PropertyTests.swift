import Networks
import TestSupport
import Testing
import Torch

@testable import LayerRobustness

/// What must hold exactly, whatever the weights.
@Suite struct PropertyTests {
  @Test(arguments: Form.allCases, BatchNormScope.allCases)
  func `P1: resetting any set of layers to the last checkpoint changes not a bit`(
    _ form: Form, _ scope: BatchNormScope
  ) throws {
    let trained = try Trained(form), sweep = try trained.sweep(scope)
    let plain = trained.logits([:])
    for set in 1..<(1 << sweep.units.count) {
      let replaced = sweep.replacement(
        to: trained.checkpoints.count - 1, units: sweep.units.indices.filter { set >> $0 & 1 == 1 })
      #expect(try trained.logits(replaced).isEqual(to: plain), "set \(set)")
    }
    let found = try cells(sweep), base = try sweep.baseline()
    for unit in sweep.units.indices {
      #expect(found[.reinitialised(unit: unit, checkpoint: trained.checkpoints.count - 1)] == base)
    }
  }

  @Test(arguments: Form.allCases)
  func `P2: resetting all layers to a checkpoint gives that checkpoint's bits`(
    _ form: Form
  ) throws {
    let trained = try Trained(form), sweep = try trained.sweep(.affineAndStatistics)
    for (index, checkpoint) in trained.checkpoints.enumerated() {
      let all = Dictionary(uniqueKeysWithValues: checkpoint.tensors.enumerated().map { ($0, $1) })
      let replaced = sweep.replacement(to: index, units: Array(sweep.units.indices))
      #expect(try trained.logits(replaced).isEqual(to: trained.logits(all)))
      if index == 0 {
        let whole = try cells(sweep)[.joint(first: 0, last: sweep.units.count - 1)]
        #expect(try whole == trained.uncached(all))
      }
    }
  }

  @Test(arguments: Form.allCases, BatchNormScope.allCases)
  func `P3: kept prefixes give the same evaluation as whole passes`(_ form: Form, _ scope: BatchNormScope)
    throws
  {
    let trained = try Trained(form), sweep = try trained.sweep(scope)
    let found = try cells(sweep, draws: 2, seed: 77)
    #expect(found.count == sweep.cellCount(draws: 2))
    for (kind, evaluation) in found {
      let replaced =
        switch kind {
        case .reinitialised(let unit, let checkpoint): sweep.replacement(to: checkpoint, units: [unit])
        case .rerandomised(let unit, let draw): sweep.freshDraw(sweep.units[unit], seed: 77, draw: draw)
        case .joint(let first, let last): sweep.replacement(to: 0, units: Array(first...last))
        }
      #expect(try evaluation.agrees(with: trained.uncached(replaced)), "\(kind)")
    }
  }

  @Test(arguments: Form.allCases, BatchNormScope.allCases)
  func `P4: re-randomisation with the seed that made the network is re-initialisation to 0`(
    _ form: Form, _ scope: BatchNormScope
  ) throws {
    let trained = try Trained(form), sweep = try trained.sweep(scope)
    for (index, unit) in sweep.units.enumerated() {
      let drawn = sweep.freshDraw(unit, seed: Trained.seed, draw: 0)
      let initial = sweep.replacement(to: 0, units: [index])
      #expect(drawn.keys.sorted() == initial.keys.sorted())
      for (layer, tensors) in drawn {
        for (a, b) in zip(tensors, initial[layer]!) { #expect(try a.isEqual(to: b)) }
      }
      let found = try cells(sweep)[.reinitialised(unit: index, checkpoint: 0)]
      #expect(try trained.uncached(drawn) == found)
      let other = sweep.freshDraw(unit, seed: Trained.seed, draw: 1)[unit.start]!
      #expect(try !other[0].isEqual(to: initial[unit.start]![0]))
    }
  }

  @Test(arguments: Form.allCases) func `P5: the joint range of one layer is its re-initialisation to 0`(
    _ form: Form
  )
    throws
  {
    let trained = try Trained(form), sweep = try trained.sweep()
    let found = try cells(sweep)
    for unit in sweep.units.indices {
      let joint = found[.joint(first: unit, last: unit)]
      #expect(joint != nil && joint == found[.reinitialised(unit: unit, checkpoint: 0)])
    }
  }

  @Test(arguments: Form.allCases)
  func `P6: the path begins at re-initialisation and ends at the trained network`(
    _ form: Form
  ) throws {
    let trained = try Trained(form), sweep = try trained.sweep()
    let found = try cells(sweep)
    let base = try sweep.baseline()
    var visited: [Int] = []
    try sweep.interpolate([0, 0.5, 1], skip: { $0 == 1 }) { unit, path in
      visited.append(unit)
      #expect(path[0] == found[.reinitialised(unit: unit, checkpoint: 0)])
      #expect(path[2] == base)
      #expect(path[1] != path[0] && path[1] != path[2])
    }
    #expect(visited == sweep.units.indices.filter { $0 != 1 })
  }

  @Test(arguments: Form.allCases) func `P7: the weights hash equal before and after a sweep`(_ form: Form)
    throws
  {
    let trained = try Trained(form), sweep = try trained.sweep()
    let before = try trained.weights()
    _ = try cells(sweep)
    try sweep.interpolate([0, 0.3]) { _, _ in }
    _ = try sweep.distances()
    #expect(try trained.weights() == before)
  }

  @Test(arguments: Form.allCases) func `P8: the distances agree with one another`(_ form: Form) throws {
    let trained = try Trained(form), sweep = try trained.sweep()
    let distances = try sweep.distances()
    for (unit, row) in zip(sweep.units, distances) {
      let initial = try unit.layers.flatMap { layer in
        try zip(trained.network.layers[layer].layer.slots, trained.checkpoints[0].tensors[layer])
          .filter(\.0.isParameter).flatMap { try $1.doubles() }
      }
      let norm = initial.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(row[0].max > 0)
      for distance in row {
        let length = distance.rms * Double(initial.count).squareRoot()
        #expect(abs(length - distance.relative! * norm) <= 1e-12 * (1 + length))
        #expect(distance.max >= distance.rms && distance.max <= length * (1 + 1e-12))
      }
      #expect(row[row.count - 1] == WeightDistance(rms: 0, relative: 0, max: 0))
    }
  }

  @Test func `P9: permuting hidden units in all checkpoints leaves every cell unchanged`() throws {
    let trained = try Trained(.fullyConnected)
    let permuted = trained.permutingHiddenUnits()
    #expect(try permuted.weights() != trained.weights())
    let before = try cells(trained.sweep()), after = try cells(permuted.sweep())
    for (kind, evaluation) in before {
      // Fresh draws know nothing of the permutation.
      if case .rerandomised = kind { continue }
      #expect(after[kind]!.correct == evaluation.correct, "\(kind)")
      #expect(abs(after[kind]!.loss - evaluation.loss) < 1e-5, "\(kind)")
    }
  }
}

extension Evaluation {
  /// The same answers, and the loss but for the order in which a larger product adds.
  func agrees(with other: Evaluation) -> Bool {
    correct == other.correct && count == other.count && nonFinite == other.nonFinite
      && abs(loss - other.loss) <= 1e-6 * (1 + other.loss)
  }
}

extension Trained {
  /// The same function with the hidden units of each layer in another order.
  func permutingHiddenUnits() -> Trained {
    func permuted(_ tensors: [[Tensor]]) -> [[Tensor]] {
      var result = tensors.map { $0.map { $0.detached() } }
      let weighted = network.weightedLayers
      for (number, (layer, next)) in zip(weighted, weighted.dropFirst()).enumerated() {
        let order = Generator(seed: UInt64(60 + number)).permutation(result[layer][1].count)
        result[layer] = result[layer].map { $0.indexSelect(order) }
        result[next][0] = result[next][0].indexSelect(order, dimension: 1)
      }
      return result
    }
    let other = Network(network.specification, seed: 0)
    for (layer, tensors) in permuted(network.tensors).enumerated() {
      other.replace(layer: layer, with: tensors)
    }
    return Trained(
      network: other,
      checkpoints: checkpoints.map { Checkpoint(label: $0.label, tensors: permuted($0.tensors)) },
      inputs: inputs, labels: labels)
  }

  private init(network: Network, checkpoints: [Checkpoint], inputs: Tensor, labels: Tensor) {
    self.network = network
    self.checkpoints = checkpoints
    self.inputs = inputs
    self.labels = labels
    isInLittleMemory = false
  }
}
