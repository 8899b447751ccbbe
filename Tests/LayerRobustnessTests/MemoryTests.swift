import Catalog
import Networks
import TestSupport
import Testing
import Torch

@testable import LayerRobustness

/// A sweep stays below its memory limit and finds the same.
@Suite struct MemoryTests {
  @Test(arguments: [Form.residual, .residualBlocks, .batchNorm], [0, 0.1, 0.5, 1])
  func `no bit of a cell depends on how much is kept`(_ form: Form, _ share: Double) throws {
    let trained = try Trained(form), sweep = try trained.sweep(chunk: 7)
    let whole = try cells(sweep)
    var paths: [[Evaluation]] = []
    try sweep.interpolate([0.3, 0.6]) { paths.append($1) }
    try sweep.keep(share: share)
    #expect(try cells(sweep) == whole)
    try sweep.interpolate([0.3, 0.6]) { unit, path in #expect(path == paths[unit]) }
  }

  /// Chunks that grow on the way, which those of the other tests do not.
  @Test func `chunks grow where activations shrink, and what is computed again grows with them`() throws {
    let deep = try Deep("vgg11-bn-w0.2", inputs: 200)
    let sweep = deep.sweep
    let rows = sweep.plan.rows
    #expect(
      rows[0] < 100 && rows.last == 8 * rows[0] && zip(rows, rows.dropFirst()).allSatisfy { $1 % $0 == 0 })
    let units = sweep.units.count
    func some() throws -> [LayerSweep.Kind: Evaluation] {
      var found: [LayerSweep.Kind: Evaluation] = [:]
      try sweep.run(draws: 0, seed: 1, skip: deep.skipsMost) { found[$0] = $1 }
      return found
    }
    let whole = try some()
    #expect(whole.count == units * 2 + units)
    for (kind, evaluation) in whole {
      guard case .joint(0, let last) = kind else { continue }
      let replaced = sweep.replacement(to: 0, units: Array(0...last))
      let expected = try deep.network.withReplaced(replaced) {
        try deep.network.evaluate(normalised: sweep.inputs, sweep.labels, batchSize: 50)
      }
      #expect(evaluation.agrees(with: expected), "\(kind)")
    }
    try sweep.keep(share: 0.05)
    #expect(sweep.plan.rows == rows)
    #expect(try some() == whole)
  }

  @Test(arguments: ["vgg11-bn-w0.1", "resnet18-w0.1"])
  func `the bytes of all tensors stay below the limit`(_ name: String) throws {
    try Runtime.start(threads: nil)  // puts in the allocator that counts
    let sweep = try Deep(name, inputs: 120, chunk: 5).sweep
    // Here and there in the network, alone and in ranges.
    func isSkipped(_ kind: LayerSweep.Kind) -> Bool {
      switch kind {
      case .reinitialised(let unit, _), .rerandomised(let unit, _): unit % 4 > 0
      case .joint(let first, let last): first % 8 > 0 || last % 4 > 0
      }
    }
    func peak() throws -> Int {
      try Runtime.peakBytes { try sweep.run(draws: 1, seed: 1, skip: isSkipped) { _, _ in } }
    }
    let free = try peak()
    try sweep.limitMemory(to: .max / 2, draws: 1)
    let working = sweep.plan.working
    #expect(free > working)
    // Less than a chunk takes: smaller chunks. Not much more: what does not fit is computed again.
    for limit in [3 * working / 4, working, 2 * working] {
      // What the checkpoints take is taken before.
      try sweep.limitMemory(to: sweep.checkpointBytes + limit, draws: 1)
      let taken = try peak()
      #expect(taken <= limit && taken > limit / 4, "\(taken) of \(limit), \(free) without a limit")
    }
  }

  @Test func `a limit that one input does not fit into is refused with what it needs`() throws {
    let sweep = try Deep("resnet18-w0.15", inputs: 20).sweep
    let error = try #require(throws: UserError.self) { try sweep.limitMemory(to: 1 << 18, draws: 1) }
    #expect(error.message.hasPrefix("memory: found a limit of 0 MiB, expected at least "))
    #expect(error.message.hasSuffix(" beside 2 MiB of checkpoints"))
    #expect((1 << 20)...(2 << 20) ~= sweep.checkpointBytes)
    let least = try #require(error.message.split(separator: " ").compactMap { Int($0) }.dropFirst().first)
    try sweep.limitMemory(to: least << 20, draws: 1)
    #expect(sweep.plan.rows[0] == 1)
  }

  @Test func `in little memory too cells come many times a unit`() throws {
    let sweep = try Trained(.residualBlocks, checkpoints: 6).sweep(chunk: 10)
    try sweep.keep(share: 0)
    var blocks = 0, isPulsed = false, order: [LayerSweep.Kind] = []
    try sweep.run(draws: 3, seed: 1, pulse: { isPulsed = true }) { kind, _ in
      if isPulsed { blocks += 1 }
      isPulsed = false
      order.append(kind)
    }
    #expect(blocks > 2 * sweep.units.count && blocks < sweep.cellCount(draws: 3))
    #expect(Set(order).count == order.count && order.count == sweep.cellCount(draws: 3))
  }
}

/// A network of the model zoo on random pictures, with random weights at both checkpoints.
private struct Deep {
  let network: Network
  let sweep: LayerSweep

  init(_ name: String, inputs: Int, chunk: Int? = nil) throws {
    let input = try InputDescription(
      shape: [3, 32, 32], mean: [0, 0, 0], deviation: [1, 1, 1], classNames: ["a", "b", "c"])
    let specification = try ArchitectureRegistry.specification(named: name, for: input)
    network = Network(specification, seed: 1)
    sweep = LayerSweep(
      network,
      checkpoints: [
        Checkpoint(label: "0", tensors: Network(specification, seed: 2).tensors),
        Checkpoint(label: "1", tensors: network.tensors),
      ],
      inputs: Generator(seed: 3).normal([inputs] + input.shape),
      labels: Generator(seed: 4).integers([inputs], 0, 3), chunk: chunk)
  }

  /// Every joint range but those of the first unit.
  var skipsMost: (LayerSweep.Kind) -> Bool {
    { kind in
      if case .joint(let first, _) = kind { first > 0 } else { false }
    }
  }
}
