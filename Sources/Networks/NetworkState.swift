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
    // Copies, so that training the network does not change the snapshot that it was made from.
    let tensors = try Self.tensors(specification, state, place: place)
    self.init(specification, tensors: noGrad { tensors.map { $0.map { $0.detached().clone() } } })
  }

  /// One list of tensors a layer, out of a snapshot; they share its storage.
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
        guard tensor.type.isFloating else {
          throw UserError(
            "\(place): tensor '\(name)': found elements of type \(tensor.type), expected float32, or another "
              + "floating type to convert")
        }
        // Checked after the conversion: what float32 cannot hold becomes infinite by it.
        let single = tensor.type == .float32 ? tensor : tensor.to(.float32)
        guard try single.isFinite().all().integer() == 1 else {
          throw UserError("\(place): tensor '\(name)': found NaN or infinity, expected finite numbers")
        }
        if let least = slot.least, case let found = try single.min().item(), found < least {
          throw UserError("\(place): tensor '\(name)': found \(found), expected numbers of at least \(least)")
        }
        unused.remove(name)
        return single
      }
    }
    // PyTorch counts batches beside the running statistics; nothing computes with the count.
    for layer in specification.layers where layer.layer is BatchNorm {
      unused.remove("\(layer.name).num_batches_tracked")
    }
    if let superfluous = unused.min() {
      throw UserError(
        "\(place): found the tensor '\(printable(superfluous))', expected only those of network "
          + "'\(specification.name)', which has no place for it")
    }
    return result
  }
}
