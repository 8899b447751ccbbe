import Catalog
import Engine
import Foundation

@testable import Workbench

/// A made-up self-explaining network and what the experiments on it send.
extension Sample {
  private static let model = Parameter(
    "model", "the trained run", default: .text(""), range: .text(form: "a run"), isCommon: true)

  static let sennExplain = Card(
    identifier: "senn-explain", title: "Concepts of inputs", summary: "What each concept says of an input.",
    parameters: [
      model, Parameter("indices", "inputs", default: .text("0-11"), range: .text(form: "0-15,40")),
    ])
  static let sennPrototypes = Card(
    identifier: "senn-prototypes", title: "Prototypes",
    summary: "The inputs in which each concept is strongest.",
    parameters: [model])
  static let sennStability = Card(
    identifier: "senn-stability", title: "Stability", summary: "How much explanations change nearby.",
    parameters: [model])
  static let sennFaithfulness = Card(
    identifier: "senn-faithfulness", title: "Faithfulness", summary: "Whether concepts matter as they say.",
    parameters: [model])
  static let sennSweep = Card(
    identifier: "senn-sweep", title: "λ-sweep", summary: "Accuracy and stability against the penalty.",
    parameters: [
      Parameter("network", "architecture", default: .text("senn-identity"), range: .text(form: "a network")),
      Parameter("dataset", "data", default: .text("breast-cancer"), range: .text(form: "a data set")),
    ])
  static let sennCards = [sennExplain, sennFaithfulness, sennPrototypes, sennStability, sennSweep]

  static let sennJob = "20251125T010000Z-train-5e11", rowsJob = "20251125T010500Z-train-7ab1"
  static let sennExplainJob = "20251125T011000Z-senn-explain-1111"
  static let prototypesJob = "20251125T011100Z-senn-prototypes-2222"
  static let stabilityJob = "20251125T011200Z-senn-stability-3333"
  static let faithfulnessJob = "20251125T011300Z-senn-faithfulness-4444"
  static let sweepJob = "20251125T011400Z-senn-sweep-5555"

  /// All streams, each of one job.
  static let senn: [[Event]] = [
    sennTraining(), sennExplanation(), rowsTraining(), rowsExplanation(), sennPrototypes(), sennSweepEvents(),
    measures().filter { $0.job == stabilityJob }, measures().filter { $0.job == faithfulnessJob },
  ]

  static let features: [(name: String, mean: Double)] = [
    ("mean radius", 14.1), ("mean texture", 19.3), ("mean perimeter", 92), ("mean area", 655),
    ("worst concavity", 0.272), ("worst smoothness", 0.132), ("error of area", 40.3), ("symmetry", 0.181),
  ]

  /// A training of `epochs` of 20; the grid of prototypes comes anew with each.
  static func sennTraining(epochs: Int = 20) -> [Event] {
    var stream = Stream(job: sennJob, time: start + 300)
    stream.add(
      .queued(
        description(train, "senn-lenet-k5 on fashion-mini", ["network": "senn-lenet-k5", "epochs": "20"])))
    stream.add(.started)
    for epoch in 0..<epochs {
      let x = Double(epoch + 1)
      for (name, least, rest, rate) in [
        ("loss/train", 0.42, 2.2, 0.8), ("prediction/train", 0.21, 1.9, 0.78),
        ("penalty/train", 1.8, 2.4, 0.9),
        ("reconstruction/train", 0.09, 0.4, 0.7), ("sparsity/train", 0.8, 3, 0.86),
        ("loss/test", 0.55, 2, 0.8),
      ] {
        stream.add(.point(Point(series: name, x: x, y: least + rest * pow(rate, x) + 0.02 * wave(x * 3))))
      }
      stream.add(.point(Point(series: "accuracy/train", x: x, y: 0.95 - 0.8 * pow(0.75, x))))
      stream.add(.point(Point(series: "accuracy/test", x: x, y: 0.86 - 0.74 * pow(0.74, x))))
      stream.add(.point(Point(series: "stability/test", x: x, y: 1.4 + 8 * pow(0.82, x))))
      stream.add(
        .progress(
          Progress(
            phase: "training", done: (epoch + 1) * 2000, total: 40_000, unit: "inputs", rate: 8_400,
            remaining: 3)))
      stream.add(.pictures(prototypes("concept-grid", at: x)))
      addSummary(&stream, names: (0..<5).map { "concept \($0)" })
    }
    if epochs == 20 {
      stream.add(.result(["testAccuracy": 0.858]))
      stream.add(.ended(Ending(.completed)))
    }
    return stream.events
  }

  static func addSummary(_ stream: inout Stream, names: [String]) {
    let columns = ["purity", "overlap", "deviation", "dead"]
    stream.add(
      .grid(
        Grid(
          name: "concept-summary", title: "concepts", rows: names, columns: columns, quantity: "share",
          unit: "")))
    for row in names.indices {
      let isDead = names.count == 5 && row == 3
      let values = [
        isDead ? 0.22 : 0.9 - 0.1 * Double(row), isDead ? 0.55 : 0.03 * Double(row),
        isDead ? 0 : 0.4 + 0.1 * Double(row),
        isDead ? 1 : 0,
      ]
      for (column, value) in values.enumerated() {
        stream.add(.cell(Cell(grid: "concept-summary", row: row, column: column, value: value)))
      }
    }
  }

  /// `each` prototypes of five concepts.
  static func prototypes(_ name: String, each: Int = 8, at: Double? = nil) -> Pictures {
    var set = pictures(name, "prototypes", count: 5 * each, signed: false, at: at)
    set.scores = []
    set.captions = (0..<5 * each).map { place in
      "#\(100 + place * 7) \(classes[place % 5]) h \(3 - Double(place % each) / 10)"
    }
    return set
  }

  // MARK: Explanations

  /// h and θ of an input of `concepts` concepts and `columns` columns; `moved` changes them a little.
  static func said(_ input: Int, _ concepts: Int, _ columns: Int, moved: Double = 0) -> (
    h: [Double], theta: [Double], bias: [Double]
  ) {
    let h = (0..<concepts).map { 1.2 * wave(Double(input * 31 + $0 * 7)) + moved * wave(Double($0 + 2)) }
    let theta = (0..<concepts * columns).map { place in
      2.5 * wave(Double(input * 13 + place * 5 + 1)) + moved * wave(Double(place * 3))
    }
    return (h, theta, (0..<columns).map { 0.3 * wave(Double($0 + 40)) })
  }

  /// The outputs by class, as a plain sum gives them.
  static func outputs(_ said: (h: [Double], theta: [Double], bias: [Double])) -> [Double] {
    let columns = said.bias.count
    let logits = (0..<columns).map { column in
      said.h.indices.reduce(said.bias[column]) { $0 + said.h[$1] * said.theta[$1 * columns + column] }
    }
    if columns == 1 { return [1 / (1 + exp(logits[0])), 1 / (1 + exp(-logits[0]))] }
    let parts = logits.map { exp($0 - (logits.max() ?? 0)) }
    return parts.map { $0 / parts.reduce(0, +) }
  }

  private static func addPoints(
    _ stream: inout Stream, _ prefix: String, _ said: [(h: [Double], theta: [Double], bias: [Double])],
    names: [String], classes: [String]
  ) {
    let (k, columns) = (names.count, said[0].bias.count)
    func add(
      _ name: String, _ values: [Double], _ shape: [Int], _ captions: [String], _ scores: [[Detail]] = []
    ) {
      stream.add(
        .pictures(
          Pictures(
            name: prefix + name, title: name, values: ArrayValue(values.map(Float.init), shape: shape),
            isSigned: true, captions: captions, scores: scores)))
    }
    add("concepts", said.flatMap(\.h), [said.count, 1, k, 1], [])
    add(
      "relevances", said.flatMap(\.theta), [said.count, 1, k, columns], [names.joined(separator: "\u{1f}")],
      said.map { zip(classes, outputs($0)).map { Detail($0, $1) } })
    add("bias-relevances", said.flatMap(\.bias), [said.count, 1, 1, columns], [])
  }

  /// Twelve pictures explained by five concepts, moved by four levels of noise and by an attack.
  static func sennExplanation(whole: Bool = true) -> [Event] {
    var stream = Stream(job: sennExplainJob, time: start + 600)
    stream.add(.queued(description(sennExplain, "concepts of senn-lenet-k5", ["model": sennJob])))
    stream.add(.started)
    stream.add(
      .progress(Progress(phase: "explaining", done: 4, total: 12, unit: "inputs", rate: 9, remaining: 1)))
    guard whole else { return stream.events }
    let names = (0..<5).map { "concept \($0)" }
    let all = (0..<12).map { said($0, 5, 10) }
    var inputs = pictures("inputs", "Inputs", count: 12, signed: false)
    inputs.scores = all.map { said in
      zip(classes, outputs(said)).sorted { $0.1 > $1.1 }.map { Detail($0, $1) }
    }
    stream.add(.pictures(inputs))
    addPoints(&stream, "", all, names: names, classes: classes)
    stream.add(.pictures(prototypes("prototypes")))
    var neighbours = pictures("neighbours", "Neighbours", count: 36, signed: false)
    neighbours.captions = (0..<36).map { "#\(200 + $0) \(classes[$0 % 10]) d \(1 + Double($0 % 3) / 4)" }
    stream.add(.pictures(neighbours))
    addMoved(&stream, count: 12, names: names)
    stream.add(.result(["classes": .strings(classes)]))
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }

  private static func addMoved(_ stream: inout Stream, count: Int, names: [String]) {
    let levels = [0.05, 0.1, 0.2, 0.4]
    var noisy = pictures("noise-inputs", "Noise", count: count * 4, signed: false)
    noisy.captions = (0..<count * 4).map { "σ \(levels[$0 % 4])" }
    stream.add(.pictures(noisy))
    addPoints(
      &stream, "noise-", (0..<count * 4).map { said($0 / 4, 5, 10, moved: levels[$0 % 4] * 4) }, names: names,
      classes: classes)
    var attacked = pictures("attack-inputs", "Attack", count: count, signed: false)
    attacked.captions = (0..<count).map { "towards \(classes[($0 + 3) % 10]), ‖Δh‖ 1.2" }
    stream.add(.pictures(attacked))
    addPoints(
      &stream, "attack-", (0..<count).map { said($0, 5, 10, moved: 2) }, names: names, classes: classes)
  }

  static func row(_ index: Int) -> [Double] {
    features.enumerated().map { $1.mean * (1 + 0.4 * wave(Double(index * 17 + $0 * 3))) }
  }

  static func caption(_ text: String, row index: Int) -> String {
    zip(features, row(index)).reduce(text) { caption, pair in
      caption + "\u{1f}\(pair.0.name)\u{1e}\(Double((pair.1 * 1000).rounded()) / 1000)"
    }
  }

  static func rows(_ name: String, _ captions: [String], from first: Int = 0) -> Pictures {
    let values = captions.indices.flatMap { row(first + $0) }
    return Pictures(
      name: name, title: name,
      values: ArrayValue(values.map(Float.init), shape: [captions.count, 1, features.count, 1]),
      isSigned: false, captions: captions.enumerated().map { caption($1, row: first + $0) })
  }

  static let diagnoses = ["malignant", "benign"]

  /// Rows of a table explained by their features, by a network with one logit.
  static func rowsTraining() -> [Event] {
    var stream = Stream(job: rowsJob, time: start + 400)
    stream.add(
      .queued(
        description(
          train, "senn-identity on breast-cancer", ["network": "senn-identity", "dataset": "breast-cancer"])))
    stream.add(.started)
    stream.add(.point(Point(series: "penalty/train", x: 1, y: 0.2)))
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }

  static func rowsExplanation() -> [Event] {
    var stream = Stream(job: "20251125T011500Z-senn-explain-6666", time: start + 650)
    stream.add(.queued(description(sennExplain, "concepts of senn-identity", ["model": rowsJob])))
    stream.add(.started)
    let names = features.map(\.name)
    let all = (0..<6).map { said($0, names.count, 1) }
    var inputs = rows("inputs", (0..<6).map { "#\($0 * 11) \(diagnoses[$0 % 2])" })
    inputs.scores = all.map { said in
      zip(diagnoses, outputs(said)).sorted { $0.1 > $1.1 }.map { Detail($0, $1) }
    }
    stream.add(.pictures(inputs))
    addPoints(&stream, "", all, names: names, classes: diagnoses)
    let captions = (0..<8 * 4).map { "#\($0 * 5) \(diagnoses[$0 / 9 % 2]) h \(2.5 - Double($0 % 4) / 5)" }
    stream.add(.pictures(rows("prototypes", captions, from: 40)))
    stream.add(.pictures(rows("concept-grid", captions, from: 40)))
    addSummary(&stream, names: names)
    stream.add(
      .pictures(
        rows("neighbours", (0..<18).map { "#\($0 + 90) \(diagnoses[$0 % 2]) d 0.\($0 + 11)" }, from: 80)))
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }
}
