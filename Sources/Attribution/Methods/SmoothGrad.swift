import Catalog
import Torch

/// The gradient averaged over noisy copies of the input: (1/n) Σ ∂S_c(x + ε_i)/∂x with ε_i ~ N(0, σ²I) and
/// σ = `sigma`·(max x − min x), the noise level of the paper's §3.2, from each input's own range over all channels.
/// Noisy copies are not clipped to pixels, as in the paper.
///
/// `square` averages g² (SmoothGrad²), `variance` gives mean (g − ḡ)² (VarGrad, divided by n), so that
/// square = variance + mean²; both have no sign. The noise of copy i of an input is keyed by (seed, "smoothgrad",
/// sample, i): more copies continue the same ones.
///
/// n forward and backward passes an input.
public struct SmoothGrad: AttributionMethod {
  public static let card = Card(
    identifier: "smoothgrad",
    title: "SmoothGrad",
    summary:
      "The gradient averaged over noisy copies of the input, which removes its own rapid fluctuations.",
    citation: Citation(
      authors: "Smilkov, Thorat, Kim, Viégas, Wattenberg",
      title: "SmoothGrad: removing noise by adding noise", venue: "ICML Workshop", year: 2017,
      arXiv: "1706.03825"),
    parameters: [
      Parameter(
        "samples", "noisy copies n of each input", default: .integer(50), range: .integers(1...100_000),
        paper: "50 (little gain beyond)", isCommon: true),
      Parameter(
        "sigma", "standard deviation of the noise, as a share of the input's range max − min",
        unit: "share of range", default: .real(0.15), range: .reals(0...10), paper: "0.10 to 0.20",
        isCommon: true),
      Parameter(
        "reduction", "what is kept of the gradients", default: .text("mean"),
        range: .choice(GradientMoments.Reduction.allCases.map(\.rawValue)),
        paper: "mean; square and variance (VarGrad) are later variants"),
    ])

  let samples: Int
  let sigma: Double
  let reduction: GradientMoments.Reduction

  public init(_ settings: Settings) throws {
    samples = settings.integer("samples")
    sigma = settings.real("sigma")
    guard let known = GradientMoments.Reduction(rawValue: settings.text("reduction")) else {
      throw UserError("reduction: found '\(settings.text("reduction"))', expected mean, square or variance")
    }
    reduction = known
  }

  public var isSigned: Bool { reduction == .mean }
  public var passes: Int { samples }

  public func attributions(_ group: AttributionGroup) throws -> Tensor {
    let inputs = group.inputs
    let axes = Array(1..<inputs.rank)
    let deviation = (inputs.max(axes, keep: true) - inputs.min(axes, keep: true)) * sigma
    let (shape, type) = ([1] + inputs.shape.dropFirst(), inputs.type)
    var moments = GradientMoments(reduction)
    try group.eachGradient(
      samples,
      at: { draw in
        let noise = group.samples.map { sample in
          Generator(seed: group.seed.derive("smoothgrad", sample: sample, draw: draw))
            .normal(shape, type: type)
        }
        return inputs + Tensor.concatenate(noise).to(inputs.device) * deviation
      }, { moments.add($1) })
    return moments.reduced
  }
}
