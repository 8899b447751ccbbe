import Catalog
import Foundation
import Networks
import TestSupport
import Testing
import Torch

@testable import LayerRobustness

/// The gradient by the length of the paths that carry it (Q1, Q2, Q6–Q8).
@Suite struct PathTests {
  @Test(arguments: [1, 2, 24, 54, 60])
  func `Q1: the counts sum to 2^n and the shares to 1`(_ blocks: Int) {
    let counts = (0...blocks).map { PathLengths.count($0, of: blocks) }
    if blocks <= 52 { #expect(counts.reduce(0, +) == pow(2, Double(blocks))) }
    #expect(abs((0...blocks).reduce(0) { $0 + PathLengths.share($1, of: blocks) } - 1) < 1e-12)
    #expect(abs(PathLengths.survival(2, of: 10, deleting: 3) - 21.0 / 45) < 1e-12)
    #expect(PathLengths.survival(8, of: 10, deleting: 3) == 0)
  }

  @Test(arguments: [1, 4, 54, 152])
  func `deleting d blocks leaves 2^-d of all paths, the longest none`(_ blocks: Int) {
    for deleted in 0...blocks {
      let left = (0...blocks).map { PathLengths.survival($0, of: blocks, deleting: deleted) }
      if deleted == 0 { #expect(left.allSatisfy { $0 == 1 }) }
      #expect(abs(left[0] - 1) < 1e-12, "the path through no branch always stays")
      #expect(zip(left, left.dropFirst()).allSatisfy { $0 >= $1 }, "longer paths are rarer")
      #expect(left[(blocks - deleted + 1)...].allSatisfy { $0 == 0 })
      let all = left.enumerated().reduce(0) { $0 + PathLengths.share($1.offset, of: blocks) * $1.element }
      #expect(abs(all / exp2(-Double(deleted)) - 1) < 1e-9, "\(deleted) of \(blocks)")
    }
  }

  @Test func `The paper's figures for 54 blocks`() {
    let band = (19...35).reduce(0) { $0 + PathLengths.share($1, of: 54) }
    #expect(abs(band - 0.98017) < 1e-5)
    #expect(abs((5...17).reduce(0) { $0 + PathLengths.share($1, of: 54) } - 0.0045367) < 1e-7)
    #expect(abs(PathLengths.survival(5, of: 54, deleting: 10) - 0.343) < 1e-3)
    let all = PathLengths.effective((0...54).map { PathLengths.count($0, of: 54) })
    #expect(all.map { $0.from > 18 && $0.to < 36 && $0.fraction > 0.95 } == true)
    #expect(PathLengths.effective([0, 0, 0]) == nil)
  }

  @Test(arguments: Residual.Kind.allCases, [TensorType.float32, .float64])
  func `Q2: the paths of all lengths sum to the gradient`(_ kind: Residual.Kind, _ type: TensorType) throws {
    let residual = try Residual(kind, blocks: 6, type: type)
    let paths = try PathGradients(residual.modular, inputs: residual.inputs, labels: residual.labels)
    let found = try paths.exact()
    #expect(found.count == 7)
    let sum = found.dropFirst().reduce(found[0], +)
    let expected = try residual.gradient()
    let error = try (sum - expected).abs().max().item() / expected.abs().max().item()
    #expect(error < (type == .float32 ? 1e-5 : 1e-12), "\(error)")
    let short = try paths.exact(upTo: 2)
    #expect(short.count == 3)
    for (a, b) in zip(short, found) { #expect(try a.isEqual(to: b)) }
  }

  @Test(arguments: Residual.Kind.allCases, [1, 2, 3])
  func `Q6: for few blocks it is what all masked passes give one by one`(_ kind: Residual.Kind, _ blocks: Int)
    throws
  {
    let residual = try Residual(kind, blocks: blocks, type: .float64)
    let paths = try PathGradients(residual.modular, inputs: residual.inputs, labels: residual.labels)
    let found = try paths.exact()
    for length in 0...blocks {
      let sets = (0..<(1 << blocks)).filter { $0.nonzeroBitCount == length }
        .map { mask in Set((0..<blocks).filter { mask >> $0 & 1 == 1 }) }
      let sum = try sets.map(paths.path).reduce(residual.inputs.zerosLike(), +)
      let error = try (sum - found[length]).abs().max().item()
      #expect(error <= 1e-12, "length \(length)")
    }
  }

  @Test(arguments: Residual.Kind.allCases)
  func `Q7: the longest path is the chain of the branches, the shortest that of the skips`(
    _ kind: Residual.Kind
  )
    throws
  {
    let residual = try Residual(kind, blocks: 4)
    let paths = try PathGradients(residual.modular, inputs: residual.inputs, labels: residual.labels)
    let found = try paths.exact()
    #expect(try found[4].isEqual(to: paths.path(Set(0..<4))))
    #expect(try found[0].isEqual(to: paths.path([])))
  }

  @Test func `Q8: of linear blocks the output is the sum over all paths of their products`() throws {
    let residual = try Residual(.linear, blocks: 3, type: .float64), network = residual.network
    // Without biases a path is a product of matrices.
    for (index, layer) in network.layers.enumerated() where layer.layer is Linear {
      network.replace(layer: index, with: [network.tensors[index][0], network.tensors[index][1].zerosLike()])
    }
    let ends = network.layers.indices.filter { !network.layers[$0].name.hasPrefix("blocks") }
    var sum = residual.plain.zerosLike()
    for mask in 0..<8 {
      var layers = Array(ends.dropLast())
      for block in 0..<3 where mask >> block & 1 == 1 { layers += residual.modular.modules[block].branch }
      sum = sum + noGrad { network.apply(layers + [ends[ends.count - 1]], to: residual.inputs) }
    }
    #expect(try (sum - residual.plain).abs().max().item() < 1e-12)
  }

  @Test func `A plain network has one path, and says so`() throws {
    let trained = try Trained(.fullyConnected)
    #expect(throws: UserError.self) {
      _ = try PathGradients(ModularNetwork(trained.network), inputs: trained.inputs, labels: trained.labels)
    }
  }
}

extension Residual {
  /// Of the summed loss by the inputs, by the graph's own passes.
  func gradient() throws -> Tensor {
    let leaf = inputs.detached().requiringGradient()
    let loss = network.logits(normalised: leaf, .evaluation).crossEntropy(labels, .sum)
    return try Torch.gradient(of: loss, by: leaf)
  }
}
