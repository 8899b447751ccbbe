import Catalog

/// `resmlp-DxW`: D residual modules [BN-ReLU-Linear]×2 of width W between a linear stem and a classifier; `plainmlp-DxW`
/// is the same without the skips, its control.
///
/// The residual one is the smallest network that is a sum over 2ᴰ paths (Veit, Wilber and Belongie's, on vectors).
public struct ModulePerceptron: Architecture {
  private let hasSkips: Bool
  private let family: String
  public let card: Card

  public init(hasSkips: Bool) {
    self.hasSkips = hasSkips
    family = hasSkips ? "resmlp" : "plainmlp"
    card = Card(
      identifier: hasSkips ? "resmlp-24x64" : "plainmlp-8x64",
      title: hasSkips ? "Residual perceptron of D modules" : "The residual perceptron without its skips",
      summary:
        "\(family)-DxW: "
        + (hasSkips
          ? "D modules [BN-ReLU-Linear]×2 of width W, a skip around each"
          : "the modules of resmlp-DxW without their skips, as a control")
        + "; behind it -nobn for no batch norm.",
      citation: Citation(
        authors: "Veit, Wilber, Belongie",
        title: "Residual Networks Behave Like Ensembles of Relatively Shallow Networks", venue: "NIPS",
        year: 2016, arXiv: "1605.06431"))
  }

  public var members: [String] { [card.identifier, card.identifier + "-nobn"] }

  public func specification(named name: String, for input: InputDescription) throws -> NetworkSpecification? {
    let form = "\(family)-DxW with D in 1…200 and W in 1…65536, then -nobn or not"
    guard name.hasPrefix(family) else { return nil }
    guard
      let parts = try ArchitectureName(
        name, family: family + "-", mark: "nobn", takesWidth: false, form: form)
    else { throw UserError("network: found '\(printable(name))', expected \(form)") }
    guard let (depth, width) = depthAndWidth(parts.size, deepest: 200) else { throw parts.refusal }
    let gain = hasSkips ? residualGain(blocks: depth, hasNorm: !parts.isMarked) : 1
    var list = LayerList(hasNorm: !parts.isMarked)
    try list.flatten()
    try list.linear("stem", input.shape.reduce(1, *), width)
    for index in 0..<depth { try module("blocks.\(index)", &list, width, gain: gain) }
    try list.norm("bn", width)
    try list.rectify("relu")
    try list.linear("fc", width, input.classNames.count)
    return try NetworkSpecification(name: name, input: input, layers: list.layers)
  }

  private func module(_ name: String, _ list: inout LayerList, _ width: Int, gain: Double) throws {
    let entry = list.last
    for index in 1...2 {
      try list.norm("\(name).bn\(index)", width)
      try list.rectify("\(name).relu\(index)")
      try list.linear(
        "\(name).fc\(index)", width, width, bias: !list.hasNorm, gain: index == 2 ? gain : 1)
    }
    if hasSkips { try list.add("\(name).add", branch: list.last, skip: entry) }
  }
}
