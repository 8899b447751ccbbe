import Catalog
import Networks
import TestSupport
import Testing
import Torch

/// Taps, frontiers and replaced layers on a graph with a branch and a residual addition.
@Suite struct GraphTests {
  /// conv0 → a → relu → b, then conv0 + b, pooled, flattened, classified.
  static let residual = form(
    layer("conv0", "conv2d", "in = 1\nout = 3\nkernel = 3\npadding = 1")
      + layer("a", "conv2d", "in = 3\nout = 3\nkernel = 3\npadding = 1") + layer("relu", "relu")
      + layer("b", "conv2d", "in = 3\nout = 3\nkernel = 1")
      + layer("sum", "add", #"from = ["conv0", "b"]"#) + layer("pool", "average-pool2d", "kernel = 2")
      + layer("flatten", "flatten") + layer("fc", "linear", "in = 12\nout = 2"), shape: "[1, 4, 4]")

  let network: Network
  let inputs = Generator(seed: 9).uniform([3, 1, 4, 4])

  init() throws { network = Network(try read(Self.residual), seed: 6) }

  @Test func `taps do not change the logits, and the last layer's is the logits`() throws {
    let plain = network.logits(inputs)
    let (logits, taps) = try network.activations(of: network.layers.map(\.name), inputs)
    #expect(try logits.isEqual(to: plain))
    #expect(try taps["fc"]!.isEqual(to: plain))
    for (layer, shape) in zip(network.layers, network.specification.shapes) {
      #expect(taps[layer.name]?.shape == [3] + shape)
    }
    #expect(try taps["sum"]!.isEqual(to: taps["conv0"]! + taps["b"]!))
  }

  @Test(arguments: ["conv0", "relu", "b", "sum", "flatten"])
  func `the gradient at a tap equals finite differences`(_ name: String) throws {
    let (logits, taps) = try network.activations(of: [name], inputs)
    let tap = taps[name]!
    let exact = try gradient(of: logits.select(1, dimension: 1).sum(), by: tap).doubles()
    let index = (network.layers.firstIndex { $0.name == name })!
    // The rest of the network, from the tap on, with everything else as it was.
    let objective = { (values: [Double]) -> Double in
      var frontier = Frontier(input: network.normalise(inputs), count: network.layers.count)
      network.run(&frontier, over: 0..<index, .evaluation)
      let replacement = Tensor(values, shape: tap.shape, type: .float32)
      return try network.logits(continuing: frontier, from: index, with: replacement)
        .select(1, dimension: 1).sum().item()
    }
    // The network is piecewise linear: where a kink lies within the step, one side still has the exact slope.
    let values = try tap.doubles(), here = try objective(values), step = 0.002
    for position in values.indices {
      var up = values, down = values
      up[position] += step
      down[position] -= step
      let slopes = [(try objective(up) - here) / step, (here - (try objective(down))) / step]
      let nearest = slopes.min { abs($0 - exact[position]) < abs($1 - exact[position]) }!
      expectClose([exact[position]], [nearest], absolute: 1e-3, relative: 1e-3, "element \(position)")
    }
  }

  @Test func `an unknown tap offers the nearest name`() {
    let error = #expect(throws: UserError.self) { try network.activations(of: ["conv"], inputs) }
    #expect(error!.message == "unknown layer 'conv'; did you mean 'conv0'?")
  }

  @Test func `a frontier continued in two pieces gives the same bits as the whole run`() throws {
    let whole = network.logits(normalised: inputs, .evaluation)
    for cut in 0...network.layers.count {
      var frontier = Frontier(input: inputs, count: network.layers.count)
      network.run(&frontier, over: 0..<cut, .evaluation)
      for _ in 0..<2 {
        var copy = frontier
        network.run(&copy, over: cut..<network.layers.count, .evaluation)
        #expect(try network.logits(copy).isEqual(to: whole), "cut at \(cut)")
      }
    }
  }

  @Test func `a frontier lets go what no later layer needs`() {
    var frontier = Frontier(input: inputs, count: network.layers.count)
    network.run(&frontier, over: 0..<4, .evaluation)
    let held = zip(network.layers, frontier.values).filter { $1 != nil }.map(\.0.name)
    #expect(held == ["conv0", "b"])
    network.run(&frontier, over: 4..<5, .evaluation)
    #expect(zip(network.layers, frontier.values).filter { $1 != nil }.map(\.0.name) == ["sum"])
  }

  @Test func `a rectifier behind an addition changes no bit of what else reads its sources`() throws {
    // conv0 → (a, conv0) → sum → relu → b; conv0 is read again at the end.
    let text = form(
      layer("conv0", "conv2d", "in = 1\nout = 3\nkernel = 3\npadding = 1")
        + layer("a", "conv2d", "in = 3\nout = 3\nkernel = 3\npadding = 1")
        + layer("sum", "add", #"from = ["a", "conv0"]"#) + layer("relu", "relu")
        + layer("b", "add", #"from = ["relu", "conv0", "a"]"#) + layer("flatten", "flatten")
        + layer("fc", "linear", "in = 48\nout = 2"), shape: "[1, 4, 4]")
    let network = Network(try read(text), seed: 6)
    let plain = noGrad { network.logits(inputs) }
    let taps = try network.activations(of: ["conv0", "a", "sum", "relu", "b"], inputs).taps
    let sum = taps["a"]! + taps["conv0"]!
    #expect(try taps["sum"]!.isEqual(to: sum) && taps["relu"]!.isEqual(to: sum.relu()))
    #expect(try taps["b"]!.isEqual(to: sum.relu() + taps["conv0"]! + taps["a"]!))
    var frontier = Frontier(input: network.normalise(inputs), count: network.layers.count)
    for index in network.layers.indices { network.run(&frontier, over: index..<index + 1, .evaluation) }
    #expect(try network.logits(frontier).isEqual(to: plain))
  }

  @Test func `replaced tensors count inside and are gone afterwards, also after an error`() throws {
    struct Oops: Error {}
    let before = try network.logits(inputs).doubles()
    let other = Network(network.specification, seed: 7)
    let all = Dictionary(uniqueKeysWithValues: other.tensors.enumerated().map { ($0, $1) })
    #expect(
      try network.withReplaced(all) { try network.logits(inputs).doubles() } == other.logits(inputs).doubles()
    )
    #expect(throws: Oops.self) { try network.withReplaced(all) { throw Oops() } }
    #expect(try network.logits(inputs).doubles() == before)
    var frontier = Frontier(input: network.normalise(inputs), count: network.layers.count)
    network.run(&frontier, over: network.layers.indices, with: all, .evaluation)
    #expect(try network.logits(frontier).isEqual(to: other.logits(inputs)))
    #expect(try network.logits(inputs).doubles() == before)
  }

  @Test func `a snapshot keeps what training changes, and a network made from it is its own`() throws {
    let snapshot = network.snapshot()
    let copy = try Network(network.specification, snapshot, place: "snapshot")
    network.parameters[0].fill(inPlace: 3)
    copy.parameters[1].fill(inPlace: 5)
    let fresh = Network(network.specification, seed: 6).snapshot()
    for name in snapshot.names {
      #expect(try snapshot[name]!.isEqual(to: fresh[name]!), "\(name)")
    }
  }
}

extension Network {
  /// The logits when layer `index` gave `value`, by a loop of its own over the layers.
  func logits(continuing frontier: Frontier, from index: Int, with value: Tensor) throws -> Tensor {
    var values = frontier.values
    values[index] = value
    for later in (index + 1)..<layers.count {
      let sources = layers[later].from.map { name in
        values[(layers.firstIndex { $0.name == name })!]!
      }
      values[later] = layers[later].layer.forward(sources, tensors[later], .evaluation)
    }
    return values[layers.count - 1]!
  }
}
