import Torch

/// Changes parameters by gradients, in place.
public protocol Optimizer: AnyObject {
  /// One step at a learning rate; one gradient a parameter, in the network's order.
  func step(_ gradients: [Tensor], rate: Double) throws
  /// Everything a resumed run needs, by name; parameters are named by the network.
  var state: [(String, Tensor)] { get }
  /// - Throws: `UserError` when the state is of another optimiser or network.
  func restore(_ state: [String: Tensor], place: String) throws
}

extension Tensor {
  /// Copies a saved tensor of an optimiser's state into its place.
  func restoreOptimizerState(_ saved: Tensor?, name: String, place: String) throws {
    guard let saved, saved.shape == shape else {
      throw optimizerStateError(name: name, found: saved?.shape, expected: shape, place: place)
    }
    copy(inPlace: saved)
  }
}
