import Catalog
import Torch

/// A graph of named layers with their tensors.
///
/// The layers hold no tensors, so any of them can be run with others (a checkpoint's, a fresh draw's) without
/// touching the network; see ``run(_:over:with:_:)``.
public final class Network: Classifier {
  public let specification: NetworkSpecification
  /// Per layer, in the order of its slots.
  public private(set) var tensors: [[Tensor]]
  private let sources: [[Int]]
  /// The last layer that draws from each layer: after it, an activation may go.
  private let lastUse: [Int]
  /// Whether the output draws from each layer; those of a head alone are computed when they are asked for.
  private let feedsOutput: [Bool]
  /// Rectifiers that only the max-pooling right behind them reads.
  private let poolsFirst: Set<Int>
  /// Layers that are the only readers of what another has just computed.
  private let inPlace: Set<Int>
  /// Where the tensors lie.
  public let device: Device
  private let shift: Tensor
  private let scale: Tensor

  /// A fresh network: every tensor drawn from its layer's initialiser, keyed by (seed, tensor's name).
  public convenience init(_ specification: NetworkSpecification, seed: UInt64) {
    self.init(specification, tensors: specification.layers.map { $0.layer.draw(name: $0.name, seed: seed) })
  }

  init(_ specification: NetworkSpecification, tensors: [[Tensor]]) {
    self.specification = specification
    self.tensors = tensors
    sources = specification.sourceIndices
    var last = [Int](repeating: 0, count: specification.layers.count)
    for (layer, from) in sources.enumerated() {
      for source in from where source >= 0 { last[source] = layer }
    }
    lastUse = last
    feedsOutput = Self.ancestors(of: [specification.layers.count - 1], sources)
    poolsFirst = Self.rectifiersBeforePooling(specification.layers, sources)
    inPlace = Self.readersOfFreshValues(specification.layers, sources)
    let broadcast = [1, specification.input.shape[0], 1, 1]
    device = tensors.joined().first?.device ?? .cpu
    shift = Tensor(specification.input.mean, shape: broadcast, type: .float32).to(device)
    scale = Tensor(specification.input.deviation, shape: broadcast, type: .float32).to(device)
  }

  /// The same network with its tensors on another device; itself when they are there.
  public func moved(to device: Device) -> Network {
    device == self.device
      ? self : Network(specification, tensors: tensors.map { $0.map { $0.to(device) } })
  }

  public var inputShape: [Int] { specification.input.shape }
  public var classNames: [String] { specification.input.classNames }
  public var layers: [NamedLayer] { specification.layers }
  public var activationCount: Int {
    (specification.shapes + [inputShape]).reduce(0) { $0 + $1.reduce(1, *) }
  }

  /// Indices of the layers that have parameters: what re-initialisation calls a layer.
  public var weightedLayers: [Int] {
    layers.indices.filter { layers[$0].layer.slots.contains(where: \.isParameter) }
  }

  /// The parameters, in the layers' order.
  public var parameters: [Tensor] {
    zip(layers, tensors).flatMap { layer, tensors in
      zip(layer.layer.slots, tensors).filter(\.0.isParameter).map(\.1)
    }
  }

  /// (x − mean) / deviation per channel of pixels `[N, C, H, W]`.
  public func normalise(_ inputs: Tensor) -> Tensor { (inputs - shift) / scale }

  /// What ``normalise(_:)`` undoes: pixels of normalised inputs.
  public func denormalise(_ inputs: Tensor) -> Tensor { inputs * scale + shift }

  /// Evaluation-mode logits `[N, K]` of pixels, both on the CPU whatever the network's device.
  public func logits(_ inputs: Tensor) -> Tensor {
    logits(normalised: normalise(inputs.to(device)), .evaluation).to(.cpu)
  }

  /// Logits of inputs that are normalised already (training normalises its data set once).
  public func logits(normalised inputs: Tensor, _ pass: Pass) -> Tensor {
    var frontier = Frontier(input: inputs, count: layers.count)
    run(&frontier, over: layers.indices, pass)
    return logits(frontier)
  }

  /// The logits of a frontier that was run to the end; of a network that gives probabilities their logarithms,
  /// which are logits too.
  public func logits(_ frontier: Frontier) -> Tensor {
    guard let output = frontier.values[layers.count - 1] else {
      preconditionFailure("the frontier was not run to the network's end")
    }
    return logits(of: output)
  }

  /// The logits that the last layer's output stands for.
  public func logits(of output: Tensor) -> Tensor {
    switch specification.output {
    case .logits: return output
    case .value: return output * specification.input.target.deviation + specification.input.target.mean
    case .probabilities: return output.clamp(1e-12).log()
    case .logit: return Tensor.concatenate([output.zerosLike(), output], dimension: 1)
    }
  }

  /// What named layers give for normalised inputs; only what they draw from is computed.
  ///
  /// - Throws: `UserError` for an unknown layer.
  public func values(of names: [String], normalised inputs: Tensor, _ pass: Pass) throws -> [Tensor] {
    let wanted = try names.map(index)
    var frontier = Frontier(input: inputs, count: layers.count, kept: Set(wanted), isTapped: false)
    let needed = Self.ancestors(of: wanted, sources)
    run(&frontier, over: layers.indices, with: [:], pass, needed)
    return wanted.map { frontier.values[$0] ?? inputs }
  }

  /// What a layer gives when the values of others further up are given.
  ///
  /// - Throws: `UserError` for an unknown layer, or one that draws from the network's input past the given ones.
  public func value(of name: String, from given: [String: Tensor], _ pass: Pass) throws -> Tensor {
    let wanted = try index(name)
    var values: [Int: Tensor] = [:]
    for (layer, value) in given { values[try index(layer)] = value }
    func value(_ layer: Int) throws -> Tensor {
      if let known = values[layer] { return known }
      guard layer >= 0 else {
        throw UserError(
          "layer '\(name)': draws from the network's input, expected only from the given layers")
      }
      let found = layers[layer].layer.forward(try sources[layer].map(value), tensors[layer], pass)
      values[layer] = found
      return found
    }
    return try value(wanted)
  }

  private func index(_ name: String) throws -> Int {
    guard let index = layers.firstIndex(where: { $0.name == name }) else {
      throw unknownName(name, kind: "layer", known: layers.map(\.name))
    }
    return index
  }

  /// Whether each layer is one of those, or one that they draw from.
  private static func ancestors(of wanted: some Sequence<Int>, _ sources: [[Int]]) -> [Bool] {
    var needed = [Bool](repeating: false, count: sources.count)
    for layer in wanted { needed[layer] = true }
    for layer in sources.indices.reversed() where needed[layer] {
      for source in sources[layer] where source >= 0 { needed[source] = true }
    }
    return needed
  }

  /// The activations of named layers beside the logits, in evaluation mode, inside the autograd graph, so that
  /// `gradients(of:by:)` gives the gradient at any of them.
  ///
  /// - Throws: `UserError` for an unknown layer.
  public func activations(of names: [String], _ inputs: Tensor) throws -> (
    logits: Tensor, taps: [String: Tensor]
  ) {
    let wanted = try names.map(index)
    var frontier = Frontier(input: normalise(inputs.to(device)), count: layers.count, kept: Set(wanted))
    run(&frontier, over: layers.indices, .evaluation)
    let taps = zip(names, wanted).map { ($0, frontier.values[$1] ?? inputs) }
    return (logits(frontier), Dictionary(taps) { first, _ in first })
  }

  /// Computes the layers of `range` from a frontier, with other tensors for the layers in `replaced`.
  ///
  /// A frontier that was run up to a layer can be copied and continued many times: the unchanged prefix is paid once.
  public func run(
    _ frontier: inout Frontier, over range: Range<Int>, with replaced: [Int: [Tensor]] = [:], _ pass: Pass
  ) {
    let needed =
      frontier.kept.isEmpty
      ? feedsOutput : Self.ancestors(of: frontier.kept.union([layers.count - 1]), sources)
    run(&frontier, over: range, with: replaced, pass, needed)
  }

  private func run(
    _ frontier: inout Frontier, over range: Range<Int>, with replaced: [Int: [Tensor]], _ pass: Pass,
    _ needed: [Bool]
  ) {
    for index in range where needed[index] {
      let inputs = sources[index].map { source -> Tensor in
        if source < 0 { return frontier.input }
        guard let value = frontier.values[source] else {
          preconditionFailure(
            "layer '\(layers[index].name)' needs '\(layers[source].name)', which the frontier does not hold")
        }
        return value
      }
      var output = inputs[0]
      let own = replaced[index] ?? tensors[index]
      if writesInPlace(index, range, frontier),
        layers[index].layer.forward(inPlace: output, own, pass)
      {
        // The output is the input now.
      } else if !poolsFirst(at: index, range, frontier) {
        output = layers[index].layer.forward(inputs, own, pass)
      }
      if poolsFirst(at: index - 1, range, frontier) { output = output.relu() }
      // A tap is to be differentiated by even when neither the inputs nor the parameters require gradients.
      if frontier.isTapped, frontier.kept.contains(index), !output.requiresGradient {
        output.requiringGradient()
      }
      frontier.values[index] = output
      for source in sources[index]
      where source >= 0 && lastUse[source] == index && !frontier.kept.contains(source) {
        frontier.values[source] = nil
      }
    }
  }

  /// max(relu(x)) = relu(max(x)), to the bit and in the gradient too; pooled first, there is a quarter left to rectify.
  private func poolsFirst(at index: Int, _ range: Range<Int>, _ frontier: Frontier) -> Bool {
    poolsFirst.contains(index) && range.contains(index) && range.contains(index + 1)
      && !frontier.kept.contains(index)
  }

  /// Without gradients nobody asks for the value before; a copy of the frontier holds only what was computed
  /// before this range.
  private func writesInPlace(_ index: Int, _ range: Range<Int>, _ frontier: Frontier) -> Bool {
    guard inPlace.contains(index), !poolsFirst(at: index, range, frontier) else { return false }
    let source = sources[index][0]
    return (range.contains(source) || frontier.owned == source) && !frontier.kept.contains(source)
      && frontier.values[source]?.requiresGradient == false
  }

  private static func readersOfFreshValues(_ layers: [NamedLayer], _ sources: [[Int]]) -> Set<Int> {
    let readers = Dictionary(sources.joined().map { ($0, 1) }, uniquingKeysWith: +)
    return Set(
      layers.indices.filter {
        guard sources[$0].count == 1, let source = sources[$0].first, source >= 0 else { return false }
        return layers[source].layer.ownsOutput && readers[source] == 1
      })
  }

  private static func rectifiersBeforePooling(_ layers: [NamedLayer], _ sources: [[Int]]) -> Set<Int> {
    let readers = Dictionary(sources.joined().map { ($0, 1) }, uniquingKeysWith: +)
    return Set(
      layers.indices.dropLast().filter {
        layers[$0].layer is ReLU && layers[$0 + 1].layer is MaxPool && sources[$0 + 1] == [$0]
          && readers[$0] == 1
      })
  }

  /// Replaces one layer's tensors for good.
  public func replace(layer: Int, with replacement: [Tensor]) { tensors[layer] = replacement }

  /// Runs `body` with other tensors in some layers, and puts the own ones back.
  public func withReplaced<R>(_ replaced: [Int: [Tensor]], _ body: () throws -> R) rethrows -> R {
    let before = tensors
    defer { tensors = before }
    for (layer, replacement) in replaced { tensors[layer] = replacement }
    return try body()
  }
}

/// The activations that later layers still need.
public struct Frontier {
  let input: Tensor
  /// One a layer; nil when not yet computed or no longer needed.
  public internal(set) var values: [Tensor?]
  let kept: Set<Int>
  /// Whether what is kept is to be differentiated by.
  let isTapped: Bool
  /// A layer whose value no copy of this frontier has.
  var owned: Int?

  /// - Parameter input: normalised inputs `[N, C, H, W]`.
  public init(input: Tensor, count: Int, kept: Set<Int> = [], isTapped: Bool = true) {
    self.input = input
    values = Array(repeating: nil, count: count)
    self.kept = kept
    self.isTapped = isTapped
  }
}

extension Layer {
  /// Draws every slot from its initialiser; the generators are keyed by the tensors' names.
  public func draw(name: String, seed: UInt64, draw: Int = 0) -> [Tensor] {
    slots.map { slot in
      let generator = Generator(seed: Seed(seed).derive("initialise/\(name).\(slot.name)", draw: draw))
      return slot.initialiser.draw(slot.shape, fanShape: slots[0].shape, gain: slot.gain, generator)
    }
  }
}
