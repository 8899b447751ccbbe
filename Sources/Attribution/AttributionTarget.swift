import Catalog
import Torch

/// Which class an attribution speaks of.
public enum AttributionTarget: Sendable, Equatable {
  /// The class with the largest logit.
  case predicted
  /// One class an input.
  case classes([Int])

  /// Reads `predicted`, `label`, a class number or a class name, for `count` inputs.
  ///
  /// - Throws: `UserError` when there are no labels, or for a number or word that is no class.
  public init(_ typed: String, labels: [Int]?, count: Int, classNames: [String]) throws {
    switch typed {
    case "predicted": self = .predicted
    case "label":
      guard let labels else { throw UserError("target: found 'label', but these inputs have no labels") }
      self = .classes(labels)
    default:
      let number = Int(typed) ?? classNames.firstIndex(of: typed)
      guard let number, classNames.indices.contains(number) else {
        throw UserError(
          "target: found '\(typed)', expected predicted, label, a class number in 0…\(classNames.count - 1) "
            + "or a class name")
      }
      self = .classes(Array(repeating: number, count: count))
    }
  }

  func resolve(_ logits: Tensor) throws -> [Int] {
    let (count, classes) = (logits.extent(0), logits.extent(1))
    switch self {
    case .predicted: return try logits.argmax(1).integers()
    case .classes(let targets):
      guard targets.count == count else {
        throw UserError("targets: found \(targets.count), expected \(count), one an input")
      }
      if let wrong = targets.first(where: { !(0..<classes).contains($0) }) {
        throw UserError("target: found class \(wrong), expected 0…\(classes - 1)")
      }
      return targets
    }
  }
}
