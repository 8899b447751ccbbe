import Networks
import Torch

/// The trained network's activations of every chunk of inputs at one stop of a sweep: what is paid once and continued
/// many times.
///
/// A chunk for which there is no room stays kept where there was room for it, at worst at the network's input, which takes
/// none; whoever asks for its activations gets them computed from there, by the same steps and to the same bits.
struct KeptActivations {
  private let network: Network
  private let inputs: Tensor
  private let labels: Tensor
  private let plan: SweepPlan
  private var kept: [Place: Frontier] = [:]
  /// Bytes.
  private(set) var taken = 0
  /// The stop of ``SweepPlan/stops`` that was advanced to.
  private(set) var stop = 0

  private struct Place: Hashable {
    let stop: Int
    let range: Range<Int>
  }

  init(_ network: Network, inputs: Tensor, labels: Tensor, plan: SweepPlan) {
    self.network = network
    self.inputs = inputs
    self.labels = labels
    self.plan = plan
  }

  /// The chunks of inputs at the stop that was reached.
  var chunks: [Range<Int>] { pieces(of: 0..<labels.extent(0), rows: plan.rows[stop]) }

  private func pieces(of range: Range<Int>, rows: Int) -> [Range<Int>] {
    stride(from: range.lowerBound, to: range.upperBound, by: rows).map {
      $0..<min($0 + rows, range.upperBound)
    }
  }

  /// Goes on to a unit's first layer.
  mutating func advance(toUnit unit: Int) {
    stop = unit + 1
    for chunk in chunks {
      let place = Place(stop: stop, range: chunk), bytes = chunk.count * plan.live[stop]
      let before = places(within: chunk, upTo: stop)
      let freed = before.reduce(0) { $0 + $1.range.count * plan.live[$1.stop] }
      guard taken - freed + bytes <= plan.prefixShare else { continue }
      kept[place] = frontier(chunk, at: stop)
      for place in before { kept[place] = nil }
      taken += bytes - freed
    }
  }

  private func places(within range: Range<Int>, upTo stop: Int) -> [Place] {
    let place = Place(stop: stop, range: range)
    if stop == 0 || kept[place] != nil { return stop == 0 ? [] : [place] }
    return pieces(of: range, rows: plan.rows[stop - 1]).flatMap { places(within: $0, upTo: stop - 1) }
  }

  /// The activations of a chunk at the stop that was reached.
  func frontier(_ chunk: Range<Int>) -> Frontier { frontier(chunk, at: stop) }

  private func frontier(_ range: Range<Int>, at stop: Int) -> Frontier {
    if let found = kept[Place(stop: stop, range: range)] { return found }
    if stop == 0 { return Frontier(input: inputs[range], count: network.layers.count) }
    let parts = pieces(of: range, rows: plan.rows[stop - 1]).map { part in
      var frontier = frontier(part, at: stop - 1)
      network.run(&frontier, over: plan.stops[stop - 1]..<plan.stops[stop], .evaluation)
      return frontier
    }
    return parts.count == 1 ? parts[0] : Frontier(joining: parts, input: inputs[range])
  }

  /// Multiplications that computing what is not kept takes.
  var missingWork: Int { chunks.reduce(0) { $0 + missingWork($1, at: stop) } }

  private func missingWork(_ range: Range<Int>, at stop: Int) -> Int {
    if stop == 0 || kept[Place(stop: stop, range: range)] != nil { return 0 }
    return pieces(of: range, rows: plan.rows[stop - 1]).reduce(0) { $0 + missingWork($1, at: stop - 1) }
      + range.count * (plan.work[stop - 1] - plan.work[stop])
  }

  /// Evaluates the network with each set of replaced tensors, chunk by chunk.
  ///
  /// - Parameter pulse: called before each chunk; what it throws ends the evaluation.
  func evaluate(_ sets: [[Int: [Tensor]]], pulse: () throws -> Void = {}) throws -> [Evaluation] {
    var tallies = sets.map { _ in EvaluationTally() }
    for chunk in chunks {
      try pulse()
      let frontier = frontier(chunk)
      for (index, replaced) in sets.enumerated() {
        try tallies[index].add(logits(from: frontier, replaced), labels[chunk])
      }
    }
    return tallies.map(\.evaluation)
  }

  func evaluate(_ replaced: [Int: [Tensor]]) throws -> Evaluation { try evaluate([replaced])[0] }

  /// The logits of a chunk at this stop with replaced tensors in what follows.
  func logits(from frontier: Frontier, _ replaced: [Int: [Tensor]]) -> Tensor {
    var frontier = frontier
    network.run(&frontier, over: plan.stops[stop]..<network.layers.count, with: replaced, .evaluation)
    return network.logits(frontier)
  }
}
