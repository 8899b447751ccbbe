import Catalog

/// The kinds of layer that a network file may name, sorted by kind.
public enum LayerRegistry {
  static let kinds: [any Layer.Type] = [
    AdaptiveAveragePool.self,
    Add.self,
    AveragePool.self,
    BatchNorm.self,
    ConceptSum.self,
    Concatenate.self,
    Convolution.self,
    Dropout.self,
    Flatten.self,
    Linear.self,
    MaxPool.self,
    ReLU.self,
    Reshape.self,
    Resize.self,
    Slice.self,
    Softmax.self,
    Tanh.self,
    TransposedConvolution.self,
  ]

  /// - Throws: `UserError` for an unknown kind or wrong keys.
  static func make(_ kind: String, _ keys: LayerKeys) throws -> any Layer {
    guard let type = kinds.first(where: { $0.kind == kind }) else {
      throw UserError(
        "\(keys.place): \(unknownName(printable(kind), kind: "layer type", known: kinds.map { $0.kind }).message)"
      )
    }
    return try type.init(keys)
  }
}
