import Testing

@testable import Networks

@Suite struct RankCorrelationTests {
  @Test func `ranks of equal values are shared, and the ends are one and minus one`() throws {
    #expect(RankCorrelation.ranks([10, 20, 20, 5]) == [2, 3.5, 3.5, 1])
    #expect(RankCorrelation([1, 2, 3, 9], [0, 10, 11, 12])?.rho == 1)
    #expect(RankCorrelation([1, 2, 3, 9], [0, -10, -11, -12])?.rho == -1)
    #expect(RankCorrelation([1, 1], [1, 2]) == nil && RankCorrelation([1], [1]) == nil)
  }

  @Test func `a textbook's figure, its interval, and none for three pairs`() throws {
    // 1 − 6·Σd² / (n(n² − 1)) with Σd² = 194 for n = 10.
    let iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110].map(Double.init)
    let hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17].map(Double.init)
    let found = try #require(RankCorrelation(iq, hours))
    #expect(abs(found.rho - (-29.0 / 165)) < 1e-12)
    let interval = try #require(found.interval)
    #expect(interval.contains(found.rho) && interval.lowerBound > -1 && interval.upperBound < 1)
    #expect(RankCorrelation([1, 2, 3], [1, 3, 2])?.interval == nil)
  }
}
