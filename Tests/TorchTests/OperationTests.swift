import Catalog
import Foundation
import TestSupport
import Testing
import Torch

/// Operations against values that can be worked out by hand.
@Suite struct OperationTests {
  let a = Tensor([1.0, 2, 3, 4, 5, 6], shape: [2, 3])

  @Test func `arithmetic works on tensors and numbers`() throws {
    #expect(try (a + a).doubles() == [2, 4, 6, 8, 10, 12])
    #expect(try (1.0 - a).doubles() == [0, -1, -2, -3, -4, -5])
    #expect(try (12.0 / a).doubles() == [12, 6, 4, 3, 12.0 / 5, 2])
    #expect(try (a * 2 / 4).doubles() == [0.5, 1, 1.5, 2, 2.5, 3])
    #expect(try (-a).clamp(-3, -2).doubles() == [-2, -2, -3, -3, -3, -3])
    #expect(try a.remainder(4).doubles() == [1, 2, 3, 0, 1, 2])
  }

  @Test func `comparisons and choices`() throws {
    #expect(try (a .> 3).bools() == [false, false, false, true, true, true])
    #expect(try a.where(a .> 3, otherwise: a.zerosLike()).doubles() == [0, 0, 0, 4, 5, 6])
    #expect(try a.masked(a .<= 2, fill: -1).doubles() == [-1, -1, 3, 4, 5, 6])
    #expect(try (a .> 1).and(a .< 3).countNonzero().integer() == 1)
  }

  @Test func `views select what they say`() throws {
    #expect(try a.transpose().doubles() == [1, 4, 2, 5, 3, 6])
    #expect(try a[1].doubles() == [4, 5, 6])
    #expect(try a.slice(0, 9, dimension: 1, step: 2).doubles() == [1, 3, 4, 6])
    #expect(a.unsqueeze(1).expand([2, 4, 3]).shape == [2, 4, 3])
    #expect(try a.indexSelect([2, 0], dimension: 1).doubles() == [3, 1, 6, 4])
    #expect(try a.pick(Tensor([2, 0])).doubles() == [3, 4])
    #expect(a.windows(2, step: 1, dimension: 1).shape == [2, 2, 2])
    #expect(try a.repeatInterleave(2, dimension: 1)[0].doubles() == [1, 1, 2, 2, 3, 3])
    #expect(Tensor.stack([a, a]).shape == [2, 2, 3])
    #expect(try (a .> 4).nonzero().integers() == [1, 1, 1, 2])
    #expect(try a.maskedSelect(a .> 4).doubles() == [5, 6])
  }

  @Test func `reductions over some and over all dimensions`() throws {
    #expect(try a.sum().item() == 21)
    #expect(try a.sum([0]).doubles() == [5, 7, 9])
    #expect(try a.max([1]).doubles() == [3, 6])
    #expect(try a.argmax(1).integers() == [2, 2])
    #expect(try a.argmin(0).integers() == [0, 0, 0])
    #expect(try a.variance([1]).doubles() == [1, 1])
    #expect(try a.norm(.infinity).item() == 6)
    #expect(try a.norm(1, [1]).doubles() == [6, 15])
    #expect(try a.product(1).doubles() == [6, 120])
    #expect(try (a .> 3).any([0, 1]).bools() == [true])
    #expect(try (a .> 3).all([1]).bools() == [false, true])
    #expect(try a.median(1).doubles() == [2, 5])
    #expect(try a.quantile(0.5, dimension: 1).doubles() == [2, 5])
    #expect(try Tensor([1, 1, 3]).bincount(atLeast: 5).integers() == [0, 2, 0, 1, 0])
  }

  @Test func `sorting and top k`() throws {
    let mixed = Tensor([3.0, 1, 2])
    #expect(try mixed.sorted(descending: true).values.doubles() == [3, 2, 1])
    #expect(try mixed.sorted().indices.integers() == [1, 2, 0])
    #expect(try mixed.topK(2).indices.integers() == [0, 2])
  }

  @Test func `convolution against the sum written out`() throws {
    let image = Generator(seed: 1).normal([1, 2, 5, 4], type: .float64)
    let kernel = Generator(seed: 2).normal([3, 2, 3, 2], type: .float64)
    let x = try image.doubles(), w = try kernel.doubles()
    var expected: [Double] = []
    for o in 0..<3 {
      for row in 0..<3 {
        for column in 0..<3 {
          var sum = 0.0
          for c in 0..<2 {
            for i in 0..<3 {
              for j in 0..<2 {
                sum += x[c * 20 + (row + i) * 4 + column + j] * w[o * 12 + c * 6 + i * 2 + j]
              }
            }
          }
          expected.append(sum)
        }
      }
    }
    expectClose(try image.conv2d(kernel).doubles(), expected, tolerance: 1e-12)
  }

  @Test func `cross-entropy equals minus the log of the softmax`() throws {
    let logits = Tensor([1.0, 2, 0.5, -1, 0, 3], shape: [2, 3])
    let rows = [[1.0, 2, 0.5], [-1, 0, 3]]
    let expected = zip(rows, [0, 2]).map { row, label in
      Foundation.log(row.map(Foundation.exp).reduce(0, +)) - row[label]
    }
    expectClose(try logits.crossEntropy(Tensor([0, 2]), .none).doubles(), expected, tolerance: 1e-12)
  }

  @Test func `the fused step equals momentum written out`() throws {
    let parameter = Tensor([1.0, -2]), gradient = Tensor([0.5, 0.25]), velocity = Tensor([0.0, 0])
    for step in 0..<2 {
      try stochasticGradientStep(
        parameters: [parameter], gradients: [gradient], momenta: [velocity], rate: 0.1, momentum: 0.9,
        decay: 0.01,
        nesterov: false, isFirst: step == 0)
    }
    var theta = [1.0, -2.0], v = [0.0, 0.0]
    for step in 0..<2 {
      for i in 0..<2 {
        let g = [0.5, 0.25][i] + 0.01 * theta[i]
        v[i] = step == 0 ? g : 0.9 * v[i] + g
        theta[i] -= 0.1 * v[i]
      }
    }
    expectClose(try parameter.doubles(), theta, tolerance: 1e-15)
  }

  @Test func `bytes are looked up in their channel's row; what does not fit is refused`() throws {
    let bytes = Tensor([0, 255, 7, 7]).to(.uint8).reshape([1, 2, 2])
    let table = Tensor((0..<512).map(Float.init), shape: [2, 256])
    #expect(
      try bytes.lookUp(in: table).array() == ArrayValue([0, 255, 263, 263] as [Float], shape: [1, 2, 2]))
    // A view with other strides, and nothing at all.
    #expect(try bytes.transpose(0, 1).lookUp(in: table[0..<1]).floats() == [0, 255, 7, 7])
    #expect(try bytes[0..<0].lookUp(in: table).array().count == 0)
    for wrong in [table[0..<1], table.slice(0, 255, dimension: 1), table.to(.float64)] {
      #expect(throws: TorchError.self) { try bytes.lookUp(in: wrong).floats() }
    }
    #expect(throws: TorchError.self) { try bytes.to(.int64).lookUp(in: table).floats() }
  }

  @Test func `arrays travel both ways`() throws {
    let values = ArrayValue([1.5, -2, 3] as [Float], shape: [3, 1])
    #expect(try Tensor(values).array() == values)
    #expect(try Tensor([true, false].map { $0 ? 1 : 0 }).to(.bool).array().integers == [1, 0])
    #expect(try Tensor.zeros([0, 3]).array().count == 0)
  }
}

@Suite struct ErrorTests {
  @Test func `the first failure is kept with its operation and shapes`() throws {
    let a = Tensor.ones([2, 3]), b = Tensor.ones([4, 5])
    let failed = (a.matmul(b) + a).sum()
    #expect(!failed.isDefined)
    _ = a.reshape([7])
    let error = #expect(throws: TorchError.self) { try failed.item() }
    #expect(error!.message.hasPrefix("matmul: "))
    #expect(error!.message.contains("[2, 3]") && error!.message.contains("[4, 5]"))
    #expect(!error!.message.contains("\n"))
    #expect(try a.sum().item() == 6)
  }

  @Test func `a scope throws what nobody read`() throws {
    #expect(throws: TorchError.self) { try scope { _ = Tensor.ones([2]).reshape([3]) } }
    #expect(try scope { try Tensor.ones([2]).sum().item() } == 2)
  }

  @Test func `no gradient is recorded inside noGrad, and the mode comes back`() throws {
    let x = Tensor([1.0]).requiringGradient()
    #expect(!noGrad { x.square() }.requiresGradient)
    struct Oops: Error {}
    #expect(throws: Oops.self) { try noGrad { throw Oops() } }
    #expect(x.square().requiresGradient)
  }

  @Test func `a missing TorchScript file is a user error`() {
    #expect(throws: UserError.self) { _ = try TorchScriptModule(path: "/nowhere/model.pt") }
  }
}

@Suite struct GeneratorTests {
  @Test func `a seed repeats, a state continues`() throws {
    let first = Generator(seed: 11), second = Generator(seed: 11)
    #expect(try first.normal([50]).floats() == second.normal([50]).floats())
    let state = first.state
    let drawn = try first.uniform([9]).floats()
    try second.restore(state)
    #expect(try second.uniform([9]).floats() == drawn)
    #expect(try first.permutation(100).integers().sorted() == Array(0..<100))
  }

  @Test func `uniform numbers keep their bounds and mean`() throws {
    let drawn = try Generator(seed: 3).uniform([100_000], -1, 3).doubles()
    #expect(drawn.min()! >= -1 && drawn.max()! < 3)
    #expect(abs(drawn.reduce(0, +) / 100_000 - 1) < 0.02)
  }
}
