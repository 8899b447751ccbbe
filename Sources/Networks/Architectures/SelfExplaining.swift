import Catalog

/// `senn-…`: self-explaining networks f(x) = g(θ₁(x)h₁(x), …, θ_k(x)h_k(x)).
///
/// Every one has the layers `concepts` (h), `relevances` (θ, one a concept and class, and the bias concept's behind
/// them) and `logits` (the aggregator g), and those that code their input a head `reconstruction` of the normalised input.
public struct SelfExplaining: Architecture {
  public let card = Card(
    identifier: "senn-lenet-k5",
    title: "Self-explaining network",
    summary:
      "k concepts h(x), a relevance θ(x) for each and each class, and their sum; also -identity, -dense-kK, -vgg-kK.",
    citation: Citation(
      authors: "Alvarez-Melis, Jaakkola",
      title: "Towards Robust Interpretability with Self-Explaining Neural Networks", venue: "NeurIPS",
      year: 2018, arXiv: "1806.07538"))

  public init() {}

  public var members: [String] {
    ["senn-identity", "senn-dense-k5", "senn-lenet-k5", "senn-vgg-k10"]
  }

  public func specification(named name: String, for input: InputDescription) throws -> NetworkSpecification? {
    guard let parts = try SelfExplainingNetworkName(name) else { return nil }
    var list = LayerList()
    let concepts = try conceptizer(parts, input, &list)
    let classes = input.classNames.count
    try parametrizer(parts, input, (concepts + 1) * classes, &list)
    list.append(
      "logits",
      try ConceptSum(
        LayerKeys([
          "concepts": .integer(concepts), "classes": .integer(classes), "bias": .flag(true),
          "positive": .flag(parts.isAffine),
        ])), from: ["relevances", "concepts"])
    return try NetworkSpecification(
      name: name, input: input, layers: list.layers,
      heads: parts.kind == .identity ? [] : ["reconstruction"])
  }

  /// The layers up to `concepts`, and those of the decoder.
  ///
  /// - Returns: the number of concepts.
  private func conceptizer(
    _ parts: SelfExplainingNetworkName, _ input: InputDescription, _ list: inout LayerList
  ) throws -> Int {
    let numbers = input.shape.reduce(1, *)
    guard let concepts = parts.concepts else {
      try list.flatten("concepts")
      return numbers
    }
    guard concepts <= numbers else {
      throw UserError(
        "network: found \(concepts) concepts, expected at most \(numbers), the width of the code of inputs of shape "
          + "\(input.shape)")
    }
    if parts.kind == .dense {
      try list.denseAutoEncoder(input.shape, concepts: concepts)
    } else {
      try list.convolutionalAutoEncoder(input.shape, concepts: concepts)
    }
    return concepts
  }

  private func parametrizer(
    _ parts: SelfExplainingNetworkName, _ input: InputDescription, _ outputs: Int, _ list: inout LayerList
  ) throws {
    list.goOn(from: NamedLayer.inputName)
    switch parts.kind {
    case .identity, .dense: try list.denseParametrizer(input.shape, parts.hidden, outputs)
    case .lenet: try list.lenetParametrizer(input.shape, outputs)
    case .vgg: try list.vggParametrizer(input.shape, width: parts.width, outputs)
    }
  }
}
