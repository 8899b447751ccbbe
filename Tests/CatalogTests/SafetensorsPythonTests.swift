import Catalog
import Foundation
import Testing

/// A Python that has the `safetensors` package: HALFTONE_PYTHON, the repository's own, or the system's.
private let python: String? = {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  let named = ProcessInfo.processInfo.environment["HALFTONE_PYTHON"].map { [$0] } ?? []
  return (named + [root + "/.build-python/bin/python", "/usr/bin/python3"]).first {
    (try? run($0, "import safetensors.numpy", [])) == 0
  }
}()

private func run(_ python: String, _ script: String, _ arguments: [String]) throws -> Int32 {
  let process = Process()
  process.executableURL = URL(filePath: python)
  process.arguments = ["-c", script] + arguments
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  return process.terminationStatus
}

@Suite(.enabled(if: python != nil, "no Python with the safetensors package; name one by HALFTONE_PYTHON"))
struct SafetensorsPythonTests {
  @Test func `python reads what we write`() throws {
    let script = """
      import sys, numpy, safetensors, safetensors.numpy
      read = safetensors.numpy.load_file(sys.argv[1])
      assert sorted(read) == ["bias", "empty", "flags", "step", "weight"], sorted(read)
      assert read["weight"].dtype == numpy.float32 and read["weight"].tolist() == [[1, 2, 3], [4, 5, 6]]
      assert read["bias"].dtype == numpy.float64 and read["bias"].tolist() == [0.1]
      assert read["step"].dtype == numpy.int64 and read["step"].shape == () and read["step"] == -3
      assert read["flags"].dtype == bool and read["flags"].tolist() == [True, False, True]
      assert read["empty"].shape == (0, 4)
      with safetensors.safe_open(sys.argv[1], "numpy") as file:
        assert file.metadata() == {"made": "by \\"Halftone\\" ε"}, file.metadata()
      """
    try inTemporaryFolder { folder in
      try Safetensors.write(
        [
          "weight": ArrayValue([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3]),
          "bias": ArrayValue([0.1] as [Double]), "step": ArrayValue([-3], shape: []),
          "empty": ArrayValue([Float](), shape: [0, 4]),
          "flags": ArrayValue(shape: [3], elementType: .bool, bytes: Data([1, 0, 1])),
        ], metadata: ["made": "by \"Halftone\" ε"], to: folder + "/ours")
      #expect(try run(#require(python), script, [folder + "/ours"]) == 0)
    }
  }

  @Test func `we read what python writes`() throws {
    let script = """
      import sys, numpy, safetensors.numpy
      safetensors.numpy.save_file({
        "half": numpy.array([[0.5, -2]], numpy.float16), "single": numpy.arange(4, dtype=numpy.float32).reshape(2, 2),
        "bytes": numpy.array([0, 255], numpy.uint8), "long": numpy.array(-9),
        "truth": numpy.array([False, True]), "int": numpy.array([7], numpy.int32),
      }, sys.argv[1], {"format": "np"})
      """
    try inTemporaryFolder { folder in
      #expect(try run(#require(python), script, [folder + "/theirs"]) == 0)
      let read = try Safetensors(contentsOf: folder + "/theirs")
      #expect(read.metadata == ["format": "np"])
      #expect(try read.array("half") == ArrayValue([0.5, -2] as [Float], shape: [1, 2]))
      #expect(try read.array("single") == ArrayValue([0, 1, 2, 3] as [Float], shape: [2, 2]))
      #expect(try read.array("bytes").integers == [0, 255])
      #expect(try read.array("long") == ArrayValue([-9], shape: []))
      #expect(try read.array("truth").integers == [0, 1])
      #expect(try read.array("int").elementType == .int32)
    }
  }
}
