import CTorch
import Catalog

/// A network saved by TorchScript: a black box with gradients at its input, without named layers.
public final class TorchScriptModule {
  private let handle: ct_module_ref?

  /// - Throws: ``UserError`` naming the file when libtorch cannot load it.
  public init(path: String) throws {
    handle = ct_module_load(path)
    if handle == nil {
      throw UserError(
        "\(path): not a TorchScript file that libtorch \(Runtime.version) can load: \(TorchError.take())")
    }
  }

  deinit { ct_module_release(handle) }

  public func callAsFunction(_ input: Tensor) -> Tensor {
    Tensor(owning: ct_module_forward(handle, input.handle))
  }
}
