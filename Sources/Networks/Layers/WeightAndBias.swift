/// The weight and the bias of a linear or convolutional layer: the keys and the slots that both kinds share.
struct WeightAndBias {
  let hasBias: Bool
  let initialiser: Initialiser
  /// What drawn weights are multiplied by.
  let gain: Double
  let biasInitialiser: Initialiser

  init(_ keys: LayerKeys) throws {
    hasBias = try keys.flag("bias", default: true)
    initialiser = try keys.initialiser("initialiser", default: .kaimingNormal)
    gain = try keys.real("initialiser-gain", default: 1, in: 1e-9...1e9)
    biasInitialiser = try keys.initialiser("bias-initialiser", default: .zeros)
  }

  /// These keys and the layer's own.
  func keys(beside own: [String: LayerKeys.Value]) -> LayerKeys {
    let shared: [String: LayerKeys.Value] = [
      "bias": .flag(hasBias), "initialiser": .text(initialiser.rawValue),
      "initialiser-gain": .real(gain), "bias-initialiser": .text(biasInitialiser.rawValue),
    ]
    return LayerKeys(shared.merging(own) { $1 })
  }

  /// - Parameters:
  ///   - weight: the weight's shape.
  ///   - outputs: numbers of the bias; nil for a weight whose outputs stand first.
  func slots(_ weight: [Int], outputs: Int? = nil) -> [TensorSlot] {
    let first = TensorSlot("weight", weight, initialiser, gain: gain)
    return hasBias ? [first, TensorSlot("bias", [outputs ?? weight[0]], biasInitialiser)] : [first]
  }
}
