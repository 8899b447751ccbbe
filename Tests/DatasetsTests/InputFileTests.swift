import Catalog
import Datasets
import Foundation
import Testing

private func bytes(_ base64: String) -> Data { Data(base64Encoded: base64)! }

/// The ramp that Scripts/reference/pictures.py draws, 4 rows of 6.
private let ramp = (0..<4).flatMap { row in (0..<6).map { column in UInt8(row * 40 + column * 9) } }

private func read(_ data: Data, as name: String = "input") throws -> InputFile {
  try inTemporaryFolder { folder in
    try data.write(to: URL(filePath: "\(folder)/\(name)"))
    return try InputFile("\(folder)/\(name)")
  }
}

private func npy(_ header: String, _ data: Data, version: UInt8 = 1) -> Data {
  let text = Data(header.utf8), count = text.count
  let length = [UInt8(count & 255), UInt8(count >> 8)] + (version == 1 ? [] : [0, 0])
  return Data([0x93] + Array("NUMPY".utf8) + [version, 0] + length) + text + data
}

@Suite struct InputFileTests {
  @Test func `grey pictures of 8 and 16 bits are the same input`() throws {
    for picture in [Pictures.grey8, Pictures.grey16] {
      let file = try read(bytes(picture))
      #expect(file.inputs == ArrayValue(ramp.map { Float($0) / 255 }, shape: [1, 1, 4, 6]))
      #expect(file.labels == nil)
    }
    #expect(try read(bytes(Pictures.grey1)).inputs.floats == ramp.map { Float($0 % 2) })
  }

  @Test func `colour comes as planes, and alpha is laid over black`() throws {
    let planes = [ramp, ramp.map { 255 - $0 }, ramp.map { _ in 77 }].flatMap { $0 }.map { Float($0) / 255 }
    #expect(try read(bytes(Pictures.rgb)).inputs == ArrayValue(planes, shape: [1, 3, 4, 6]))
    #expect(
      try read(bytes(Pictures.rgba)).inputs
        == ArrayValue(planes.map { $0 * (128 / 255) }, shape: [1, 3, 4, 6]))
    #expect(
      try read(bytes(Pictures.palette)).inputs
        == ArrayValue([40, 10, 50, 20, 60, 30].map { Float($0) / 255 }, shape: [1, 3, 1, 2]))
    #expect(
      try PNG.decode(bytes(Pictures.paletteTransparent), place: "p").pixels
        == Data([40, 50, 60, 255, 10, 20, 30, 0]))
  }

  @Test(arguments: 1...4) func `a png that we write is read back`(channels: Int) throws {
    let image = PixelImage(
      width: 5, height: 3, channels: channels, pixels: Data((0..<(15 * channels)).map { UInt8($0 * 3) }))
    #expect(try PNG.decode(PNG.encode(image), place: "p") == image)
  }

  @Test func `jpegs are read, baseline and progressive`() throws {
    for picture in [Pictures.jpegGrey, Pictures.jpegProgressive] {
      let input = try read(bytes(picture)).inputs
      #expect(input.shape == [1, 1, 16, 16])
      for (place, value) in input.floats.enumerated() {
        #expect(abs(value * 255 - Float(place % 16 * 16)) <= 2)
      }
    }
    let colour = try read(bytes(Pictures.jpegColour)).inputs
    #expect(colour.shape == [1, 3, 8, 16])
    for (channel, value) in [200, 100, 50].enumerated() {
      #expect(abs(colour.floats[channel * 128] * 255 - Float(value)) <= 2)
    }
    #expect(refusal { _ = try read(bytes(Pictures.jpegFourInks)) }?.contains("4 colour components") == true)
  }

  @Test(arguments: [Pictures.rgb, Pictures.paletteTransparent, Pictures.jpegColour, Pictures.jpegProgressive])
  func `a picture cut or mutated anywhere throws or succeeds but never traps`(picture: String) throws {
    let whole = bytes(picture), isPNG = PNG.begins(whole)
    func decode(_ data: Data) throws -> PixelImage {
      isPNG ? try PNG.decode(data, place: "x") : try JPEG.decode(data, place: "x")
    }
    let isWhole = try decode(whole)
    for count in 0..<(whole.count - 2) {
      if refusal({ _ = try decode(whole.prefix(count)) }) == nil {
        // Only a JPEG's last bytes may miss: they carry no pixels.
        #expect(try !isPNG && decode(whole.prefix(count)) == isWhole, "cut to \(count)")
      }
    }
    var generator = SplitMix64(seed: 5)
    for _ in 0..<500 {
      var mutated = whole
      mutated[generator.next(below: whole.count)] = UInt8(generator.next(below: 256))
      _ = refusal { _ = try decode(mutated) }
    }
  }

  @Test func `a picture larger than memory is refused at its header`() throws {
    var large = bytes(Pictures.rgb)
    // Width and height of the IHDR chunk, with its checksum made good.
    large.replaceSubrange(16..<24, with: [0, 0x0f, 0x42, 0x40, 0, 0x0f, 0x42, 0x40])
    let checksum = crc(large[12..<29])
    large.replaceSubrange(29..<33, with: (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (24 - 8 * $0)) })
    #expect(
      refusal { _ = try PNG.decode(large, place: "x") } == "x: not a readable PNG: the picture is too large")
  }

  @Test func `npy arrays of every accepted kind and shape`() throws {
    let bytes = Data([0, 51, 102, 255])
    let u1 = try read(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }\n", bytes))
    #expect(u1.inputs == ArrayValue([0, 0.2, 0.4, 1] as [Float], shape: [1, 1, 2, 2]))
    let single = [0.25, 1, 0] as [Float], double = [0.25, 1, 0]
    let f4 = npy(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 1, 1), }", ArrayValue(single).bytes, version: 2)
    #expect(try read(f4).inputs == ArrayValue(single, shape: [1, 3, 1, 1]))
    let f8 = npy("{'shape': (3, 1, 1, 1), 'fortran_order': False, 'descr': '<f8'}", ArrayValue(double).bytes)
    #expect(try read(f8).inputs == ArrayValue(single, shape: [3, 1, 1, 1]))
    let grey = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 2), }", bytes)
    #expect(try read(grey).inputs.shape == [2, 1, 1, 2])
  }

  @Test(arguments: [
    ("{'descr': '<i4', 'fortran_order': False, 'shape': (1, 1), }", "found the type '<i4'"),
    ("{'descr': '>f4', 'fortran_order': False, 'shape': (1, 1), }", "found the type '>f4'"),
    ("{'fortran_order': False, 'shape': (1, 1), }", "found the type nowhere"),
    ("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1), }", "expected C order"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", "found 4 bytes of data, expected 8"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 1), }", "found 4 bytes of data, expected 0"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "found inputs of shape [1]"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1, -1), }", "found the shape"),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }",
      "too large for any machine"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }",
      "found the pixel 2.0 at element 0, expected 0…1"
    ),
  ])
  func `npy files that do not fit are refused`(header: String, reason: String) {
    let message = refusal { _ = try read(npy(header, ArrayValue([2] as [Float]).bytes)) }
    #expect(message?.contains(reason) == true, "\(message ?? "accepted")")
  }

  @Test func `an npy file cut anywhere is refused`() {
    let whole = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }\n", Data([0, 51, 102, 255]))
    for count in 0..<whole.count {
      #expect(refusal { _ = try read(whole.prefix(count)) } != nil, "cut to \(count)")
    }
  }

  @Test func `safetensors with and without labels`() throws {
    try inTemporaryFolder { folder in
      let path = folder + "/mine.safetensors", inputs = ArrayValue([0, 1] as [Float], shape: [2, 1, 1, 1])
      try Safetensors.write(["inputs": inputs, "labels": ArrayValue([3, 9])], to: path)
      #expect(try InputFile(path).inputs == inputs)
      #expect(try InputFile(path).labels == [3, 9])
      try Safetensors.write(["inputs": inputs], to: path)
      #expect(try InputFile(path).labels == nil)
      #expect(try InputFile(path).count == 2)
      for (arrays, reason) in [
        (["images": inputs], "unknown tensor 'inputs'"),
        (["inputs": ArrayValue([.nan] as [Float], shape: [1, 1, 1, 1])], "found the pixel nan"),
        (["inputs": ArrayValue([1], shape: [1, 1, 1, 1])], "found inputs of type int64"),
        (["inputs": inputs, "labels": ArrayValue([1])], "found labels of shape [1], expected [2]"),
        (["inputs": inputs, "labels": ArrayValue([1, -1])], "found the label -1"),
        (["inputs": inputs, "labels": ArrayValue([1, .nan] as [Float])], "found labels of type float32"),
      ] {
        try Safetensors.write(arrays, to: path)
        let message = refusal { _ = try InputFile(path) }
        #expect(
          message?.hasPrefix(path) == true && message?.contains(reason) == true, "\(message ?? "accepted")")
      }
    }
  }

  @Test func `anything else is refused by its first bytes`() {
    let message = refusal { _ = try read(Data("BM, a bitmap".utf8)) }
    #expect(message?.hasSuffix("begins with '42 4d 2c 20', expected png, jpg, npy or safetensors") == true)
  }
}

/// The checksum of PNG's chunks, slowly.
private func crc(_ data: Data) -> UInt32 {
  ~data.reduce(~0 as UInt32) { sum, byte in
    (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
  }
}
