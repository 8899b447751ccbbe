import Attribution
import Catalog
import Datasets
import Engine
import Networks
import Torch

/// A few test pictures whose saliency is drawn anew while the network learns.
struct ProbePictures {
  private let inputs: Tensor?
  private let captions: [String]
  private let classNames: [String]

  /// One picture of each class in turn; none of a table, whose rows are no pictures.
  init(_ dataset: Dataset, count: Int) throws {
    let count = dataset.features == nil ? count : 0
    let perClass = (count + dataset.classNames.count - 1) / dataset.classNames.count
    let indices = Array(dataset.firstOfEachClass(max(1, perClass)).sorted().prefix(count))
    inputs = indices.isEmpty ? nil : Tensor(try dataset.pixels(indices))
    captions = indices.map { "#\($0) \(dataset.answer($0))" }
    classNames = dataset.classNames
  }

  func announce(_ part: JobPart) throws {
    guard let inputs else { return }
    part.emit(
      .pictures(
        Pictures(
          name: "probe-inputs", title: "test pictures", values: try inputs.array(), isSigned: false,
          captions: captions)))
  }

  /// The gradient of the predicted class's logit, as a signed picture.
  func explain(_ network: Network, at epoch: Double, _ part: JobPart) throws {
    guard let inputs else { return }
    let found = try AttributionRegistry.method("gradient").attribute(network, inputs, target: .predicted)
    let picture = try AttributionPicture(.signedSum).render(found.values)
    part.emit(
      .pictures(
        Pictures(
          name: "probe-attributions", title: "gradient of the predicted class", values: picture,
          isSigned: true,
          captions: zip(captions, found.targets).map { "\($0) → \(classNames[$1])" },
          scores: try classScores(found.logits, classNames), at: epoch)))
  }
}

/// Per row of logits `[N, K]`, the classes with their probabilities, most probable first; of a regression its number.
func classScores(_ logits: Tensor, _ classNames: [String]) throws -> [[Detail]] {
  if classNames.count == 1 { return try logits.doubles().map { [Detail(classNames[0], $0)] } }
  let probabilities = try noGrad { try logits.softmax(1).doubles() }
  let classes = classNames.count
  return (0..<probabilities.count / classes).map { row in
    (0..<classes).map { Detail(classNames[$0], probabilities[row * classes + $0]) }
      .sorted { ($0.value, $1.name) > ($1.value, $0.name) }
  }
}
