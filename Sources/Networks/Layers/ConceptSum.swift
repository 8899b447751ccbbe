import Catalog
import Torch

/// The aggregator of a self-explaining network: f_c = Σᵢ wᵢ θᵢc hᵢ + b_c (Alvarez-Melis and Jaakkola 2018, §3).
///
/// Draws from the relevances θ, `[k, C]` in one vector, and from the concepts h `[k]`. With `bias` there is one more row
/// of θ, the relevance of a concept that is always 1. A plain sum has w = 1 and b = 0 and no tensors; `positive` learns
/// w ≥ 0 `[k]` and b `[C]`, the positive affine form, which keeps the order of what it adds (P5).
public struct ConceptSum: Layer {
  public static let kind = "concept-sum"
  public let concepts: Int
  public let classes: Int
  public let hasBias: Bool
  public let isPositive: Bool

  public init(_ keys: LayerKeys) throws {
    concepts = try keys.integer("concepts")
    classes = try keys.integer("classes")
    hasBias = try keys.flag("bias", default: false)
    isPositive = try keys.flag("positive", default: false)
  }

  public var keys: LayerKeys {
    LayerKeys([
      "concepts": .integer(concepts), "classes": .integer(classes), "bias": .flag(hasBias),
      "positive": .flag(isPositive),
    ])
  }

  public var slots: [TensorSlot] {
    guard isPositive else { return [] }
    return [TensorSlot("weight", [concepts], .ones, atLeast: 0), TensorSlot("bias", [classes], .zeros)]
  }

  /// Rows of θ: the concepts, and the one that is always 1.
  private var rows: Int { concepts + (hasBias ? 1 : 0) }

  public func outputShape(_ shapes: [[Int]]) throws -> [Int] {
    guard shapes.count == 2, shapes[0].reduce(1, *) == rows * classes, shapes[1] == [concepts] else {
      throw UserError(
        "found inputs \(shapes), expected the relevances [\(rows * classes)] and the concepts [\(concepts)]")
    }
    return [classes]
  }

  public func forward(_ inputs: [Tensor], _ tensors: [Tensor], _ pass: Pass) -> Tensor {
    let (relevances, bias) = relevances(inputs[0], tensors)
    let sum = (relevances * inputs[1].unsqueeze(2)).sum([1])
    return bias.map { sum + $0 } ?? sum
  }

  /// What multiplies each concept in each class's logit, wᵢθᵢc `[N, k, C]`, and what is added to them `[N, C]`.
  public func relevances(_ theta: Tensor, _ tensors: [Tensor]) -> (relevances: Tensor, bias: Tensor?) {
    let rows = theta.reshape([theta.extent(0), self.rows, classes])
    var relevances = hasBias ? rows.slice(0, concepts, dimension: 1) : rows
    var bias = hasBias ? rows.select(concepts, dimension: 1) : nil
    if isPositive {
      relevances = relevances * tensors[0].clamp(0).reshape([1, concepts, 1])
      bias = bias.map { $0 + tensors[1] } ?? tensors[1].unsqueeze(0).expand([theta.extent(0), classes])
    }
    return (relevances, bias)
  }
}
