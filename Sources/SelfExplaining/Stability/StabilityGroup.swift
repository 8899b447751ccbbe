import Catalog
import Torch

/// A few anchors that are searched together, each by several walks: a row a walk.
final class StabilityGroup {
  private let search: StabilitySearch
  private let space: InputSpace
  private let samples: [Int]
  private let seed: Seed
  /// Each anchor once a walk.
  private let anchors: Tensor
  private let classes: Tensor
  private let classNumbers: [Int]
  private let reference: (concepts: Tensor, relevances: Tensor)
  private let conceptNorms: [Double]
  /// Per denominator and row.
  private var best: [[StabilityEstimate?]]
  private var bestPoints: [Tensor]

  init(
    _ search: StabilitySearch, _ space: InputSpace, _ anchors: Tensor, samples: [Int], seed: Seed
  ) throws {
    self.search = search
    self.space = space
    self.samples = samples
    self.seed = seed
    let own = try space.explain(anchors, rowsAtOnce: max(1, search.rowsAtOnce))
    let walks = search.restarts
    let repeated = anchors.repeatInterleave(walks)
    self.anchors = repeated
    let predictions = own.predictions
    classes = predictions.repeatInterleave(walks)
    classNumbers = try classes.integers()
    reference = (
      own.concepts.repeatInterleave(walks),
      own.relevances(for: predictions, gaugeFree: search.isGaugeFree).repeatInterleave(walks)
    )
    conceptNorms = try squaredNorm(reference.concepts.to(.float64)).sqrt().doubles()
    let rows = samples.count * walks
    best = StabilityDenominator.allCases.map { _ in Array(repeating: nil, count: rows) }
    bestPoints = StabilityDenominator.allCases.map { _ in repeated }
  }

  private var rows: Int { classNumbers.count }

  /// Where a walk begins, the first time or after it has come to a stop.
  private func start(_ row: Int, _ jump: Int) -> Tensor {
    let (anchor, walk) = (row / search.restarts, row % search.restarts)
    let generator = Generator(
      seed: seed.derive("stability/\(walk)", sample: samples[anchor], draw: jump))
    return search.ball.drawn(Array(anchors.shape.dropFirst()), type: anchors.type, generator)
      .to(anchors.device)
  }

  func climb(_ objective: StabilityDenominator, progress: (Double) throws -> Void) throws {
    var offsets = Tensor.stack((0..<rows).map { start($0, 0) })
    var places = anchors, slopes = anchors.zerosLike()
    var heights = [Double](repeating: -.infinity, count: rows)
    var lengths = [Double](repeating: 0.5, count: rows), jumps = [Int](repeating: 0, count: rows)
    for step in 0..<search.steps {
      let points = space.clamped(anchors + search.ball.pulled(offsets))
      let (values, gradients) = try look(points, objective)
      let rose = rows == 0 ? [] : values.indices.map { values[$0] > heights[$0] }
      let mask = self.mask(rose)
      places = points.where(mask, otherwise: places)
      slopes = search.ball.ascent(gradients).where(mask, otherwise: slopes)
      for row in 0..<rows {
        if rose[row] { heights[row] = values[row] }
        lengths[row] = rose[row] ? min(1, 1.5 * lengths[row]) : lengths[row] / 2
      }
      let stopped = (0..<rows).filter { lengths[$0] < 1e-3 }
      offsets = places - anchors + slopes * perRow(reals(lengths) * search.ball.radius, anchors.rank)
      if !stopped.isEmpty {
        for row in stopped {
          jumps[row] += 1
          heights[row] = -.infinity
          lengths[row] = 0.5
        }
        offsets = begun(anew: stopped, jumps, offsets)
      }
      try progress(Double(step + 1) / Double(search.steps))
    }
  }

  private func begun(anew stopped: [Int], _ jumps: [Int], _ offsets: Tensor) -> Tensor {
    let rank = offsets.rank
    let fresh = Tensor.stack(stopped.map { start($0, jumps[$0]) })
    let places = perRow(Tensor(stopped).to(anchors.device), rank)
    return offsets.scatter(places.expand(fresh.shape), fresh, dimension: 0)
  }

  private func reals(_ values: [Double]) -> Tensor {
    Tensor(values, type: anchors.type).to(anchors.device)
  }

  private func mask(_ rows: [Bool]) -> Tensor {
    perRow(Tensor(rows.map { $0 ? 1 : 0 }).to(anchors.device) .!= 0, anchors.rank)
  }

  /// The logarithm of the squared ratio at a point for each row, and its gradient; what is better than all before is kept.
  private func look(_ points: Tensor, _ objective: StabilityDenominator) throws -> ([Double], Tensor) {
    try enableGrad {
      let leaf = points.detached().requiringGradient()
      let found = try space.explain(leaf)
      let squares = SquaredDistances(
        relevances: squaredNorm(
          found.relevances(for: classes, gaugeFree: search.isGaugeFree) - reference.relevances),
        concepts: squaredNorm(found.concepts - reference.concepts), inputs: squaredNorm(leaf - anchors))
      let below = objective == .concepts ? squares.concepts : squares.inputs
      let value = (squares.relevances + 1e-30).log() - (below + 1e-30).log()
      let slope = try gradient(of: value.sum(), by: leaf)
      try noGrad { try keep(points, squares, found.predictions) }
      return (try value.doubles(), slope)
    }
  }

  private func keep(_ points: Tensor, _ squares: SquaredDistances, _ predictions: Tensor) throws {
    let offsets = points.to(.float64) - anchors.to(.float64)
    let sizes = try search.ball.size(offsets).doubles()
    let inputs = try squaredNorm(offsets).sqrt().doubles()
    let relevances = try squares.relevances.to(.float64).sqrt().doubles()
    let concepts = try squares.concepts.to(.float64).sqrt().doubles()
    let found = try predictions.integers()
    let tolerance = conceptTolerance(anchors.type)
    for denominator in StabilityDenominator.allCases {
      let place = denominator.rawValue
      var isBetter = [Bool](repeating: false, count: rows)
      for row in 0..<rows where sizes[row] <= search.ball.radius && sizes[row] >= 0.5 * search.ball.least {
        let below = denominator == .concepts ? concepts[row] : inputs[row]
        if denominator == .concepts, below <= tolerance * conceptNorms[row] { continue }
        let ratio = relevances[row] / below
        guard ratio.isFinite, ratio > best[place][row]?.ratio ?? -1 else { continue }
        isBetter[row] = true
        best[place][row] = StabilityEstimate(
          ratio: ratio, inputDistance: inputs[row], conceptDistance: concepts[row],
          relevanceDistance: relevances[row], conceptNorm: conceptNorms[row],
          isFlipped: found[row] != classNumbers[row])
      }
      if isBetter.contains(true) {
        bestPoints[place] = points.where(mask(isBetter), otherwise: bestPoints[place])
      }
    }
  }

  /// The best walk of each anchor.
  var estimates: StabilityEstimates {
    let walks = search.restarts
    var rows: [[Int]] = [], found: [[StabilityEstimate?]] = []
    for own in best {
      let chosen = samples.indices.map { anchor in
        (anchor * walks..<(anchor + 1) * walks).max {
          (own[$0]?.ratio ?? -1, $1) < (own[$1]?.ratio ?? -1, $0)
        } ?? anchor * walks
      }
      rows.append(chosen)
      found.append(chosen.map { own[$0] })
    }
    return StabilityEstimates(
      found: found, points: zip(bestPoints, rows).map { $0.indexSelect($1) },
      evaluations: 2 * search.steps * walks)
  }
}
