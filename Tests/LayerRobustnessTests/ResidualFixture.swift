import Catalog
import Networks
import Torch

@testable import LayerRobustness

/// A small residual network with random weights and running statistics, made by hand.
struct Residual {
  let modular: ModularNetwork
  let inputs: Tensor
  let labels: Tensor
  var network: Network { modular.network }
  var count: Int { modular.modules.count }

  enum Kind: String, CaseIterable, Sendable {
    /// Pre-activation blocks on vectors, with identity skips.
    case preactivation
    /// Convolutions with a rectifier behind each addition and a projection in the middle.
    case postActivation
    /// Branches without any rectifier.
    case linear
  }

  init(_ kind: Kind, blocks: Int, inputs count: Int = 24, type: TensorType = .float32) throws {
    let specification = try Self.specification(kind, blocks)
    let fresh = Network(specification, seed: 5)
    // Running statistics as training leaves them: no longer 0 and 1.
    let tensors = zip(specification.layers, fresh.tensors).enumerated().map { index, pair in
      guard pair.0.layer is BatchNorm else { return pair.1.map { $0.to(type) } }
      let generator = Generator(seed: UInt64(100 + index)), channels = pair.1[0].count
      return [
        generator.uniform([channels], 0.5, 1.5), generator.normal([channels], deviation: 0.1),
        generator.normal([channels], deviation: 0.3), generator.uniform([channels], 0.5, 2),
      ].map { $0.to(type) }
    }
    let network = Network(specification, seed: 5)
    for (layer, replacement) in tensors.enumerated() { network.replace(layer: layer, with: replacement) }
    modular = try ModularNetwork(network)
    inputs = Generator(seed: 1).normal([count] + specification.input.shape).to(type)
    labels = Generator(seed: 2).integers([count], 0, 3)
  }

  func logits(_ lesion: Lesion) -> Tensor { noGrad { modular.logits(inputs, under: lesion) } }

  /// By the graph's own forward pass.
  var plain: Tensor { noGrad { network.logits(normalised: inputs, .evaluation) } }

  /// Modules [ReLU-Linear]×2 of 8 numbers one behind the other, without skips.
  ///
  /// - Parameter distinct: gives each layer a name of its own, where a module's stands twice.
  static func plain(_ modules: [String], distinct: Bool = false) throws -> Residual {
    let none = LayerKeys([:])
    var layers = [NamedLayer("flatten", try Flatten(none), from: [NamedLayer.inputName])]
    func add(_ name: String, _ layer: any Layer) {
      layers.append(NamedLayer(name, layer, from: [layers[layers.count - 1].name]))
    }
    func dense(_ inputs: Int, _ outputs: Int) throws -> any Layer {
      try Linear(LayerKeys(["in": .integer(inputs), "out": .integer(outputs)]))
    }
    add("stem", try dense(16, 8))
    for (place, module) in modules.enumerated() {
      for half in 1...2 {
        let number = distinct ? "\(place)\(half)" : "\(half)"
        add("\(module).relu\(number)", try ReLU(none))
        add("\(module).fc\(number)", try dense(8, 8))
      }
    }
    add("head", try dense(8, 3))
    let specification = try NetworkSpecification(
      name: "plain", input: try input, layers: layers)
    return Residual(try ModularNetwork(Network(specification, seed: 5)))
  }

  static var inputs: Tensor { Generator(seed: 1).normal([24, 1, 4, 4]) }

  private static var input: InputDescription {
    get throws {
      try InputDescription(shape: [1, 4, 4], mean: [0], deviation: [1], classNames: ["a", "b", "c"])
    }
  }

  private init(_ modular: ModularNetwork) {
    self.modular = modular
    inputs = Self.inputs
    labels = Generator(seed: 2).integers([24], 0, 3)
  }

  private static func specification(_ kind: Kind, _ blocks: Int) throws -> NetworkSpecification {
    var layers: [NamedLayer] = []
    func add(_ name: String, _ layer: any Layer, _ from: String...) -> String {
      layers.append(NamedLayer(name, layer, from: from))
      return name
    }
    func keys(_ values: [String: LayerKeys.Value]) -> LayerKeys { LayerKeys(values) }
    let none = keys([:])
    func dense(_ inputs: Int, _ outputs: Int) throws -> any Layer {
      try Linear(
        keys(["in": .integer(inputs), "out": .integer(outputs), "initialiser": .text("xavier-normal")]))
    }
    func norm(_ channels: Int) throws -> any Layer { try BatchNorm(keys(["channels": .integer(channels)])) }
    func convolution(_ inputs: Int, _ outputs: Int, stride: Int = 1) throws -> any Layer {
      try Convolution(
        keys([
          "in": .integer(inputs), "out": .integer(outputs), "kernel": .integer(3), "padding": .integer(1),
          "stride": .integer(stride), "initialiser": .text("xavier-normal"),
        ]))
    }
    var last: String
    if kind == .postActivation {
      last = add("stem", try convolution(1, 4), NamedLayer.inputName)
      for index in 0..<blocks {
        let name = "layer1.\(index)", isProjection = index == blocks / 2
        let inputs = index <= blocks / 2 ? 4 : 6, outputs = index < blocks / 2 ? 4 : 6
        var branch = add(
          "\(name).conv1", try convolution(inputs, outputs, stride: isProjection ? 2 : 1), last)
        branch = add("\(name).bn1", try norm(outputs), branch)
        branch = add("\(name).relu1", try ReLU(none), branch)
        branch = add("\(name).conv2", try convolution(outputs, outputs), branch)
        let skip =
          isProjection ? add("\(name).downsample.0", try convolution(inputs, outputs, stride: 2), last) : last
        let sum = add("\(name).add", try Add(none), branch, skip)
        last = add("\(name).relu2", try ReLU(none), sum)
      }
      last = add("flatten", try Flatten(none), last)
      last = add("fc", try dense(6 * 4, 3), last)
    } else {
      last = add("flatten", try Flatten(none), NamedLayer.inputName)
      last = add("stem", try dense(16, 8), last)
      for index in 0..<blocks {
        let name = "blocks.\(index)"
        var branch = last
        for half in 1...2 {
          if kind == .preactivation {
            branch = add("\(name).bn\(half)", try norm(8), branch)
            branch = add("\(name).relu\(half)", try ReLU(none), branch)
          }
          branch = add("\(name).fc\(half)", try dense(8, 8), branch)
        }
        last = add("\(name).add", try Add(none), branch, last)
      }
      last = add("head", try dense(8, 3), last)
    }
    return try NetworkSpecification(
      name: kind.rawValue, input: try input, layers: layers)
  }
}
