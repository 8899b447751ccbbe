import Catalog
import Networks
import Torch

/// A part of a network that can be taken out.
public struct Module: Sendable, Equatable {
  public let name: String
  /// What is taken out.
  let branch: [Int]
  /// What remains; nil in a network without skips, where the value passes on as it came.
  let skip: [Int]?
  /// Without a batch.
  let inputShape: [Int]
  let outputShape: [Int]
  /// The share of the network's weighted layers, skips left out, that stand before it.
  public internal(set) var depth = 0.0
  /// Counts the changes of resolution or width among the modules before it.
  public internal(set) var stage = 0

  /// Whether it is a residual block whose skip computes something, as where the resolution changes.
  public var isProjection: Bool { skip.map { !$0.isEmpty } ?? false }
  public var isResidual: Bool { skip != nil }
}

/// A network as a chain of modules with fixed layers between them.
///
/// In a residual network the modules are its blocks; deleting one leaves its skip, `y_i = y_{i-1}`, and a projection where
/// there is one. In a plain network they are the modules that its layers' names form, else its weighted layers with the
/// batch norm behind, as far as what comes in has the shape of what goes out (Veit, Wilber, Belongie, NIPS 2016, §4).
public struct ModularNetwork {
  enum Part {
    case fixed([Int])
    /// By its place among the modules.
    case module(Int)
  }

  public let network: Network
  public let modules: [Module]
  /// What a plain network would have to delete but cannot, for its output has another shape than its input.
  public let undeletable: [String]
  let parts: [Part]

  /// Whether the modules have skips.
  public var isResidual: Bool { modules.contains(where: \.isResidual) }

  /// - Throws: `UserError` for a network with branches that are no residual blocks, or without a module.
  public init(_ network: Network) throws {
    let specification = network.specification
    let trunk = try specification.trunk()
    let isResidual = trunk.contains { if case .block = $0 { true } else { false } }
    let plain = isResidual ? nil : PlainModules(network)
    var modules: [Module] = [], parts: [Part] = [], fixed: [Int] = []
    func append(_ module: Module) {
      if !fixed.isEmpty { parts.append(.fixed(fixed)) }
      fixed = []
      parts.append(.module(modules.count))
      modules.append(module)
    }
    for part in trunk {
      switch part {
      case .block(let block):
        append(
          Module(
            name: block.name, branch: block.branch, skip: block.skip,
            inputShape: block.fork < 0 ? specification.input.shape : specification.shapes[block.fork],
            outputShape: specification.shapes[block.sum]))
      case .layer(let layer):
        if let module = plain?.deletable[layer] {
          append(module)
        } else if !modules.contains(where: { $0.skip == nil && $0.branch.contains(layer) }) {
          fixed.append(layer)
        }
      }
    }
    if !fixed.isEmpty { parts.append(.fixed(fixed)) }
    guard !modules.isEmpty else {
      throw UserError(
        "\(specification.name): found no residual block and no layer whose output has the shape of its input, "
          + "expected one at least")
    }
    self.network = network
    self.parts = parts
    self.modules = Self.placed(modules, parts, network)
    undeletable = plain?.others ?? []
  }

  /// Modules with their depths and stages.
  private static func placed(_ modules: [Module], _ parts: [Part], _ network: Network) -> [Module] {
    func weighted(_ layers: [Int]) -> Int {
      layers.count { layer in
        let layer = network.layers[layer].layer
        return !(layer is BatchNorm) && layer.slots.contains(where: \.isParameter)
      }
    }
    var result = modules, before = 0, starts: [Int] = []
    for part in parts {
      switch part {
      case .fixed(let layers): before += weighted(layers)
      case .module(let place):
        starts.append(before)
        before += weighted(modules[place].branch)
      }
    }
    for place in modules.indices {
      result[place].depth = Double(starts[place]) / Double(max(1, before))
      guard place > 0 else { continue }
      let isSame = modules[place].outputShape == modules[place - 1].outputShape
      result[place].stage = result[place - 1].stage + (isSame ? 0 : 1)
    }
    return result
  }

  /// Rectifiers that the value passes between the first module and the last, skip or not: where there are any, as
  /// behind the additions of post-activation blocks, the network is not exactly a sum over its paths.
  public var rectifiersBetween: [String] {
    let places = parts.indices.filter { if case .module = parts[$0] { true } else { false } }
    guard let first = places.first, let last = places.last else { return [] }
    return parts[first...last].flatMap { part -> [String] in
      guard case .fixed(let layers) = part else { return [] }
      return layers.map { network.layers[$0] }.filter { $0.layer is ReLU }.map(\.name)
    }
  }

  /// Modules that can stand in each other's places: alike in everything but their tensors, and without a projection.
  public func areExchangeable(_ first: Int, _ second: Int) -> Bool {
    let (a, b) = (modules[first], modules[second])
    guard a.isResidual == b.isResidual, !a.isProjection, !b.isProjection, a.branch.count == b.branch.count,
      a.inputShape == b.inputShape, a.outputShape == b.outputShape
    else { return false }
    return zip(a.branch, b.branch).allSatisfy { x, y in
      let (x, y) = (network.layers[x].layer, network.layers[y].layer)
      return type(of: x).kind == type(of: y).kind && x.keys.values == y.keys.values
    }
  }

  /// Says what a layer computes with, when not with its own tensors: by the layer at its place, the tensors that would
  /// be used there, and what arrives.
  typealias Adjustment = (_ layer: Int, _ tensors: [Tensor], _ input: Tensor) -> [Tensor]

  /// The value behind a part.
  ///
  /// - Parameters:
  ///   - occupant: the module that stands at a module's place; nil when it is deleted.
  ///   - skip: adjusts fixed layers and skips.
  ///   - branch: adjusts what stands in a branch.
  func pass(
    _ value: Tensor, through part: Part, occupant: (Int) -> Int?, skip: Adjustment? = nil,
    branch: Adjustment? = nil
  ) -> Tensor {
    func apply(_ layers: [Int], with owners: [Int], _ adjustment: Adjustment?) -> Tensor {
      zip(layers, owners).reduce(value) { value, pair in
        let own = network.tensors[pair.1]
        let tensors = own.isEmpty ? own : adjustment?(pair.0, own, value) ?? own
        return network.apply(pair.0, to: value, with: tensors)
      }
    }
    switch part {
    case .fixed(let layers): return apply(layers, with: layers, skip)
    case .module(let place):
      let module = modules[place]
      let skipped = module.skip.map { apply($0, with: $0, skip) } ?? value
      guard let occupant = occupant(place) else { return skipped }
      let computed = apply(module.branch, with: modules[occupant].branch, branch)
      return module.skip == nil ? computed : computed + skipped
    }
  }
}
