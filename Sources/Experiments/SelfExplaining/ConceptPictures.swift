import Catalog
import Engine
import SelfExplaining
import Torch

/// What a self-explaining network says, as pictures: the events of its screen.
struct ConceptPictures {
  let senn: SelfExplainingNetwork
  let conceptNames: [String]
  let captionOf: (Int) -> String

  /// h as `[N, 1, k, 1]`, θ as `[N, 1, k, C]` and, where there is one, the bias as `[N, 1, 1, C]`.
  ///
  /// - Parameters:
  ///   - prefix: what stands before the names `concepts`, `relevances` and `bias-relevances`.
  ///   - captions: one an input; the first of the relevances' is the list of the concepts.
  func explanation(_ found: Explanation, prefix: String = "", title: String, captions: [String]) throws
    -> [Pictures]
  {
    let scores = try senn.scores(found.logits)
    let list = conceptNames.joined(separator: "\u{1f}")
    let named = [list] + captions.dropFirst()
    var all = [
      Pictures(
        name: prefix + "concepts", title: "h: \(title)",
        values: try found.concepts.unsqueeze(1).unsqueeze(3).array(), isSigned: true, captions: captions),
      Pictures(
        name: prefix + "relevances", title: "θ: \(title)", values: try found.relevances.unsqueeze(1).array(),
        isSigned: true, captions: named, scores: scores),
    ]
    if let bias = found.bias {
      all.append(
        Pictures(
          name: prefix + "bias-relevances", title: "θ₀: \(title)",
          values: try bias.unsqueeze(1).unsqueeze(1).array(), isSigned: true, captions: captions))
    }
    return all
  }

  /// The concept grid: `[k·l, …]`, the l inputs of concept 0 first.
  func grid(_ prototypes: Prototypes, pictures: ([Int]) throws -> ArrayValue) throws -> Pictures {
    let l = prototypes.size
    let (name, title) =
      switch prototypes.kind {
      case .largest: ("concept-grid", "prototypes: the \(l) inputs with the largest h")
      case .least: ("concept-grid-least", "the \(l) inputs with the least h")
      case .contrast:
        ("concept-grid-contrast", "the \(l) inputs with the most of this concept and least of others")
      }
    let captions = zip(prototypes.indices, prototypes.values).flatMap { inputs, values in
      zip(inputs, values).map { "\(captionOf($0)) h \(Self.spell($1))" }
    }
    return Pictures(
      name: name, title: title, values: Self.laid(try pictures(prototypes.indices.flatMap { $0 })),
      isSigned: false, captions: captions)
  }

  /// What the decoder makes of each concept alone, 1 and the others 0; nil without a decoder.
  func decoded() throws -> Pictures? {
    let units = Tensor.eye(senn.conceptCount)
    guard let pictures = try noGrad({ try senn.reconstruction(ofConcepts: units) }) else { return nil }
    return Pictures(
      name: "concept-grid-decoded", title: "decoded: each concept alone at 1",
      values: Self.laid(try pictures.to(.cpu).array()), isSigned: false, captions: conceptNames)
  }

  /// Rows of a table `[N, F, 1, 1]` as pictures of one channel, `[N, 1, F, 1]`.
  static func laid(_ inputs: ArrayValue) -> ArrayValue {
    guard inputs.shape.count == 4, inputs.shape[2] == 1, inputs.shape[3] == 1 else { return inputs }
    return ArrayValue(
      shape: [inputs.shape[0], 1, inputs.shape[1], 1], elementType: inputs.elementType, bytes: inputs.bytes)
  }

  static func spell(_ value: Double) -> String {
    abs(value) >= 1e6 || abs(value) < 1e-3 && value != 0
      ? String(Float(value)) : "\((value * 1000).rounded() / 1000)"
  }
}

extension ConceptPictures {
  init(_ examined: ExaminedConcepts) {
    self.init(senn: examined.senn, conceptNames: examined.conceptNames, captionOf: examined.caption)
  }
}
