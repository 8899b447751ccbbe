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
    return specification.output == .logits ? output : output.clamp(1e-12).log()
  }

  /// The activations of named layers beside the logits, in evaluation mode, inside the autograd graph, so that
  /// `gradients(of:by:)` gives the gradient at any of them.
  ///
  /// - Throws: `UserError` for an unknown layer.
  public func activations(of names: [String], _ inputs: Tensor) throws -> (
    logits: Tensor, taps: [String: Tensor]
  ) {
    let known = layers.map(\.name)
    let wanted = try names.map { name in
      guard let index = known.firstIndex(of: name) else {
        throw unknownName(name, kind: "layer", known: known)
      }
      return index
    }
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
    for index in range {
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
      if frontier.kept.contains(index), !output.requiresGradient { output.requiringGradient() }
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
  /// A layer whose value no copy of this frontier has.
  var owned: Int?

  /// - Parameter input: normalised inputs `[N, C, H, W]`.
  public init(input: Tensor, count: Int, kept: Set<Int> = []) {
    self.input = input
    values = Array(repeating: nil, count: count)
    self.kept = kept
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
