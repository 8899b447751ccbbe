import Catalog
import Networks
import Testing
import Torch

@testable import Attribution

/// A classifier written down as a function, in double precision.
final class FunctionClassifier: Classifier {
  let inputShape: [Int]
  let classNames: [String]
  private(set) var rowsSeen: [Int] = []
  private let function: (Tensor) -> Tensor

  init(_ inputShape: [Int] = [2, 3, 4], classes: Int = 3, _ function: @escaping (Tensor) -> Tensor) {
    self.inputShape = inputShape
    classNames = (0..<classes).map { "class \($0)" }
    self.function = function
  }

  func logits(_ inputs: Tensor) -> Tensor {
    rowsSeen.append(inputs.extent(0))
    return function(inputs.flatten(from: 1))
  }
}

let elements = 24

func drawn(_ shape: [Int], seed: UInt64, scale: Double = 1) -> Tensor {
  Generator(seed: seed).normal(shape, deviation: scale, type: .float64)
}

func pixels(_ count: Int, _ shape: [Int] = [2, 3, 4], seed: UInt64 = 7, type: TensorType = .float64) -> Tensor
{
  Generator(seed: seed).uniform([count] + shape, type: type)
}

/// f(x) = W·x + b, and its W `[3, 24]`.
func linearClassifier() -> (FunctionClassifier, weights: Tensor) {
  let (weights, bias) = (drawn([3, elements], seed: 1), drawn([3], seed: 2))
  return (FunctionClassifier { $0.linear(weights, bias) }, weights)
}

/// f_c(x) = (u_c·x)² + w_c·x: what the midpoint rule integrates exactly.
func quadraticClassifier() -> FunctionClassifier {
  let (u, w) = (drawn([3, elements], seed: 3), drawn([3, elements], seed: 4))
  return FunctionClassifier { $0.linear(u).square() + $0.linear(w) }
}

/// Two layers, rectified or smooth.
func perceptron(smooth: Bool = false) -> FunctionClassifier {
  let (first, bias) = (drawn([16, elements], seed: 5, scale: 0.4), drawn([16], seed: 6, scale: 0.3))
  let second = drawn([3, 16], seed: 8, scale: 0.5)
  return FunctionClassifier {
    let hidden = $0.linear(first, bias)
    return (smooth ? hidden.tanh() : hidden.relu()).linear(second)
  }
}

func smallNetwork(trained: Bool = false) throws -> Network {
  let input = try InputDescription(
    shape: [1, 12, 12], mean: [0.3], deviation: [0.4], classNames: (0..<10).map(String.init))
  let network = Network(try ArchitectureRegistry.specification(named: "cnn-small", for: input), seed: 11)
  if trained { for parameter in network.parameters { parameter.requiringGradient() } }
  return network
}

/// Every method with the settings that make it cheap, and every variant of it.
struct Variant: Sendable, CustomTestStringConvertible {
  let name: String
  let typed: [String: String]

  var testDescription: String {
    ([name] + typed.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }).joined(separator: " ")
  }

  func method() throws -> any AttributionMethod { try AttributionRegistry.method(name, typed: typed) }
}

/// One a registered method, with its card's defaults but for the number of passes, and the variants of reductions.
let variants: [Variant] =
  AttributionRegistry.all.cards.map { card in
    let fewer = ["steps": "6", "samples": "6"].filter { card.parameter($0.key) != nil }
    return Variant(name: card.identifier, typed: fewer)
  } + [
    Variant(name: "smoothgrad", typed: ["samples": "5", "reduction": "square"]),
    Variant(name: "smoothgrad", typed: ["samples": "5", "reduction": "variance"]),
    Variant(name: "integrated-gradients", typed: ["steps": "3", "baseline": "mean"]),
  ]

func largestDifference(_ a: Tensor, _ b: Tensor) throws -> Double {
  #expect(a.shape == b.shape)
  return try (a.to(.float64) - b.to(.float64)).abs().max().item()
}
