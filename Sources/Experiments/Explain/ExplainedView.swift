import Catalog
import Engine
import Networks
import Torch

/// Inputs as they are explained: pictures by their pixels, rows of a table by their standardised columns.
///
/// In their own units the columns of a table cannot be compared: a gradient by a column of thousands is tiny, and noise or
/// a path from zero means something else for each. In standard deviations of the training set they can, and zero is the
/// training set's mean.
struct ExplainedView {
  let classifier: any Classifier
  /// What the classifier takes, `[N, C, H, W]`.
  let values: Tensor
  private let isTable: Bool

  /// - Throws: `UserError` for a table and a network that does not say how it standardises.
  init(_ inputs: ExplainedInputs, _ classifier: any Classifier) throws {
    isTable = inputs.columnNames != nil
    let raw = Tensor(inputs.pixels)
    guard isTable else {
      self.classifier = classifier
      values = raw
      return
    }
    guard let network = classifier as? Network else {
      throw UserError(
        "\(inputs.place): found rows of a table, but this file does not say how it standardises them; expected a run, a "
          + "folder or network.toml")
    }
    self.classifier = StandardisedNetwork(network)
    // What does not fit is refused with the shapes by whoever looks at them next.
    values =
      inputs.shape == network.inputShape ? noGrad { network.normalise(raw.to(network.device)).to(.cpu) } : raw
  }

  /// - Throws: `UserError` for a setting of a method that means pixels.
  func check(_ settings: [String: String]) throws {
    if isTable, let baseline = settings["baseline"], ["white", "grey", "mean"].contains(baseline) {
      throw UserError(
        "baseline: found '\(baseline)', expected black, which for a table is the training set's mean, or a number of "
          + "standard deviations above it")
    }
  }

  /// The inputs as an event.
  func pictures(_ inputs: ExplainedInputs, scores: [[Detail]]) throws -> Pictures {
    Pictures(
      name: "inputs", title: isTable ? "\(inputs.place), standardised" : inputs.place,
      values: isTable ? try drawn(values).array() : inputs.pixels, isSigned: isTable,
      captions: inputs.captions, scores: scores)
  }

  /// The rows in their own units with their columns' names; nil for pictures.
  func rows(_ inputs: ExplainedInputs) throws -> Pictures? {
    guard let names = inputs.columnNames else { return nil }
    return Pictures(
      name: "rows", title: inputs.place, values: try drawn(Tensor(inputs.pixels)).array(), isSigned: false,
      captions: [names.joined(separator: "\u{1f}")])
  }

  /// Values shaped like the inputs as they are drawn: a table's columns under one another.
  func drawn(_ values: Tensor) -> Tensor {
    isTable ? values.reshape([values.extent(0), 1, values.extent(1), 1]) : values
  }
}

/// A network as a function of inputs that are normalised already.
final class StandardisedNetwork: Classifier {
  private let network: Network

  init(_ network: Network) { self.network = network }

  var inputShape: [Int] { network.inputShape }
  var classNames: [String] { network.classNames }
  var activationCount: Int { network.activationCount }

  func logits(_ inputs: Tensor) -> Tensor {
    network.logits(normalised: inputs.to(network.device), .evaluation).to(.cpu)
  }
}
