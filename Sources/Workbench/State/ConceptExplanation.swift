import Catalog
import Engine

/// What a run of `senn-explain` has said so far.
struct ConceptExplanation: Sendable {
  /// One set of inputs: as they are, with noise, or attacked.
  private struct Points {
    let concepts: Pictures
    let relevances: Pictures
    let bias: Pictures?

    init?(_ run: RunState, _ prefix: String) {
      guard let concepts = run.pictures[prefix + Convention.Pictures.concepts],
        let relevances = run.pictures[prefix + Convention.Pictures.relevances],
        concepts.count > 0, concepts.each > 0, relevances.count == concepts.count,
        relevances.each >= concepts.each, relevances.each % concepts.each == 0
      else { return nil }
      (self.concepts, self.relevances) = (concepts, relevances)
      bias = run.pictures[prefix + Convention.Pictures.biasRelevances]
    }

    var classCount: Int { relevances.each / concepts.each }
  }

  let inputs: Pictures?
  let noiseInputs: Pictures?
  let attackInputs: Pictures?
  let neighbours: Pictures?
  /// The names of the concepts and of the classes, by their numbers.
  let names: [String]
  private(set) var classes: [String] = []
  private let own: Points
  private let noise: Points?
  private let attack: Points?

  /// nil until both concepts and relevances are there.
  init?(_ run: RunState) {
    guard let own = Points(run, "") else { return nil }
    self.own = own
    func alike(_ prefix: String) -> Points? {
      Points(run, prefix).flatMap {
        $0.concepts.each == own.concepts.each && $0.classCount == own.classCount ? $0 : nil
      }
    }
    noise = alike(Convention.Pictures.noise)
    attack = alike(Convention.Pictures.attack)
    inputs = run.pictures[Convention.Pictures.inputs]
    noiseInputs = run.pictures[Convention.Pictures.noise + Convention.Pictures.inputs]
    attackInputs = run.pictures[Convention.Pictures.attack + Convention.Pictures.inputs]
    neighbours = run.pictures[Convention.Pictures.neighbours]
    let told = (own.relevances.captions.first ?? "").split(
      separator: "\u{1f}", omittingEmptySubsequences: false)
    names = (0..<own.concepts.each).map { told.indices.contains($0) ? String(told[$0]) : "concept \($0)" }
    classes = classNames(run)
  }

  var count: Int { own.concepts.count }
  var conceptCount: Int { own.concepts.each }
  /// Columns of θ.
  var classCount: Int { own.classCount }
  /// Whether the inputs are rows of a table.
  var isTabular: Bool { inputs?.isTabular ?? false }
  /// How many steps the noise has for each input.
  var noiseLevels: Int { noise.map { $0.concepts.count / count } ?? 0 }
  var hasAttack: Bool { (attack?.concepts.count ?? 0) >= count }

  /// How many outputs there are to speak of: one logit tells two classes apart.
  var output: ConceptPoint.Output {
    if classCount > 1 { return .classes }
    let scores = inputs?.scores.first ?? own.relevances.scores.first ?? []
    return scores.count == 2 ? .oneLogit : .number
  }

  /// What was said of an input, moved as is asked; nil where that is not there.
  func point(_ input: Int, _ moved: MovedInput = .nowhere) -> ConceptPoint? {
    switch moved {
    case .nowhere: return point(own, input)
    case .noise(let level):
      guard let noise, (0..<noiseLevels).contains(level) else { return nil }
      return point(noise, input * noiseLevels + level)
    case .attack: return attack.flatMap { point($0, input) }
    }
  }

  private func point(_ points: Points, _ place: Int) -> ConceptPoint? {
    guard (0..<points.concepts.count).contains(place) else { return nil }
    let columns = classCount
    let flat = points.relevances.numbers(place)
    let bias = points.bias.map { $0.numbers(place) } ?? []
    let relevances = (0..<conceptCount).map { Array(flat[$0 * columns..<($0 + 1) * columns]) }
    return ConceptPoint(
      concepts: points.concepts.numbers(place), relevances: relevances,
      bias: bias.count == columns ? bias : Array(repeating: 0, count: columns),
      told: told(points, place), output: output)
  }

  /// The outputs that the run tells, by class.
  private func told(_ points: Points, _ place: Int) -> [Double] {
    let scores = points.relevances.scores.indices.contains(place) ? points.relevances.scores[place] : []
    let isOwn = points.concepts.name == Convention.Pictures.concepts
    let found =
      !scores.isEmpty
      ? scores
      : isOwn && inputs?.scores.indices.contains(place) == true
        ? inputs?.scores[place] ?? [] : []
    let wanted = output == .oneLogit ? 2 : classCount
    guard found.count == wanted else { return [] }
    if output == .number { return found.map(\.value) }
    let byName = Dictionary(found.map { ($0.name, $0.value) }) { first, _ in first }
    let ordered = classes.compactMap { byName[$0] }
    return ordered.count == wanted ? ordered : []
  }

  // MARK: Names

  /// As the result has them, or as every input lists them alike; else each class by its rank where it is surest.
  private func classNames(_ run: RunState) -> [String] {
    let wanted = output == .oneLogit ? 2 : classCount
    if let told = run.result?["classes"]?.array?.compactMap(\.string), told.count == wanted { return told }
    let lists = own.relevances.scores.isEmpty ? inputs?.scores ?? [] : own.relevances.scores
    let usable = lists.filter { $0.count == wanted }
    guard let first = usable.first else { return (0..<wanted).map { "class \($0)" } }
    let isSorted = usable.allSatisfy { list in zip(list, list.dropFirst()).allSatisfy { $0.value >= $1.value }
    }
    if wanted == 1 || !isSorted { return first.map(\.name) }
    var names = (0..<wanted).map { "class \($0)" }
    var surest = Array(repeating: -1.0, count: wanted)
    for (place, list) in lists.prefix(count).enumerated() where list.count == wanted {
      guard let outputs = point(own, place)?.outputs() else { continue }
      let ranked = outputs.indices.sorted { outputs[$0] > outputs[$1] }
      for (rank, column) in ranked.enumerated() where outputs[column] > surest[column] {
        (names[column], surest[column]) = (list[rank].name, outputs[column])
      }
    }
    // Two classes of one name would be worse than numbers.
    return Set(names).count == wanted ? names : first.map(\.name)
  }

  func caption(_ input: Int) -> ConceptCaption {
    Self.caption(inputs, input) ?? ConceptCaption("input \(input)")
  }

  /// What is said of the input as it is moved: `σ 0.10`.
  func caption(_ input: Int, _ moved: MovedInput) -> ConceptCaption? {
    switch moved {
    case .nowhere: caption(input)
    case .noise(let level): Self.caption(noiseInputs, input * noiseLevels + level)
    case .attack: Self.caption(attackInputs, input)
    }
  }

  private static func caption(_ set: Pictures?, _ place: Int) -> ConceptCaption? {
    guard let set, set.captions.indices.contains(place) else { return nil }
    return ConceptCaption(set.captions[place])
  }

  /// The set and the place in it of the input as it is moved.
  func picture(_ input: Int, _ moved: MovedInput) -> (set: Pictures, place: Int)? {
    switch moved {
    case .nowhere: inputs.map { ($0, input) }
    case .noise(let level): noiseInputs.map { ($0, input * noiseLevels + level) }
    case .attack: attackInputs.map { ($0, input) }
    }
  }

  /// The features of a row in words: as the caption has them, else by number.
  func features(_ input: Int, _ moved: MovedInput = .nowhere) -> [(name: String, value: String)] {
    guard let (set, place) = picture(input, moved) else { return [] }
    return set.features(place, names: names)
  }

  /// The neighbours of an input: their places among all.
  func neighbours(of input: Int) -> Range<Int> {
    guard let neighbours, count > 0 else { return 0..<0 }
    let each = neighbours.count / count
    return input * each..<min(neighbours.count, (input + 1) * each)
  }
}
