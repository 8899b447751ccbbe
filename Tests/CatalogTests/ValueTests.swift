import Catalog
import Foundation
import Testing

@Suite struct ArrayValueTests {
  @Test func `elements are read whatever their type`() {
    #expect(ArrayValue([1.5, -2] as [Float]).doubles == [1.5, -2])
    #expect(ArrayValue([1.75, -2.75] as [Double]).integers == [1, -2])
    #expect(ArrayValue([3, -4], shape: [2, 1]).floats == [3, -4])
    #expect(ArrayValue(shape: [2], elementType: .bool, bytes: Data([0, 1])).integers == [0, 1])
    let int32 = ArrayValue(
      shape: [], elementType: .int32, bytes: withUnsafeBytes(of: Int32(-9)) { Data($0) })
    #expect(int32.integers == [-9] && int32.count == 1)
    #expect(ArrayValue([Float](), shape: [0, 3]).floats.isEmpty)
    #expect(ArrayValue([.nan, .infinity, -1e30] as [Float]).integers == [0, .max, .min])
  }

  @Test func `a slice of other data is read from its own start, aligned or not`() {
    let data = Data([9, 9, 9]) + ArrayValue([1, 2] as [Double]).bytes
    #expect(ArrayValue(shape: [2], elementType: .float64, bytes: data[3...]).doubles == [1, 2])
  }

  @Test func `the first element that is not finite is found`() {
    #expect(ArrayValue([0, 1, .nan, .infinity] as [Float]).firstNonFinite == 2)
    #expect(ArrayValue([-.infinity] as [Double]).firstNonFinite == 0)
    #expect(ArrayValue([1, 2]).firstNonFinite == nil)
  }

  @Test func `an array survives JSON`() throws {
    let array = ArrayValue([0.1, .nan, -0.0] as [Float], shape: [3, 1])
    #expect(try JSONDecoder().decode(ArrayValue.self, from: JSONEncoder().encode(array)) == array)
  }
}

@Suite struct JSONValueTests {
  private let value: JSONValue = [
    "none": .null, "yes": true, "count": 9_007_199_254_740_993, "rate": 0.1, "text": "ε \"quoted\"\n/",
    "list": [1, 2.5, []], "inner": ["b": 1, "a": [:]],
  ]

  @Test func `a value survives its line`() throws {
    #expect(!value.line.contains("\n"))
    #expect(try JSONDecoder().decode(JSONValue.self, from: Data(value.line.utf8)) == value)
  }

  @Test func `keys are sorted, and what JSON cannot hold is null`() {
    #expect((["b": 1, "a": 2] as JSONValue).line == #"{"a":2,"b":1}"#)
    #expect(JSONValue.array([.nan, .infinity, 1]).line == "[null,null,1]")
    #expect(JSONValue.string("a/b").line == #""a/b""#)
  }

  @Test func `members are reached by key and place`() {
    #expect(value["inner"]?["b"]?.int == 1 && value["list"]?[1]?.double == 2.5)
    #expect(value["list"]?[3] == nil && value["list"]?["x"] == nil && value["text"]?[0] == nil)
    #expect(JSONValue.double(2).int == 2 && JSONValue.double(2.5).int == nil && JSONValue.int(2).double == 2)
  }
}

@Suite struct IndexListTests {
  @Test func `numbers and ranges, in the order typed`() throws {
    #expect(try IndexList("0-3,40,7", count: 41, of: "x").indices == [0, 1, 2, 3, 40, 7])
    #expect(try IndexList("0", count: 1, of: "x").indices == [0])
  }

  @Test(arguments: ["", "a", "1,", ",1", "3-1", "-1", "1-2-3", "1--2", "1.5", " 1", "99999999999999999999"])
  func `what is neither is refused`(typed: String) {
    let message = refusal { try IndexList(typed, count: 10, of: "x") }
    #expect(message?.hasSuffix("expected numbers and ranges such as 0-15,40") == true)
  }

  @Test func `an index beyond the set names the set, however large`() {
    for last in [500, Int.max] {
      #expect(
        refusal { try IndexList("0-\(last)", count: 500, of: "fashion-mini test") }
          == "indices: found \(last), expected 0…499: fashion-mini test has 500 inputs")
    }
    #expect(refusal { try IndexList("0", count: 0, of: "x") } != nil)
  }
}

@Suite struct SeedIndependenceTests {
  @Test func `derived seeds do not collide and their bits are even`() {
    var seen: Set<UInt64> = [], bits = [Int](repeating: 0, count: 64)
    for root in 0..<4 {
      for purpose in ["init", "order", "noise", ""] {
        for sample in 0..<50 {
          for draw in 0..<5 {
            let seed = Seed(UInt64(root)).derive(purpose, sample: sample, draw: draw)
            seen.insert(seed)
            for bit in 0..<64 where seed >> UInt64(bit) & 1 == 1 { bits[bit] += 1 }
          }
        }
      }
    }
    #expect(seen.count == 4000)
    // 5 standard deviations of a binomial count.
    for count in bits { #expect(abs(count - 2000) < 159) }
  }

  @Test func `neighbouring keys do not stand in for each other`() {
    let seed = Seed(0)
    #expect(seed.derive("a", sample: 1, draw: 0) != seed.derive("a", sample: 0, draw: 1))
    #expect(seed.derive("a", sample: -1) != seed.derive("a", sample: 1))
    #expect(Seed(seed.derive("a")).derive("b") != Seed(seed.derive("b")).derive("a"))
  }
}
