import Catalog
import Foundation
import Testing

/// A file of the given header text and data, as hostile as one likes.
private func file(_ header: String, data count: Int = 0, length: UInt64? = nil) -> Data {
  let text = Data(header.utf8)
  return withUnsafeBytes(of: (length ?? UInt64(text.count)).littleEndian) { Data($0) } + text
    + Data((0..<count).map { UInt8(truncatingIfNeeded: $0 % 2) })
}

private func refusal(of data: Data) -> String? {
  do {
    _ = try Safetensors(data: data, path: "weights.safetensors").arrays()
    return nil
  } catch let error as UserError {
    return error.message
  } catch {
    Issue.record("not a user error: \(error)")
    return nil
  }
}

@Suite struct SafetensorsTests {
  private let arrays: [String: ArrayValue] = [
    "fc1.weight": ArrayValue([Float](stride(from: -1, to: 5, by: 1)), shape: [2, 3]),
    "fc1.bias": ArrayValue([0.5, -0.25] as [Float]),
    "step": ArrayValue([42], shape: []),
    "empty": ArrayValue([Float](), shape: [3, 0, 2]),
    "précis \"quoted\" \\ / \n 🙂": ArrayValue([1.5, 2.5] as [Double]),
    "mask": ArrayValue(shape: [3], elementType: .bool, bytes: Data([0, 1, 1])),
    "pixels": ArrayValue(shape: [1, 5], elementType: .uint8, bytes: Data([0, 1, 127, 254, 255])),
    "small": ArrayValue(
      shape: [1], elementType: .int32, bytes: withUnsafeBytes(of: Int32(-7)) { Data($0) }),
  ]

  @Test func `what is written is read back`() throws {
    try inTemporaryFolder { folder in
      let path = folder + "/weights.safetensors"
      try Safetensors.write(arrays, metadata: ["format": "pt", "note": "ε = 8/255 \"so\""], to: path)
      let read = try Safetensors(contentsOf: path)
      #expect(try read.arrays() == arrays)
      #expect(read.metadata == ["format": "pt", "note": "ε = 8/255 \"so\""])
      for entry in read.entries { #expect(entry.range.lowerBound % entry.dtype.size == 0) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["weights.safetensors"])
    }
  }

  @Test func `equal arrays give equal files`() throws {
    try inTemporaryFolder { folder in
      try Safetensors.write(arrays, metadata: ["b": "1", "a": "2"], to: folder + "/1")
      try Safetensors.write(arrays, metadata: ["a": "2", "b": "1"], to: folder + "/2")
      #expect(
        try Data(contentsOf: URL(filePath: folder + "/1")) == Data(contentsOf: URL(filePath: folder + "/2")))
    }
  }

  @Test func `a failed write leaves the old file and no other`() throws {
    try inTemporaryFolder { folder in
      let path = folder + "/weights.safetensors"
      try Data("old".utf8).write(to: URL(filePath: path))
      #expect(throws: UserError.self) { try Safetensors.write(arrays, to: folder + "/missing/x") }
      try FileManager.default.createDirectory(
        atPath: folder + "/taken/inside", withIntermediateDirectories: true)
      let error = #expect(throws: UserError.self) { try Safetensors.write(arrays, to: folder + "/taken") }
      #expect(error?.message.hasPrefix(folder + "/taken: cannot be written: ") == true)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
          "taken", "weights.safetensors",
        ])
    }
  }

  @Test func `a folder that takes no files is one clear line`() {
    let error = #expect(throws: UserError.self) {
      try WholeFile.write(Data(count: 1), to: "/proc/halftone")
    }
    #expect(error?.message.hasPrefix("/proc/halftone: cannot be written: ") == true)
  }

  @Test func `half precision is widened exactly`() throws {
    // 1, -2, the smallest subnormal, infinity, the largest finite number.
    let half: [UInt16] = [0x3c00, 0xc000, 0x0001, 0x7c00, 0x7bff]
    let brain: [UInt16] = [0x3f80, 0xc049]
    let header =
      #"{"h":{"dtype":"F16","shape":[5],"data_offsets":[0,10]},"b":{"dtype":"BF16","shape":[2],"data_offsets":[10,14]}}"#
    var data = file(header)
    for value in half + brain { withUnsafeBytes(of: value) { data.append(contentsOf: $0) } }
    let read = try Safetensors(data: data, path: "half")
    #expect(try read.array("h").floats == [1, -2, 0x1p-24, .infinity, 65504])
    #expect(try read.array("h").firstNonFinite == 3)
    #expect(try read.array("b").floats == [1, -3.140625])
  }

  @Test(arguments: [
    (Data([1, 2, 3]), "found 3 bytes"),
    (file("{}", length: 3), "header length of 3, but only 2 bytes follow"),
    (file("{}", length: .max), "at most 100000000"),
    (file("{}", length: 100_000_001), "at most 100000000"),
    (file(""), "ends where '{' is expected"),
    (file(" {}"), "expected '{'"),
    (file("[]"), "expected '{'"),
    (file("{\"a\""), "ends where ':' is expected"),
    (file("{} x"), "expected the end of the header"),
    (file("{\"a\u{1}\":{}}"), "control character"),
    (file(#"{"\ud800":{}}"#), "surrogate"),
    (file(#"{"__metadata__":{"a":1}}"#), "expected '\"'"),
    (file(#"{"__metadata__":{"a":"1","a":"1"}}"#), "the key 'a' stands twice"),
    (
      file(
        #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#,
        data: 2), "the key 'a' stands twice"
    ),
    (
      file(#"{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#, data: 1),
      "the key 'dtype' stands twice"
    ),
    (file(#"{"a":{"dtype":"U8","shape":[1]}}"#), "'a': no data_offsets"),
    (file(#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":[]}}"#, data: 1), "the field 'x'"),
    (
      file(#"{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}"#, data: 8),
      "found dtype 'C64', expected one of F64"
    ),
    (file(#"{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}"#, data: 1), "expected a whole number"),
    (file(#"{"a":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}}"#, data: 1), "expected ']'"),
    (file(#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}"#, data: 1), "begin ≤ end"),
    (file(#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}}"#, data: 1), "begin ≤ end"),
    (
      file(#"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,2]}}"#, data: 2),
      "found 2 bytes between its offsets, expected 3"
    ),
    (
      file(#"{"a":{"dtype":"F32","shape":[4611686018427387904,2],"data_offsets":[0,0]}}"#),
      "too large for any machine"
    ),
    (
      file(#"{"a":{"dtype":"F32","shape":[0,4611686018427387904,2],"data_offsets":[0,0]}}"#),
      "too large for any machine"
    ),
    (
      file(#"{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,1]}}"#, data: 1),
      "beyond 64 bits"
    ),
    (file(#"{"a":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}}"#, data: 8), "ends at 9, but only 8 bytes"),
    (
      file(
        #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}"#,
        data: 3), "overlaps"
    ),
    (
      file(
        #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}"#,
        data: 3), "leaves a gap"
    ),
    (
      file(#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#, data: 2),
      "found 2 bytes of data, expected 1"
    ),
    (file(#"{"a":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}}"#) + Data([2]), "expected 0 or 1"),
    (file("{\"\u{1b}[2J"), "control character"),
    (file(#"{"\u001b[2J":{}}"#), "tensor '\u{fffd}[2J': no dtype"),
  ])
  func `a hostile header is refused with one clear line`(data: Data, reason: String) throws {
    let message = try #require(refusal(of: data))
    #expect(message.hasPrefix("weights.safetensors: "))
    #expect(message.contains(reason), "\(message)")
    #expect(!message.contains { $0.isNewline || $0 == "\u{1b}" })
  }

  @Test func `a file cut anywhere is refused`() throws {
    try inTemporaryFolder { folder in
      try Safetensors.write(arrays, to: folder + "/whole")
      let whole = try MappedFile.read(folder + "/whole")
      for count in 0..<whole.count { #expect(refusal(of: whole.prefix(count)) != nil, "cut to \(count)") }
      #expect(refusal(of: whole + [0]) != nil)
    }
  }

  @Test func `a thousand random mutations throw or succeed but never trap`() throws {
    try inTemporaryFolder { folder in
      try Safetensors.write(arrays, metadata: ["format": "pt"], to: folder + "/whole")
      let whole = try MappedFile.read(folder + "/whole")
      let header = 8 + Int(whole.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) })
      let alphabet = Array("{}[]\",:\\0123456789eE+-. \u{0}\u{ff}dtypeshape".utf8)
      var generator = SplitMix64(seed: 1)
      var refused = 0
      for _ in 0..<1000 {
        var mutated = Data(whole)
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          let place = Int.random(in: 0..<header, using: &generator)
          switch Int.random(in: 0..<4, using: &generator) {
          case 0: mutated[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
          case 1: mutated[place] = alphabet.randomElement(using: &generator)!
          case 2: mutated.remove(at: place)
          default: mutated.insert(alphabet.randomElement(using: &generator)!, at: place)
          }
        }
        if refusal(of: mutated) != nil { refused += 1 }
      }
      #expect(refused > 900)
    }
  }

  @Test func `a missing tensor offers the nearest name`() throws {
    try inTemporaryFolder { folder in
      try Safetensors.write(arrays, to: folder + "/w")
      let read = try Safetensors(contentsOf: folder + "/w")
      let error = #expect(throws: UserError.self) { try read.array("fc1.wieght") }
      #expect(error?.message == "\(folder)/w: unknown tensor 'fc1.wieght'; did you mean 'fc1.weight'?")
    }
  }

  @Test func `a file larger than memory is opened without reading it`() throws {
    try inTemporaryFolder { folder in
      let path = folder + "/large.safetensors", size = 64 << 30
      let start = file(#"{"a":{"dtype":"U8","shape":[\#(size)],"data_offsets":[0,\#(size)]}}"#)
      try start.write(to: URL(filePath: path))
      // A sparse file: it takes no room on the disk either.
      try #require(truncate(path, start.count + size) == 0)
      let slice = try Safetensors(contentsOf: path).slice("a")
      #expect(slice.count == size && slice.last == 0)
    }
  }

  @Test func `what is not a file is refused`() throws {
    try inTemporaryFolder { folder in
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      for path in [folder, folder + "/pipe", folder + "/missing", "/dev/zero"] {
        let error = #expect(throws: UserError.self) { try Safetensors(contentsOf: path) }
        #expect(error?.message.hasPrefix("\(path): ") == true)
      }
    }
  }
}
