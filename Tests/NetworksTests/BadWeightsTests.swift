import Catalog
import Foundation
import Networks
import Testing
import Torch

/// Weights that do not belong to their form.
@Suite struct BadWeightsTests {
  private static let text = form(
    layer("norm", "batch-norm2d", "channels = 1") + layer("flatten", "flatten")
      + layer("out", "linear", "in = 4\nout = 2"))

  /// What loading says when the weights were changed so.
  private func refusal(_ change: (inout [String: ArrayValue]) -> Void) throws -> String {
    try inTemporaryFolder { folder in
      try NetworkFolder.save(Network(try read(Self.text), seed: 1), to: folder)
      let file = folder + "/weights.safetensors"
      var arrays = try Safetensors(contentsOf: file).arrays()
      change(&arrays)
      try Safetensors.write(arrays, to: file)
      let error = #expect(throws: UserError.self) { try NetworkFolder.load(folder) }
      let line = error!.message
      #expect(!line.contains { $0.isNewline } && line.hasPrefix(file + ": "), "\(line)")
      return line.replacing(file, with: "FILE")
    }
  }

  @Test func `a missing tensor`() throws {
    #expect(
      try refusal { $0["out.bias"] = nil }
        == "FILE: found no tensor 'out.bias', expected one of shape [2] for network 'test'")
  }

  @Test func `a superfluous tensor`() throws {
    #expect(
      try refusal { $0["fc9.weight"] = ArrayValue([1] as [Float]) }
        == "FILE: found the tensor 'fc9.weight', expected only those of network 'test', which has no place for it"
    )
    #expect(
      try refusal { $0["out.num_batches_tracked"] = ArrayValue([3]) }.contains("'out.num_batches_tracked'"))
  }

  @Test func `another shape`() throws {
    #expect(
      try refusal { $0["out.weight"] = ArrayValue([Float](repeating: 0, count: 8), shape: [4, 2]) }
        == "FILE: tensor 'out.weight': found shape [4, 2], expected [2, 4]")
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity]) func `a number that is not finite`(_ value: Float)
    throws
  {
    #expect(
      try refusal { $0["norm.running_var"] = ArrayValue([value]) }
        == "FILE: tensor 'norm.running_var': found NaN or infinity, expected finite numbers")
  }

  @Test func `a variance below zero`() throws {
    #expect(
      try refusal { $0["norm.running_var"] = ArrayValue([-0.5] as [Float]) }
        == "FILE: tensor 'norm.running_var': found -0.5, expected numbers of at least 0.0")
  }

  @Test func `a number that float32 cannot hold`() throws {
    #expect(
      try refusal { $0["norm.bias"] = ArrayValue([1e300]) }
        == "FILE: tensor 'norm.bias': found NaN or infinity, expected finite numbers")
  }

  @Test func `whole numbers for weights`() throws {
    #expect(
      try refusal { $0["out.bias"] = ArrayValue([1, 2]) }.contains("'out.bias': found elements of type int64")
    )
  }

  @Test func `a checkpoint of another architecture`() throws {
    let line = try refusal { arrays in
      arrays = ["fc1.weight": ArrayValue([1] as [Float]), "fc1.bias": ArrayValue([1] as [Float])]
    }
    #expect(line.contains("no tensor 'norm.weight'") && line.contains("[1]"))
  }

  @Test func `double precision and PyTorch's count of batches are welcome`() throws {
    try inTemporaryFolder { folder in
      let network = Network(try read(Self.text), seed: 1)
      try NetworkFolder.save(network, to: folder)
      let file = folder + "/weights.safetensors"
      var arrays = try Safetensors(contentsOf: file).arrays()
      arrays["norm.num_batches_tracked"] = ArrayValue([7], shape: [])
      let bias = arrays["out.bias"]!
      arrays["out.bias"] = ArrayValue(bias.doubles, shape: bias.shape)
      try Safetensors.write(arrays, to: file)
      let inputs = Generator(seed: 1).uniform([2, 1, 2, 2])
      #expect(try NetworkFolder.load(folder).logits(inputs).doubles() == network.logits(inputs).doubles())
    }
  }

  @Test func `missing and truncated files`() throws {
    try inTemporaryFolder { folder in
      try NetworkFolder.save(Network(try read(Self.text), seed: 1), to: folder)
      let file = folder + "/weights.safetensors"
      let bytes = try Data(contentsOf: URL(filePath: file))
      try bytes.dropLast(5).write(to: URL(filePath: file))
      #expect(throws: UserError.self) { try NetworkFolder.load(folder) }
      try FileManager.default.removeItem(atPath: file)
      let error = #expect(throws: UserError.self) { try NetworkFolder.load(folder) }
      #expect(error!.message.hasPrefix(file))
    }
  }
}
