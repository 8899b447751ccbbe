import Catalog
import Networks
import Torch

/// f(x) = g(θ₁(x)h₁(x), …, θ_k(x)h_k(x)) (Alvarez-Melis and Jaakkola 2018, definition 3.1): a network whose last layer
/// is a `concept-sum`.
public struct SelfExplainingNetwork {
  public let network: Network
  private let aggregator: ConceptSum
  private let place: Int
  private let relevancesName: String
  private let conceptsName: String

  /// - Throws: `UserError` for a network that does not end in a sum of concepts.
  public init(_ network: Network) throws {
    guard let last = network.layers.last, let aggregator = last.layer as? ConceptSum else {
      throw UserError(
        "network '\(network.specification.name)': found no concepts, expected a self-explaining network, whose last "
          + "layer is of type '\(ConceptSum.kind)'")
    }
    self.network = network
    self.aggregator = aggregator
    place = network.layers.count - 1
    relevancesName = last.from[0]
    conceptsName = last.from[1]
  }

  /// k; the concept that is always 1 is not counted.
  public var conceptCount: Int { aggregator.concepts }
  /// C: numbers that the network gives, one a class, or one.
  public var classCount: Int { aggregator.classes }
  public var hasBias: Bool { aggregator.hasBias || aggregator.isPositive }
  /// Whether the concepts are decoded into the input again.
  public var reconstructs: Bool { decoder != nil }
  /// The layer that gives the input again.
  private var decoder: String? { network.specification.heads.first }
  /// Whether the concepts are the input's own numbers.
  public var hasInputConcepts: Bool {
    let index = network.layers.firstIndex { $0.name == conceptsName }
    return index.map {
      network.layers[$0].from == [NamedLayer.inputName] && network.layers[$0].layer is Flatten
    }
      ?? (conceptsName == NamedLayer.inputName)
  }

  /// The explanation of pixels, or of a table's rows, in evaluation mode; differentiable by them.
  public func explain(_ inputs: Tensor) throws -> Explanation {
    try explain(normalised: network.normalise(inputs.to(network.device)), .evaluation)
  }

  /// The explanation of inputs that are normalised already.
  public func explain(normalised inputs: Tensor, _ pass: Pass) throws -> Explanation {
    let values = try network.values(of: [relevancesName, conceptsName], normalised: inputs, pass)
    return explanation(theta: values[0], concepts: values[1])
  }

  func explanation(theta: Tensor, concepts: Tensor) -> Explanation {
    let tensors = network.tensors[place]
    let (relevances, bias) = aggregator.relevances(theta, tensors)
    return Explanation(
      concepts: concepts, relevances: relevances, bias: bias,
      logits: aggregator.forward([theta, concepts], tensors, .evaluation))
  }

  /// Relevances that `inputs` can be differentiated by, and concepts and what the decoder makes of them that cannot.
  func parts(_ inputs: Tensor, concepts conceptInputs: Tensor, decodes: Bool, _ pass: Pass) throws -> (
    theta: Tensor, concepts: Tensor, reconstruction: Tensor?
  ) {
    let theta = try network.values(of: [relevancesName], normalised: inputs, pass)[0]
    let names = [conceptsName] + (decodes ? decoder.map { [$0] } ?? [] : [])
    let values = try network.values(of: names, normalised: conceptInputs, pass)
    return (theta, values[0], values.count > 1 ? values[1] : nil)
  }

  /// What the decoder makes of the inputs, as pixels `[N, C, H, W]`; nil where there is none.
  public func reconstruction(_ inputs: Tensor) throws -> Tensor? {
    guard let decoder else { return nil }
    let normalised = network.normalise(inputs.to(network.device))
    return network.denormalise(try network.values(of: [decoder], normalised: normalised, .evaluation)[0])
  }

  /// What the decoder makes of concepts `[N, k]`, as pixels; nil where there is none.
  public func reconstruction(ofConcepts concepts: Tensor) throws -> Tensor? {
    guard let decoder else { return nil }
    return network.denormalise(
      try network.value(of: decoder, from: [conceptsName: concepts.to(network.device)], .evaluation))
  }
}
