import Catalog
import Torch

/// The gradient of the target's logit by the input, ∂S_c(x)/∂x, signed. Its absolute value, which the paper shows, is
/// a matter of display: ``AttributionPicture``.
///
/// One forward and one backward pass an input.
public struct Gradient: AttributionMethod {
  public static let card = Card(
    identifier: "gradient",
    title: "Gradient",
    summary:
      "The derivative of the class's logit by each pixel: which pixels would change it, and which way.",
    citation: Citation(
      authors: "Simonyan, Vedaldi, Zisserman",
      title: "Deep Inside Convolutional Networks: Visualising Image Classification Models and Saliency Maps",
      venue: "ICLR Workshop", year: 2014, arXiv: "1312.6034"))

  public init(_ settings: Settings) {}

  public var passes: Int { 1 }

  public func attributions(_ group: AttributionGroup) throws -> Tensor {
    var found = group.inputs
    try group.eachGradient(1, at: { _ in group.inputs }) { found = $1 }
    return found
  }
}
