/// A list of sample indices as it is typed: `0-15,40`.
public struct IndexList: Sendable, Equatable {
  public let indices: [Int]

  /// - Throws: ``UserError`` naming the part that is not a number or a range, or lies beyond `count`.
  public init(_ typed: String, count: Int, of place: String) throws {
    var result: [Int] = []
    for part in typed.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard let first = ends.first.flatMap({ $0 }), let last = ends.last.flatMap({ $0 }), ends.count <= 2,
        first <= last
      else {
        throw UserError("indices: found '\(part)', expected numbers and ranges such as 0-15,40")
      }
      guard last < count else {
        throw UserError("indices: found \(last), expected 0…\(count - 1): \(place) has \(count) inputs")
      }
      result.append(contentsOf: first...last)
    }
    indices = result
  }
}
