import Catalog
import Foundation
import Torch

/// A network's tensors under PyTorch's names: `fc1.weight` `[out, in]`, `bn1.running_mean`, ….
public struct NetworkState {
  public let names: [String]
  public let tensors: [String: Tensor]

  public init(_ named: [(String, Tensor)]) {
    names = named.map(\.0)
    tensors = Dictionary(named) { _, last in last }
  }

  public subscript(name: String) -> Tensor? { tensors[name] }
}

extension Network {
  /// Copies of all tensors, by name: a snapshot that training does not change.
  public func snapshot() -> NetworkState {
    NetworkState(
      noGrad {
        zip(layers, tensors).flatMap { layer, tensors in
          zip(layer.layer.slots, tensors).map { ("\(layer.name).\($0.name)", $1.detached().clone()) }
        }
      })
  }

  /// A network of that form with these tensors.
  ///
  /// - Parameter place: the file, for messages.
  /// - Throws: `UserError` for a missing or superfluous tensor, another shape, a number that is not finite.
  public convenience init(_ specification: NetworkSpecification, _ state: NetworkState, place: String) throws
  {
    self.init(specification, tensors: try Self.tensors(specification, state, place: place))
  }

  /// One list of tensors a layer, out of a snapshot.
  public static func tensors(
    _ specification: NetworkSpecification, _ state: NetworkState, place: String
  ) throws -> [[Tensor]] {
    var unused = Set(state.names)
    let result = try specification.layers.map { layer in
      try layer.layer.slots.map { slot -> Tensor in
        let name = "\(layer.name).\(slot.name)"
        guard let tensor = state[name] else {
          throw UserError(
            "\(place): found no tensor '\(name)', expected one of shape \(slot.shape) for network "
              + "'\(specification.name)'")
        }
        guard tensor.shape == slot.shape else {
          throw UserError("\(place): tensor '\(name)': found shape \(tensor.shape), expected \(slot.shape)")
        }
        guard try tensor.isFinite().all().integer() == 1 else {
          throw UserError("\(place): tensor '\(name)': found NaN or infinity, expected finite numbers")
        }
        unused.remove(name)
        return tensor.type == .float32 ? tensor : tensor.to(.float32)
      }
    }
    // PyTorch counts batches beside the running statistics; nothing computes with the count.
    let superfluous = unused.filter { !$0.hasSuffix(".num_batches_tracked") }.sorted()
    guard superfluous.isEmpty else {
      throw UserError(
        "\(place): found the tensor '\(superfluous[0])' that network '\(specification.name)' has no place for"
      )
    }
    return result
  }
}
