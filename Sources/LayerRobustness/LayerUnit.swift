import Networks
import Torch

/// What is reset together: one convolution or linear layer and the batch norms that follow it, or a residual block.
public struct LayerUnit: Sendable, Equatable {
  /// The weighted layer's name, or the block's.
  public let name: String
  /// Indices into the network's layers, in order.
  public let layers: [Int]

  /// The layer up to which the prefix stays as trained.
  public var start: Int { layers[0] }
}

/// Which of a batch norm's tensors are reset with the layer before it; papers differ, so every view states it.
public enum BatchNormScope: String, Sendable, CaseIterable {
  /// The batch norm stays as trained.
  case none
  /// Scale and shift are reset; the running statistics stay as trained.
  case affine
  /// Scale, shift and running statistics are reset.
  case affineAndStatistics = "affine-and-statistics"
  /// Scale and shift are reset, and the running statistics of every batch norm behind are estimated anew.
  case affineRecalibrated = "affine-recalibrated"
}

/// How much of a network is reset together.
public enum UnitSize: String, Sendable, CaseIterable {
  /// One weighted layer.
  case layer
  /// A whole residual block with its projection; outside of blocks one weighted layer.
  case block
}

extension Network {
  /// The units of a size, in the layers' order.
  public func units(_ size: UnitSize) -> [LayerUnit] {
    let blocks = size == .block ? specification.residualBlocks : []
    var result: [LayerUnit] = []
    for unit in units {
      guard let block = blocks.first(where: { ($0.branch + $0.skip).contains(unit.start) }) else {
        result.append(unit)
        continue
      }
      let place = result.firstIndex { $0.name == block.name }
      let together = LayerUnit(
        name: block.name, layers: ((place.map { result[$0].layers } ?? []) + unit.layers).sorted())
      if let place { result[place] = together } else { result.append(together) }
    }
    return result
  }

  /// Whether each unit is or holds the projection of a residual block's skip.
  public func areProjections(_ units: [LayerUnit]) -> [Bool] {
    let skips = Set(specification.residualBlocks.flatMap(\.skip))
    return units.map { !skips.isDisjoint(with: $0.layers) }
  }

  /// The units of one weighted layer each, in the layers' order.
  public var units: [LayerUnit] {
    var result: [(name: String, layers: [Int])] = []
    // The unit that each layer's value last passed through.
    var owner: [String: Int] = [:]
    for (index, layer) in layers.enumerated() {
      let before = layer.from.compactMap { owner[$0] }.first
      let isBatchNorm = layer.layer is BatchNorm
      if isBatchNorm, layer.from.count == 1, let before {
        result[before].layers.append(index)
        owner[layer.name] = before
      } else if layer.layer.slots.contains(where: \.isParameter) {
        owner[layer.name] = result.count
        result.append((layer.name, [index]))
      } else if !isBatchNorm, layer.from.count == 1, let before, index - result[before].layers[0] < 2 {
        owner[layer.name] = before
      }
    }
    return result.map { LayerUnit(name: $0.name, layers: $0.layers) }
  }

  /// The replacement for `unit` out of other tensors of the same network, as ``Network/run(_:over:with:_:)`` takes it.
  func replacement(
    for unit: LayerUnit, from other: [[Tensor]], _ scope: BatchNormScope
  ) -> [Int: [Tensor]] {
    var result: [Int: [Tensor]] = [:]
    for layer in unit.layers {
      guard layers[layer].layer is BatchNorm, unit.layers.count > 1 else {
        result[layer] = other[layer]
        continue
      }
      switch scope {
      case .none: break
      case .affine, .affineRecalibrated:
        result[layer] = Array(other[layer][..<2]) + Array(tensors[layer][2...])
      case .affineAndStatistics: result[layer] = other[layer]
      }
    }
    return result
  }
}
