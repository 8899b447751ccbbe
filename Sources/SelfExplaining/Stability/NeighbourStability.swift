import Catalog
import Foundation
import Torch

/// The largest ‖θ_c(x_i) − θ_c(x_j)‖₂ / ‖h(x_i) − h(x_j)‖₂, and over ‖x_i − x_j‖₂, among the inputs x_j of a data set in a
/// ball around x_i (Alvarez-Melis and Jaakkola 2018, eq. 5, in its discrete form); c is the class predicted at x_i.
///
/// Distances are those of the differences themselves, chunk by chunk: the short form ‖a‖² + ‖b‖² − 2ab loses the small
/// ones. Inputs that are equal count as one, however often they stand in the set.
public struct NeighbourStability {
  /// One input's neighbours.
  public struct Entry: Sendable, Equatable {
    /// Distinct inputs in the ball; 0 has no estimate.
    public let neighbours: Int
    /// How often the input itself stands in the set.
    public let multiplicity: Int
    /// Per denominator the estimate and the neighbour that gives it, the first of equals.
    public let found: [Pair?]

    public subscript(_ denominator: StabilityDenominator) -> Pair? { found[denominator.rawValue] }
  }

  public struct Pair: Sendable, Equatable {
    public let estimate: StabilityEstimate
    public let neighbour: Int
  }

  public let ball: Ball
  public let isGaugeFree: Bool
  /// Numbers held at a time.
  private let room: Int

  public init(_ ball: Ball, isGaugeFree: Bool = false, room: Int = 1 << 22) {
    self.ball = ball
    self.isGaugeFree = isGaugeFree
    self.room = room
  }

  /// - Parameters:
  ///   - points: `[N, …]`, coordinates of the space.
  ///   - explanation: of the points.
  ///   - anchors: the inputs that are asked about; all by default.
  ///   - progress: told the anchors that are done; may throw to end the search.
  public func entries(
    _ points: Tensor, _ explanation: Explanation, anchors: [Int]? = nil,
    progress: (Int) throws -> Void = { _ in }
  ) throws -> [Entry] {
    try scope {
      try noGrad {
        let groups = try EqualRows(points)
        let distinct = Tensor(groups.first).to(points.device)
        let table = try NeighbourTable(
          points.indexSelect(distinct).flatten(from: 1), explanation.of(distinct), isGaugeFree: isGaugeFree)
        let wanted = anchors ?? Array(0..<points.extent(0))
        let asked = Array(Set(wanted.map { groups.group[$0] })).sorted()
        var known: [Int: Entry] = [:]
        let together = max(1, room / max(1, groups.first.count * table.width))
        for start in stride(from: 0, to: asked.count, by: together) {
          let rows = Array(asked[start..<min(start + together, asked.count)])
          for (row, entry) in zip(rows, try entries(rows, table, groups)) { known[row] = entry }
          try progress(wanted.count * (start + rows.count) / asked.count)
        }
        return wanted.compactMap { known[groups.group[$0]] }
      }
    }
  }

  private func entries(_ rows: [Int], _ table: NeighbourTable, _ groups: EqualRows) throws -> [Entry] {
    let distances = table.distances(rows, ball.norm)
    let inputs = try distances.inputs.doubles(), sizes = try distances.sizes.doubles()
    let concepts = try distances.concepts.doubles(), relevances = try distances.relevances.doubles()
    let count = groups.first.count
    return rows.enumerated().map { place, row in
      var neighbours = 0
      var best: [Pair?] = [nil, nil]
      for other in 0..<count where other != row {
        let cell = place * count + other
        guard sizes[cell] <= ball.radius else { continue }
        neighbours += 1
        for denominator in StabilityDenominator.allCases {
          let below = denominator == .concepts ? concepts[cell] : inputs[cell]
          if denominator == .concepts, below <= table.tolerance * table.norms[row] { continue }
          let ratio = relevances[cell] / below
          guard ratio > best[denominator.rawValue]?.estimate.ratio ?? -1 else { continue }
          best[denominator.rawValue] = Pair(
            estimate: StabilityEstimate(
              ratio: ratio, inputDistance: inputs[cell], conceptDistance: concepts[cell],
              relevanceDistance: relevances[cell], conceptNorm: table.norms[row],
              isFlipped: table.classes[other] != table.classes[row]), neighbour: groups.first[other])
        }
      }
      return Entry(neighbours: neighbours, multiplicity: groups.count[row], found: best)
    }
  }
}

/// Distinct points with what the model says of them.
private struct NeighbourTable {
  let points: Tensor
  let concepts: Tensor
  /// `[K, M, k]`.
  let relevances: Tensor
  let classes: [Int]
  /// ‖h‖ of each.
  let norms: [Double]
  let tolerance: Double

  init(_ points: Tensor, _ explanation: Explanation, isGaugeFree: Bool) throws {
    self.points = points
    concepts = explanation.concepts
    relevances = (isGaugeFree ? explanation.gaugeFree : explanation.relevances).permute([2, 0, 1])
      .contiguous()
    classes = try explanation.predictions.integers()
    norms = try concepts.to(.float64).norm(2, [1]).doubles()
    tolerance = conceptTolerance(points.type)
  }

  /// Numbers that a row's differences take.
  var width: Int { max(points.extent(1), relevances.extent(2), 1) }

  struct Distances {
    let inputs: Tensor
    /// In the ball's norm.
    let sizes: Tensor
    let concepts: Tensor
    let relevances: Tensor
  }

  /// From some rows to all, `[rows, M]` each.
  func distances(_ rows: [Int], _ norm: Ball.Norm) -> Distances {
    func differences(_ values: Tensor) -> Tensor {
      values.unsqueeze(0) - values.indexSelect(rows).unsqueeze(1)
    }
    let inputs = differences(points)
    let euclidean = inputs.norm(2, [2])
    let own = relevances.indexSelect(rows.map { classes[$0] })
    let at = Tensor(rows).to(points.device).reshape([-1, 1, 1])
      .expand([rows.count, 1, relevances.extent(2)])
    return Distances(
      inputs: euclidean, sizes: norm == .l2 ? euclidean : inputs.norm(.infinity, [2]),
      concepts: differences(concepts).norm(2, [2]),
      relevances: (own - own.gather(at, dimension: 1)).norm(2, [2]))
  }
}

/// Rows of a tensor that are equal to the bit.
public struct EqualRows: Sendable {
  /// Of each distinct row, where it stands first.
  public private(set) var first: [Int] = []
  /// How often each distinct row stands there.
  public private(set) var count: [Int] = []
  /// Which of the distinct rows each row is.
  public private(set) var group: [Int] = []

  /// - Parameter rows: `[N, …]`.
  public init(_ rows: Tensor) throws {
    let array = try rows.array()
    let size = array.bytes.count / max(1, array.shape[0])
    var known: [Data: Int] = [:]
    for row in 0..<array.shape[0] {
      let bytes = array.bytes.subdata(in: row * size..<(row + 1) * size)
      let place = known[bytes] ?? first.count
      if place == first.count {
        known[bytes] = place
        first.append(row)
        count.append(0)
      }
      count[place] += 1
      group.append(place)
    }
  }
}
