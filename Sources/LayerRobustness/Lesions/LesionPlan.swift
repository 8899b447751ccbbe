import Catalog

/// The lesions of an experiment, drawn from a seed.
public struct LesionPlan: Sendable {
  private let network: Int
  private let deletable: [Int]
  private let exchangeable: [(Int, Int)]
  private let isResidual: Bool
  private let seed: Seed

  /// - Parameter chosen: the modules that may be deleted; nil for all.
  public init(_ network: ModularNetwork, among chosen: [Int]? = nil, seed: Seed) {
    self.network = network.modules.count
    isResidual = network.isResidual
    self.seed = seed
    let places = chosen ?? Array(network.modules.indices)
    deletable = places
    exchangeable = places.indices.flatMap { first in
      places[(first + 1)...].filter { network.areExchangeable(places[first], $0) }.map { (places[first], $0) }
    }
  }

  public var places: [Int] { deletable }
  public var canReorder: Bool { !exchangeable.isEmpty }

  /// Each module deleted alone.
  public var single: [Lesion] { deletable.map { .deleting([$0], of: network) } }

  /// Every set of residual blocks deleted, where there are few: in lesion s those whose bits s has. None where some block
  /// must stay, for the sets are those of the network's paths.
  public var subsets: [Lesion] {
    guard isResidual, deletable.count == network, network <= Self.mostUnravelled else { return [] }
    return (0..<1 << network).map { set in
      .deleting((0..<network).filter { set >> $0 & 1 == 1 }, of: network)
    }
  }

  /// As many blocks as have few enough paths to be looked at one by one.
  public static let mostUnravelled = 4

  /// `draws` random sets of `size` modules.
  public func multiple(_ size: Int, draws: Int) -> [Lesion] {
    (0..<draws).map { draw in
      var generator = SplitMix64(seed: seed.derive("lesion/multiple", sample: size, draw: draw))
      var left = deletable
      let taken = (0..<min(size, left.count)).map { _ in left.remove(at: generator.next(below: left.count)) }
      return .deleting(taken, of: network)
    }
  }

  /// `draws` orders, each after `swaps` exchanges of two modules of one shape, none of them a projection.
  public func reordered(swaps: Int, draws: Int) -> [Lesion] {
    guard canReorder else { return [] }
    return (0..<draws).map { draw in
      var generator = SplitMix64(seed: seed.derive("lesion/reorder", sample: swaps, draw: draw))
      var order = Array(0..<network)
      for _ in 0..<swaps {
        let (first, second) = exchangeable[generator.next(below: exchangeable.count)]
        order.swapAt(first, second)
      }
      return .reordered(order)
    }
  }
}
