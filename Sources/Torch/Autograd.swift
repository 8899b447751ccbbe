import CTorch

extension Tensor {
  public var requiresGradient: Bool { ct_requires_grad(handle) }

  /// Marks a leaf as one to differentiate by; returns itself.
  @discardableResult
  public func requiringGradient(_ required: Bool = true) -> Tensor {
    _ = ct_set_requires_grad(handle, required)
    return self
  }

  /// The same values outside of any graph.
  public func detached() -> Tensor { Tensor(owning: ct_detach(handle)) }

  /// Adds the gradients of a scalar to the leaves' ``gradient``.
  public func backward(_ weight: Tensor? = nil, retainGraph: Bool = false, createGraph: Bool = false) throws {
    guard ct_backward(handle, weight?.handle ?? nil, retainGraph || createGraph, createGraph) else {
      throw TorchError.take()
    }
  }

  /// What ``backward(_:retainGraph:createGraph:)`` has gathered in this leaf; nil before.
  public var gradient: Tensor? {
    let found = Tensor(owning: ct_gradient_of(handle))
    return found.isDefined ? found : nil
  }

  public func clearGradient() { ct_clear_gradient(handle) }
}

/// ∂(Σ weights·outputs)/∂inputs, one gradient an input; zeros where an output does not depend on it.
///
/// With `createGraph` the gradients can be differentiated again.
/// - Throws: ``TorchError`` when an operation before failed or nothing requires a gradient.
public func gradients(
  of outputs: [Tensor], by inputs: [Tensor], weights: [Tensor]? = nil, retainGraph: Bool = false,
  createGraph: Bool = false
) throws -> [Tensor] {
  precondition(!outputs.isEmpty && !inputs.isEmpty, "gradients of something by something")
  var results = [Handle](repeating: nil, count: inputs.count)
  let done = withHandles(outputs) { y, outputCount in
    withHandles(inputs) { x, inputCount in
      if let weights {
        withHandles(weights) { v, _ in
          ct_grad(y, v, outputCount, x, inputCount, retainGraph || createGraph, createGraph, &results)
        }
      } else {
        ct_grad(y, nil, outputCount, x, inputCount, retainGraph || createGraph, createGraph, &results)
      }
    }
  }
  guard done else { throw TorchError.take() }
  return zip(results, inputs).map { handle, input in
    handle == nil ? input.zerosLike() : Tensor(owning: handle)
  }
}

/// ∂output/∂input of one scalar by one tensor.
public func gradient(of output: Tensor, by input: Tensor, createGraph: Bool = false) throws -> Tensor {
  try gradients(of: [output], by: [input], createGraph: createGraph)[0]
}
