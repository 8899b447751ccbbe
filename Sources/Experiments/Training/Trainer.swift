import Catalog
import Datasets
import Networks
import Torch

/// One network in training: batches, steps, epochs, and the state that a resumed run starts from.
///
/// Each epoch's order, dropout, changed pictures and sets of blocks come from generators keyed by (seed, epoch), so an epoch that is begun
/// anew after a kill runs through the same bits.
final class Trainer {
  let network: Network
  let plan: TrainingPlan
  private let data: ResidentData
  private let optimizer: any Optimizer
  private let parameters: [Tensor]
  private let objective: any TrainingObjective
  /// Parameters that must not fall below a number.
  private let bounded: [(tensor: Tensor, least: Double)]
  /// Nil where every step trains all blocks.
  private let subsets: BlockSubsets?
  /// Epochs done.
  private(set) var epoch = 0

  /// - Throws: `UserError` when a batch is to train more blocks than there are.
  init(_ network: Network, _ plan: TrainingPlan, _ data: ResidentData) throws {
    subsets = try BlockSubsets(
      training: plan.blocksPerBatch, of: network.specification, seed: Seed(plan.seed))
    self.network = network
    self.plan = plan
    self.data = data
    parameters = network.parameters
    objective = try plan.selfExplaining.objective(for: network)
    bounded = zip(network.layers, network.tensors).flatMap { layer, tensors in
      zip(layer.layer.slots, tensors).compactMap { slot, tensor in
        slot.isParameter ? slot.least.map { (tensor, $0) } : nil
      }
    }
    for parameter in parameters { parameter.requiringGradient() }
    optimizer =
      plan.optimizer == "adam"
      ? Adam(parameters, decay: plan.decay)
      : StochasticGradientDescent(
        parameters, momentum: plan.momentum, decay: plan.decay, nesterov: plan.nesterov)
  }

  var inputCount: Int { data.count }

  var stepsPerEpoch: Int { (data.count + plan.batchSize - 1) / plan.batchSize }

  /// Sums over the steps since they were last taken.
  struct Tally {
    var loss = 0.0
    var correct = 0
    var count = 0
    /// Sums of what the loss is made of, by name.
    var terms: [(name: String, sum: Double)] = []
    var meanLoss: Double { count == 0 ? 0 : loss / Double(count) }
    var accuracy: Double { count == 0 ? 0 : Double(correct) / Double(count) }

    static func + (a: Tally, b: Tally) -> Tally {
      Tally(loss: a.loss + b.loss, correct: a.correct + b.correct, count: a.count + b.count)
    }

    /// The means of what the loss is made of.
    var meanTerms: [(name: String, mean: Double)] {
      terms.map { ($0.name, count == 0 ? 0 : $0.sum / Double(count)) }
    }
  }

  /// Runs one epoch.
  ///
  /// - Parameters:
  ///   - interval: steps between reports.
  ///   - step: called after every step with the inputs seen in this epoch; what it throws ends the epoch.
  ///   - report: called with the sums since the last report and the share of the epoch that is done.
  /// - Returns: the sums of the whole epoch, measured while the parameters moved.
  func runEpoch(
    every interval: Int, step: (Int) throws -> Void, report: (Tally, Double) throws -> Void
  ) throws -> Tally {
    let seed = Seed(plan.seed)
    let order = Generator(seed: seed.derive("shuffle", sample: epoch)).permutation(data.count).to(plan.device)
    let pass = Pass.training(Generator(seed: seed.derive("dropout", sample: epoch)))
    let moves = plan.augmentation.moves(seed: seed, epoch: epoch, count: data.count)?.to(plan.device)
    let total = plan.epochs * stepsPerEpoch
    var whole = Tally(), seen = 0
    let zeros = (Tensor(0.0).to(plan.device), Tensor([0]).to(plan.device))
    var (loss, correct) = zeros
    var terms: [(name: String, sum: Tensor)] = []
    var pending = 0
    for index in 0..<stepsPerEpoch {
      let rows = order[index * plan.batchSize..<min((index + 1) * plan.batchSize, data.count)]
      let batch = data.batch(rows, moves: moves)
      let count = batch.count
      let leftOut = subsets?.leftOut(epoch: epoch, step: index) ?? []
      let done = epoch * stepsPerEpoch + index
      let found = try objective.loss(
        network, batch, pass, without: leftOut, progress: Double(done) / Double(total)
      ) { Generator(seed: seed.derive("train/objective", draw: done)) }
      let rate = plan.learningRate * plan.schedule.factor(step: done, of: total)
      try optimizer.step(try gradients(of: [found.total], by: parameters), rate: rate)
      noGrad {
        for (tensor, least) in bounded { tensor.clamp(inPlace: least, nil) }
        loss = loss + found.total.detached() * Double(count)
        correct = correct + (found.logits.detached().argmax(1) .== batch.labels).countNonzero()
        for (name, value) in found.terms {
          let value = value.detached() * Double(count)
          if let place = terms.firstIndex(where: { $0.name == name }) {
            terms[place].sum = terms[place].sum + value
          } else {
            terms.append((name, value))
          }
        }
      }
      pending += count
      seen += count
      if (index + 1) % interval == 0 || index + 1 == stepsPerEpoch {
        let tally = Tally(
          loss: try loss.item(), correct: try correct.integer(), count: pending,
          terms: try terms.map { ($0.name, try $0.sum.item()) })
        guard tally.loss.isFinite else {
          throw TrainingDiverged(epoch: epoch + 1, step: index + 1, rate: rate)
        }
        (loss, correct) = zeros
        terms = []
        pending = 0
        whole = whole + tally
        try report(tally, Double(index + 1) / Double(stepsPerEpoch))
      }
      try step(seen)
    }
    epoch += 1
    return whole
  }

  /// Estimates batch norm's statistics of the whole network, which steps that train parts of it never see.
  ///
  /// - Returns: the training inputs that they were taken over; 0 where there is nothing to estimate.
  func recalibrate() throws -> Int {
    guard subsets != nil, plan.recalibrate > 0 else { return 0 }
    let inputs = data.drawn(plan.recalibrate, seed: Seed(plan.seed).derive("recalibrate"))
    var frontier = Frontier(input: inputs, count: network.layers.count)
    let found = try noGrad {
      try scope { network.recalibrate(&frontier, over: network.layers.indices) }
    }
    for (layer, tensors) in found { network.replace(layer: layer, with: tensors) }
    return found.isEmpty ? 0 : inputs.extent(0)
  }

  /// Everything a resumed run needs, for one safetensors file.
  func state() -> [(String, Tensor)] {
    let snapshot = network.snapshot()
    return snapshot.names.compactMap { name in snapshot[name].map { ("network.\(name)", $0) } }
      + optimizer.state.map { ("optimizer.\($0)", $1) } + [("epoch", Tensor([epoch]))]
  }

  /// - Throws: `UserError` when the file is of another network or optimiser.
  func restore(_ state: [(String, Tensor)], place: String) throws {
    func part(_ prefix: String) -> [(String, Tensor)] {
      state.filter { $0.0.hasPrefix(prefix) }.map { (String($0.0.dropFirst(prefix.count)), $0.1) }
    }
    let saved = try Network.tensors(network.specification, NetworkState(part("network.")), place: place)
    noGrad { for (own, other) in zip(network.tensors.joined(), saved.joined()) { own.copy(inPlace: other) } }
    try optimizer.restore(Dictionary(part("optimizer.")) { $1 }, place: place)
    guard let epoch = state.first(where: { $0.0 == "epoch" })?.1 else {
      throw UserError("\(place): found no 'epoch', expected a training checkpoint")
    }
    self.epoch = try epoch.integer()
  }
}

/// The loss is no longer a number.
struct TrainingDiverged: Error, CustomStringConvertible {
  let epoch: Int
  let step: Int
  let rate: Double
  var description: String {
    "the loss is no longer finite at epoch \(epoch), step \(step), learning rate \(rate): the training diverged"
  }
}
