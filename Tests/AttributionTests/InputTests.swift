import Catalog
import Networks
import Testing
import Torch

@testable import Attribution

/// What a user may get wrong, and what is shown.
@Suite struct InputTests {
  private func message(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch let error as UserError {
      return error.message
    } catch {
      return "not a user error: \(error)"
    }
  }

  @Test func `wrong inputs and targets are refused in one line`() throws {
    let method = try AttributionRegistry.method("gradient"), classifier = perceptron()
    let cases: [(String, () throws -> Attributions)] = [
      (
        "expected [N, 2, 3, 4]", { try method.attribute(classifier, pixels(2, [2, 4, 3]), targets: [0, 0]) }
      ),
      ("expected [N, 2, 3, 4]", { try method.attribute(classifier, pixels(2)[0], targets: [0]) }),
      ("expected [N, 2, 3, 4]", { try method.attribute(classifier, pixels(2)[1..<1], targets: []) }),
      ("floating-point", { try method.attribute(classifier, pixels(2).to(.uint8), targets: [0, 0]) }),
      ("found 1, expected 2", { try method.attribute(classifier, pixels(2), targets: [0]) }),
      ("expected 0…2", { try method.attribute(classifier, pixels(2), targets: [0, 3]) }),
      ("expected 0…2", { try method.attribute(classifier, pixels(2), targets: [0, -1]) }),
      ("found 1 keys", { try method.attribute(classifier, pixels(2), targets: [0, 1], samples: [4]) }),
      (
        "input 1:",
        {
          try method.attribute(
            classifier, pixels(2) / Tensor([1.0, 0], shape: [2, 1, 1, 1]), targets: [0, 1])
        }
      ),
    ]
    for (expected, body) in cases {
      let found = message { _ = try body() }
      #expect(found?.contains(expected) == true, "\(found ?? "nothing")")
    }
  }

  @Test func `wrong settings are refused`() {
    let cases = [
      ("smoothgrad", "samples", "0"), ("smoothgrad", "sigma", "-1"), ("smoothgrad", "reduction", "median"),
      ("smoothgrad", "steps", "4"), ("integrated-gradients", "steps", "many"),
      ("integrated-gradients", "baseline", "pink"), ("integrated-gradients", "baseline", "1.5"),
      ("gradients", "", ""),
    ]
    for (name, key, value) in cases {
      #expect(throws: UserError.self) {
        try AttributionRegistry.method(name, typed: key.isEmpty ? [:] : [key: value])
      }
    }
  }

  @Test func `a target is the prediction, the label, a number or a name`() throws {
    let names = ["shirt", "bag"]
    func target(_ typed: String, _ labels: [Int]? = [1, 0, 1]) throws -> AttributionTarget {
      try AttributionTarget(typed, labels: labels, count: 3, classNames: names)
    }
    #expect(try target("predicted") == .predicted)
    #expect(try target("label") == .classes([1, 0, 1]))
    #expect(try target("1") == .classes([1, 1, 1]))
    #expect(try target("bag") == .classes([1, 1, 1]))
    #expect(throws: UserError.self) { try target("2") }
    #expect(throws: UserError.self) { try target("boot") }
    #expect(throws: UserError.self) { try target("label", nil) }
    let found = try AttributionRegistry.method("gradient").attribute(
      perceptron(), pixels(6), target: .predicted)
    #expect(try found.targets == found.logits.argmax(1).integers())
  }

  @Test func `a failing network is reported and leaves no failure behind`() throws {
    let broken = FunctionClassifier { $0.linear(drawn([3, 5], seed: 1)) }
    let method = try AttributionRegistry.method("gradient")
    #expect(throws: TorchError.self) { try method.attribute(broken, pixels(2), targets: [0, 1]) }
    _ = try method.attribute(perceptron(), pixels(2), targets: [0, 1])
  }

  @Test func `a picture is scaled by its own percentile and no other's`() throws {
    let values = drawn([3, 2, 10, 10], seed: 4).multiplied(by: [1, 100, 0])
    let signed = try AttributionPicture(.signedSum).render(values)
    #expect(signed.shape == [3, 1, 10, 10])
    let floats = signed.floats
    #expect(floats.allSatisfy { abs($0) <= 1 })
    #expect(floats[0..<100].max() == 1 || floats[0..<100].min() == -1)
    #expect(floats[100..<200].contains { $0 < 0 } && floats[100..<200].contains { $0 > 0 })
    #expect(floats[200..<300].allSatisfy { $0 == 0 })
    let alone = try AttributionPicture(.signedSum).render(values[1..<2])
    #expect(alone.floats == Array(floats[100..<200]))
    let absolute = try AttributionPicture(.absoluteSum).render(values).floats
    #expect(absolute.allSatisfy { $0 >= 0 && $0 <= 1 })
    // One bright pixel among zeros, whose 99th percentile is zero, is seen.
    let point = Tensor([1e-6] + [Double](repeating: 0, count: 399), shape: [1, 1, 20, 20])
    #expect(try AttributionPicture(.absoluteSum).render(point).floats[0] == 1)
  }
}

extension Tensor {
  fileprivate func multiplied(by factors: [Double]) -> Tensor {
    self * Tensor(factors, shape: [factors.count, 1, 1, 1])
  }
}
