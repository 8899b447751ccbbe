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

  /// Whether it is a residual block whose skip computes something, as where the resolution changes.
  public var isProjection: Bool { skip.map { !$0.isEmpty } ?? false }
  public var isResidual: Bool { skip != nil }
}

/// A network as a chain of modules with fixed layers between them.
///
/// In a residual network the modules are its blocks; deleting one leaves its skip, `y_i = y_{i-1}`, and a projection where
/// there is one. In a plain network they are the weighted layers with the batch norm behind, as far as what comes in has
/// the shape of what goes out (Veit, Wilber, Belongie, NIPS 2016, §4).
public struct ModularNetwork {
  enum Part {
    case fixed([Int])
    /// By its place among the modules.
    case module(Int)
  }

  public let network: Network
  public let modules: [Module]
  let parts: [Part]

  /// Whether the modules have skips.
  public var isResidual: Bool { modules.contains(where: \.isResidual) }

  /// - Throws: `UserError` for a network with branches that are no residual blocks, or without a module.
  public init(_ network: Network) throws {
    let specification = network.specification
    let trunk = try specification.trunk()
    let isResidual = trunk.contains { if case .block = $0 { true } else { false } }
    let units = isResidual ? [:] : Self.plainModules(network)
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
        if let module = units[layer] {
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
    self.modules = modules
    self.parts = parts
  }

  /// By their first layer.
  private static func plainModules(_ network: Network) -> [Int: Module] {
    let shapes = network.specification.shapes
    var found: [Int: Module] = [:]
    for unit in network.units where unit.layers == Array(unit.start...(unit.layers.last ?? unit.start)) {
      guard unit.start > 0, let last = unit.layers.last, shapes[unit.start - 1] == shapes[last] else {
        continue
      }
      found[unit.start] = Module(
        name: unit.name, branch: unit.layers, skip: nil, inputShape: shapes[last], outputShape: shapes[last])
    }
    return found
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

  /// The value behind a part.
  ///
  /// - Parameter occupant: the module that stands at a module's place; nil when it is deleted.
  func pass(_ value: Tensor, through part: Part, occupant: (Int) -> Int?) -> Tensor {
    switch part {
    case .fixed(let layers): return network.apply(layers, to: value)
    case .module(let place):
      let module = modules[place]
      let skipped = module.skip.map { network.apply($0, to: value) } ?? value
      guard let occupant = occupant(place) else { return skipped }
      let borrowed = Dictionary(uniqueKeysWithValues: zip(module.branch, modules[occupant].branch))
      let branch = network.apply(module.branch, to: value, borrowing: borrowed)
      return module.skip == nil ? branch : branch + skipped
    }
  }
}
