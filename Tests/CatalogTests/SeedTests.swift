import Catalog
import Testing

@Suite struct SeedTests {
  @Test func `derived seeds differ by purpose, sample and draw, and repeat`() {
    let seed = Seed(7)
    let keys = [("a", 0, 0), ("b", 0, 0), ("a", 1, 0), ("a", 0, 1), ("a", 1, 1)]
    let derived = keys.map { seed.derive($0.0, sample: $0.1, draw: $0.2) }
    #expect(Set(derived).count == keys.count)
    #expect(derived == keys.map { Seed(7).derive($0.0, sample: $0.1, draw: $0.2) })
    #expect(Seed(8).derive("a") != derived[0])
  }
}
