import Foundation
import Networks
import TestSupport
import Testing
import Torch

/// Networks in the layout of PyTorch's model zoo against PyTorch's logits, made by Scripts/reference/model_zoo.py.
@Suite(.serialized) struct ModelZooTests {
  @Test(arguments: try ModelZoo.read().cases)
  func `weights under the zoo's names load unchanged and give PyTorch's logits`(_ zoo: ModelZoo.Case) throws {
    let all = try ModelZoo.read()
    let input = try InputDescription(
      shape: Array(zoo.inputs.dropFirst()), mean: all.mean, deviation: all.deviation,
      classNames: (0..<zoo.classes).map { "class \($0)" })
    let specification = try ArchitectureRegistry.specification(named: zoo.network, for: input)
    // A dictionary's order: the names alone decide.
    let state = NetworkState(zoo.tensors.map { ($0.key, ZooFormula.tensor($0.key, $0.value)) })
    let network = try Network(specification, state, place: zoo.testDescription)
    let logits = try noGrad { network.logits(ZooFormula.tensor("inputs", zoo.inputs)) }.doubles()
    let scale = min(1, zoo.logits.reduce(0) { max($0, abs($1)) })
    expectClose(logits, zoo.logits, absolute: 1e-4 * scale, relative: 0)
  }
}

struct ModelZoo: Decodable {
  let mean: [Double]
  let deviation: [Double]
  let cases: [Case]

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let network: String
    let inputs: [Int]
    let classes: Int
    let tensors: [String: [Int]]
    let logits: [Double]
    var testDescription: String { "\(network) on \(inputs)" }
  }

  static func read() throws -> ModelZoo {
    try JSONDecoder().decode(
      ModelZoo.self, from: Data(contentsOf: URL(filePath: fixtures + "/model-zoo.json")))
  }
}

/// The weights of a fixture by a formula, as the script has it: a hash of the tensor's name and the element's index
/// modulo a prime, scaled to the fan-in.
enum ZooFormula {
  private static let period = 8191

  static func tensor(_ name: String, _ shape: [Int]) -> Tensor {
    if name.hasSuffix("num_batches_tracked") { return Tensor([7], shape: []) }
    let count = shape.reduce(1, *), turn = min(count, period)
    let values = Tensor(numbers(name, turn).map { Float(value($0, name, shape)) })
    return values.tile([(count + turn - 1) / turn])[0..<count].reshape(shape)
  }

  private static func value(_ u: Double, _ name: String, _ shape: [Int]) -> Double {
    if name == "inputs" { return u }
    if name.hasSuffix("running_var") { return 0.5 + u }
    if name.hasSuffix("running_mean") || name.hasSuffix("bias") { return (u - 0.5) * 0.2 }
    if shape.count == 1 { return 0.4 + 0.4 * u }
    return (2 * u - 1) * (6 / Double(shape.dropFirst().reduce(1, *))).squareRoot()
  }

  /// FNV-1a of the name, then splitmix64.
  private static func numbers(_ name: String, _ count: Int) -> [Double] {
    let seed = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return (0..<UInt64(count)).map { index in
      var x = seed &+ index &* 0x9e37_79b9_7f4a_7c15
      x = (x ^ (x >> 30)) &* 0xbf58_476d_1ce4_e5b9
      x = (x ^ (x >> 27)) &* 0x94d0_49bb_1331_11eb
      x ^= x >> 31
      return Double(x >> 40) / 16_777_216
    }
  }
}
