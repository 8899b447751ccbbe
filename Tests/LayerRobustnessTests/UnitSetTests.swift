import Networks
import TestSupport
import Testing
import Torch

@testable import LayerRobustness

/// Units that are reset together.
@Suite struct UnitSetTests {
  private func swept(_ sweep: LayerSweep, _ sets: [[Int]]) throws -> [[Evaluation]] {
    var found = sets.map { _ in [Int: Evaluation]() }
    try sweep.run(sets: sets) { set, checkpoint, evaluation in
      #expect(found[set].updateValue(evaluation, forKey: checkpoint) == nil)
    }
    return found.map { row in row.sorted { $0.key < $1.key }.map(\.value) }
  }

  @Test(arguments: Form.allCases)
  func `a set of one is re-initialisation, a range at 0 joint, and the set of all the checkpoint`(
    _ form: Form
  )
    throws
  {
    let trained = try Trained(form), sweep = try trained.sweep(.affineAndStatistics)
    let units = sweep.units.count, alone = try cells(sweep)
    let sets = [[1], Array(1..<units), Array(0..<units), [0, 2]]
    let found = try swept(sweep, sets)
    #expect(found.allSatisfy { $0.count == trained.checkpoints.count })
    let base = try sweep.baseline()
    for (checkpoint, tensors) in trained.checkpoints.map(\.tensors).enumerated() {
      let one = try #require(alone[.reinitialised(unit: 1, checkpoint: checkpoint)])
      #expect(found[0][checkpoint].agrees(with: one))
      let all = Dictionary(uniqueKeysWithValues: tensors.enumerated().map { ($0, $1) })
      #expect(try found[2][checkpoint] == trained.uncached(all))
      let apart = sweep.replacement(to: checkpoint, units: [0, 2])
      #expect(try found[3][checkpoint].agrees(with: trained.uncached(apart)))
    }
    let range = try #require(alone[.joint(first: 1, last: units - 1)])
    #expect(found[1][0].agrees(with: range))
    #expect(found.allSatisfy { $0.last == base } && found[3][0] != base)
  }

  @Test func `known cells are left out, and the sets come by their first units`() throws {
    let sweep = try Trained(.fullyConnected).sweep()
    let sets = [[2, 3], [0, 3]], whole = try swept(sweep, sets)
    var order: [[Int]] = []
    try sweep.run(sets: sets, skip: { $0 == 0 && $1 == 0 }) { set, checkpoint, evaluation in
      order.append([set, checkpoint])
      #expect(evaluation == whole[set][checkpoint])
    }
    #expect(order == [[1, 0], [1, 1], [1, 2], [0, 1], [0, 2]])
  }
}
