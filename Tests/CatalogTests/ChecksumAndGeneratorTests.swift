import Catalog
import Foundation
import Testing

@Suite struct SHA256Tests {
  /// FIPS 180-4's examples, and the lengths around the padding's edges against coreutils' sha256sum.
  @Test(arguments: [
    (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
    (63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
    (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
    (1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func `the letter a many times`(count: Int, hash: String) {
    #expect(SHA256.hash(Data(repeating: UInt8(ascii: "a"), count: count)) == hash)
  }

  @Test func `published examples`() {
    #expect(
      SHA256.hash(Data("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hash(Data("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
  }

  @Test func `pieces give the same as the whole`() {
    let data = Data((0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    var generator = SplitMix64(seed: 7)
    for _ in 0..<50 {
      var hash = SHA256(), position = 0
      while position < data.count {
        let end = min(data.count, position + generator.next(below: 150))
        hash.update(data[position..<end])
        position = end
      }
      #expect(hash.finish() == SHA256.hash(data))
    }
  }
}

@Suite struct SplitMix64Tests {
  @Test func `the published first numbers`() {
    var generator = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<3).map { _ in generator.next() }
        == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
  }

  @Test func `a bounded number is uniform and below its bound`() {
    var generator = SplitMix64(seed: 1), counts = [Int](repeating: 0, count: 6)
    for _ in 0..<60_000 { counts[generator.next(below: 6)] += 1 }
    // 5 standard deviations of a binomial count.
    for count in counts { #expect(abs(count - 10_000) < 457) }
  }
}
