import Catalog
import Datasets
import Foundation
import Testing

@Suite struct IDXTests {
  private let array = ArrayValue(
    shape: [3, 4, 5], elementType: .uint8, bytes: Data((0..<60).map { UInt8($0 * 4) }))

  @Test func `plain and compressed files hold the same`() throws {
    let plain = IDX.encode(array)
    let content = try IDX.decode(plain, dimensions: 3, place: "plain")
    #expect(content.array == array)
    #expect(content.checksum == SHA256.hash(plain))
    let compressed = try IDX.decode(Gzip.deflate(plain), dimensions: 3, place: "gz")
    #expect(compressed.array == array)
    #expect(compressed.checksum == content.checksum)
  }

  @Test func `a gzip stream of two members is one file`() throws {
    let plain = IDX.encode(array)
    let joined = try Gzip.deflate(plain.prefix(31)) + Gzip.deflate(plain.dropFirst(31))
    #expect(try IDX.decode(joined, dimensions: 3, place: "gz").array == array)
  }

  @Test func `a file cut anywhere is refused`() throws {
    let plain = IDX.encode(array), compressed = try Gzip.deflate(plain)
    for file in [plain, compressed] {
      for count in 0..<file.count {
        let message = refusal { _ = try IDX.decode(file.prefix(count), dimensions: 3, place: "cut.idx") }
        #expect(message?.hasPrefix("cut.idx: ") == true, "cut to \(count)")
      }
    }
  }

  @Test func `every flipped bit of a compressed file is noticed or harmless`() throws {
    let compressed = try Gzip.deflate(IDX.encode(array))
    var noticed = 0
    for place in 0..<compressed.count {
      for bit in 0..<8 {
        var flipped = compressed
        flipped[place] ^= 1 << UInt8(bit)
        var read: ArrayValue?
        if refusal({ read = try IDX.decode(flipped, dimensions: 3, place: "x").array }) != nil {
          noticed += 1
        }
        // gzip's time, system and flag bytes do not concern the content.
        if let read { #expect(read == array, "bit \(bit) of byte \(place)") }
      }
    }
    #expect(noticed > 8 * (compressed.count - 10))
  }

  @Test func `messages name the file, what was found and what was expected`() throws {
    let plain = IDX.encode(array)
    func message(_ file: Data, dimensions: Int = 3) -> String? {
      refusal { _ = try IDX.decode(file, dimensions: dimensions, place: "a/b.idx") }
    }
    #expect(
      message(plain, dimensions: 1)
        == "a/b.idx: found the magic number 0x00000803, expected 0x00000801 (IDX, unsigned bytes, 1 dimension)"
    )
    #expect(message(Data()) == "a/b.idx: found 0 bytes, expected an IDX header of 16")
    #expect(message(plain + [0]) == "a/b.idx: found 77 bytes, expected 76 for 3 x 4 x 5")
    #expect(message(plain.dropLast()) == "a/b.idx: found 75 bytes, expected 76 for 3 x 4 x 5")
    #expect(try message(Gzip.deflate(plain + [0])) == "a/b.idx: holds more than 76 bytes of data")
    #expect(
      try message(Gzip.deflate(plain) + [0]) == "a/b.idx: 1 bytes stand after the end of the gzip stream")
    #expect(
      try message(Gzip.deflate(plain).dropLast(9))
        == "a/b.idx: the gzip stream ends early, after 76 bytes of data")
    let huge = Data([0, 0, 8, 3]) + Data(repeating: 0xff, count: 12)
    #expect(message(huge)?.contains("expected a set that fits into memory") == true)
  }

  @Test func `a bomb is stopped at the size that its header promises`() throws {
    let bomb = try Gzip.deflate(IDX.encode(array) + Data(count: 50_000_000), level: 9)
    #expect(bomb.count < 60_000)
    #expect(
      refusal { _ = try IDX.decode(bomb, dimensions: 3, place: "bomb") }
        == "bomb: holds more than 76 bytes of data")
  }
}

@Suite struct GzipTests {
  @Test func `any size comes back`() throws {
    var generator = SplitMix64(seed: 3)
    for count in [0, 1, 100, 65_535, 65_536, 65_537, 300_000] {
      let data = Data((0..<count).map { _ in UInt8(generator.next(below: 7)) })
      let packed = try Gzip.deflate(data)
      #expect(try Gzip.inflate(packed, limit: count, place: "x") == data)
      if count > 0 {
        #expect(throws: UserError.self) { try Gzip.inflate(packed, limit: count - 1, place: "x") }
      }
    }
  }
}
