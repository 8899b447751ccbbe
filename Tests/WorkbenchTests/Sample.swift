import Catalog
import Engine
import Foundation

@testable import Workbench

/// A made-up workbench: cards and event streams such as the real experiments send, the same at every run.
enum Sample {
  static let train = Card(
    identifier: "train", title: "Train", summary: "Trains a network and keeps snapshots.",
    parameters: [
      Parameter(
        "network", "architecture", default: .text("fcn-3x256"), range: .text(form: "a network"),
        isCommon: true),
      Parameter(
        "dataset", "what it learns", default: .text("fashion-mini"), range: .text(form: "a data set"),
        isCommon: true),
      Parameter(
        "epochs", "passes over the data", default: .integer(20), range: .integers(1...10_000), paper: "100",
        isCommon: true),
      Parameter(
        "learning-rate", "size of a step", default: .real(0.05), range: .reals(0...10), paper: "0.01"),
      Parameter("nesterov", "look ahead", default: .flag(false), range: .flag),
      Parameter(
        "schedule", "of the rate", default: .text("cosine"), range: .choice(["constant", "cosine", "step"])),
    ])
  static let layers = Card(
    identifier: "layers", title: "Layer re-initialisation",
    summary: "Resets one layer at a time to an earlier checkpoint and measures the error.",
    parameters: [
      Parameter("model", "the trained run", default: .text(""), range: .text(form: "a run"), isCommon: true),
      Parameter(
        "draws", "fresh draws per layer", default: .integer(5), range: .integers(1...100), paper: "5"),
      Parameter("sets", "reset together", default: .text("none"), range: .text(form: "fc1,fc3;0-2")),
      Parameter("views", "what is computed", default: .text("all"), range: .text(form: "all, or maps")),
    ])
  static let lesion = Card(
    identifier: "lesion", title: "Lesions", summary: "Deletes and exchanges blocks.",
    parameters: [Parameter("model", "the trained run", default: .text(""), range: .text(form: "a run"))])
  static let paths = Card(
    identifier: "paths", title: "Path lengths", summary: "Divides the gradient by the length of its paths.",
    parameters: [Parameter("model", "the trained run", default: .text(""), range: .text(form: "a run"))])
  static let explain = Card(
    identifier: "explain", title: "Saliency maps", summary: "Attributes a class score to pixels.",
    parameters: [
      Parameter("model", "the trained run", default: .text(""), range: .text(form: "a run")),
      Parameter("dataset", "inputs", default: .text("fashion-mini"), range: .text(form: "a data set")),
      Parameter("split", "inputs", default: .text("test"), range: .choice(["train", "test"])),
      Parameter("indices", "inputs", default: .text("0-15"), range: .text(form: "0-15,40")),
      Parameter("method", "explainer", default: .text("gradient"), range: .text(form: "a method")),
      Parameter("target", "class", default: .text("predicted"), range: .text(form: "a class")),
    ])

  static func method(_ identifier: String, _ title: String) -> Card {
    Card(identifier: identifier, title: title, summary: "\(title) of the class score.")
  }

  static let catalogue = Catalogue(
    experiments: [explain, layers, lesion, paths, train] + sennCards,
    networks: [method("cnn-small", "Small CNN"), method("fcn-3x256", "FCN 3×256")],
    datasets: [method("fashion-mini", "Fashion mini"), method("fashion-mnist", "Fashion-MNIST")],
    explainers: [
      method("gradient", "Gradient"), method("integrated-gradients", "Integrated gradients"),
      method("smoothgrad", "SmoothGrad"),
    ])

  static let start: Double = 1_764_030_000
  static let trainJob = "20251125T002000Z-train-3f2a"
  static let layersJob = "20251125T002100Z-layers-77b0"
  static let explainJob = "20251125T002200Z-explain-0c1d"
  static let layerNames = ["fc1", "fc2", "fc3", "classifier"]
  static let classes = [
    "t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
  ]

  static func state() -> AppState {
    var state = AppState(catalogue: catalogue) { card, settings in
      let changed = settings.differences(from: card).map { " --\($0.name) \($0.value)" }.joined()
      return "halftone \(card.identifier)\(changed)"
    }
    state.now = start
    return state
  }

  /// Numbers the events of one job.
  struct Stream {
    let job: JobID
    var events: [Event] = []
    var time: Double

    mutating func add(_ payload: EventPayload, after seconds: Double = 0.25) {
      time += seconds
      events.append(Event(job: job, sequence: events.count, time: time, payload: payload))
    }
  }

  static func description(_ card: Card, _ title: String, _ typed: [String: String] = [:]) -> JobDescription {
    // swift-format-ignore: NeverUseForceTry
    let settings = try! Settings(card, typed: typed)
    return JobDescription(experiment: card.identifier, title: title, settings: settings, priority: .normal)
  }

  /// A training of `epochs` of 20 epochs; whole when all 20 are there.
  static func training(epochs: Int = 20) -> [Event] {
    var stream = Stream(job: trainJob, time: start)
    stream.add(.queued(description(train, "fcn-3x256 on fashion-mini")))
    stream.add(.started)
    stream.add(.note("2 000 inputs, 335 114 parameters, seed 1"))
    stream.add(.pictures(pictures("probe-inputs", "Probes", count: 8, signed: false)))
    for epoch in 0..<epochs {
      for step in 1...4 {
        let x = Double(epoch) + Double(step) / 4
        stream.add(.point(Point(series: "loss/train", x: x, y: 2.3 * pow(0.86, x) + 0.04 * wave(x * 7))))
        stream.add(
          .point(Point(series: "accuracy/train", x: x, y: 0.98 - 0.88 * pow(0.72, x) + 0.01 * wave(x * 5))))
        stream.add(
          .progress(
            Progress(
              phase: "training", done: epoch * 2000 + step * 500, total: 40_000, unit: "inputs", rate: 21_480,
              remaining: Double(40_000 - epoch * 2000 - step * 500) / 21_480 * 9)))
      }
      let x = Double(epoch + 1)
      stream.add(.point(Point(series: "loss/test", x: x, y: 2.3 * pow(0.84, x) + 0.42)))
      stream.add(.point(Point(series: "accuracy/test", x: x, y: 0.842 - 0.74 * pow(0.7, x))))
      stream.add(
        .pictures(
          pictures("probe-attributions", "Gradient", count: 8, signed: true, sharpness: x / 20, at: x)))
    }
    if epochs == 20 {
      stream.add(.result(["testAccuracy": 0.8416, "testLoss": 0.4903]))
      stream.add(.ended(Ending(.completed)))
    }
    return stream.events
  }

  /// A sweep of which `cells` cells of the first grid are computed; all grids when nil.
  static func sweep(cells: Int? = nil) -> [Event] {
    let columns = ["0", "1", "2", "3", "4", "6", "8", "12", "16", "20"]
    var stream = Stream(job: layersJob, time: start + 60)
    stream.add(.queued(description(layers, "layers of fcn-3x256", ["model": trainJob])))
    stream.add(.started)
    stream.add(.point(Point(series: "base/accuracy", x: 0, y: 0.8416)))
    stream.add(.note("base accuracy 84.2 %, n = 500, K = 5, bn-scope affine"))
    func grid(_ name: String, _ title: String, _ columns: [String], _ quantity: String, _ unit: String) {
      stream.add(
        .grid(
          Grid(
            name: name, title: title, rows: layerNames, columns: columns, quantity: quantity, unit: unit,
            low: name.hasPrefix("distance") ? nil : 0, high: name.hasPrefix("distance") ? nil : 1)))
    }
    grid("reinitialised", "Re-initialised", columns, "test error", "%")
    grid("rerandomised", "Re-randomised", (1...5).map { "draw \($0)" }, "test error", "%")
    grid("joint", "Joint", layerNames, "test error", "%")
    for (name, title) in [("rms", "‖Δ‖₂/√p"), ("relative", "‖Δ‖/‖θ⁰‖"), ("max", "‖Δ‖∞")] {
      grid("distance-\(name)", title, columns, title, "")
    }
    stream.add(.grid(correlationGrid))
    var count = 0
    for row in layerNames.indices {
      for column in columns.indices {
        guard cells.map({ count < $0 }) ?? true else { break }
        count += 1
        let far = Double(columns.count - 1 - column) / Double(columns.count - 1)
        let error = 0.158 + [0.74, 0.31, 0.06, 0.012][row] * far * far
        let mark = column > 0 ? nil : error > 0.5 ? "critical" : error > 0.18 ? "sensitive" : "ambient"
        let distances = [0.031, 0.022, 0.017, 0.012].map { $0 * far }
        stream.add(
          .cell(
            Cell(
              grid: "reinitialised", row: row, column: column, value: error,
              details: [
                Detail("error", error), Detail("loss", error * 2.7),
                Detail("wilson-low", max(0, error - 0.03)),
                Detail("wilson-high", min(1, error + 0.03)), Detail("rms", distances[row]),
                Detail("relative", distances[row] * 18), Detail("max", distances[row] * 5),
              ] + paired(error), mark: mark)))
        for (name, scale) in [("rms", 1.0), ("relative", 18.0), ("max", 5.0)] {
          stream.add(
            .cell(Cell(grid: "distance-\(name)", row: row, column: column, value: distances[row] * scale)))
        }
        stream.add(
          .progress(
            Progress(
              phase: "re-initialising \(layerNames[row])", done: count, total: 70, unit: "cells", rate: 12,
              remaining: Double(70 - count) / 12)))
      }
    }
    guard cells == nil else { return stream.events }
    for (row, rho) in [1.0, 1, 0.8].enumerated() {
      stream.add(.cell(correlation(row: row, rho, -0.94, 0.999, units: 4)))
    }
    for row in layerNames.indices {
      for draw in 0..<5 {
        stream.add(
          .cell(
            Cell(
              grid: "rerandomised", row: row, column: draw, value: 0.86 + 0.04 * wave(Double(row * 5 + draw)),
              details: [Detail("error", 0.86), Detail("loss", 3.1)])))
      }
      for end in row..<layerNames.count {
        stream.add(
          .cell(
            Cell(
              grid: "joint", row: row, column: end, value: min(0.9, 0.2 + 0.18 * Double(end - row + 4 - row)))
          ))
      }
    }
    stream.add(.result(["baseAccuracy": 0.8416, "chance": 0.1]))
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }

  /// What 500 inputs say of a network that errs on 15.8 % of them and of one that errs on more.
  static func paired(_ error: Double) -> [Detail] {
    let lost = ((error - 0.158) * 500).rounded()
    return [Detail("lost", lost + 2), Detail("gained", 2), Detail("p", pow(0.5, lost))]
  }

  /// The maps of 16 inputs.
  static func explanation(whole: Bool = true) -> [Event] {
    var stream = Stream(job: explainJob, time: start + 120)
    var description = description(explain, "gradient of fcn-3x256", ["model": trainJob])
    description.priority = .interactive
    stream.add(.queued(description))
    stream.add(.started)
    stream.add(
      .progress(Progress(phase: "explaining", done: 8, total: 16, unit: "inputs", rate: 40, remaining: 0.2)))
    guard whole else { return stream.events }
    stream.add(.pictures(pictures("inputs", "Inputs", count: 16, signed: false)))
    stream.add(.pictures(pictures("attributions", "Gradient", count: 16, signed: true, sharpness: 1)))
    stream.add(.result(["classes": .strings(classes)]))
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }

  /// What the columns of a table's rows weigh.
  static func rowExplanation() -> [Event] {
    var stream = Stream(job: explainJob, time: start + 90)
    stream.add(.queued(description(explain, "gradient of fcn-3x256", ["model": trainJob])))
    let names = [
      "age", "priors", "race=Asian", "race=African-American", "two-year recidivism=yes", "charge=misdemeanor",
    ]
    func set(_ name: String, signed: Bool, _ captions: [String], _ value: (Int, Int) -> Float) -> EventPayload
    {
      let values = (0..<4).flatMap { row in names.indices.map { value(row, $0) } }
      let scores = (0..<4).map {
        [Detail($0 % 2 == 0 ? "low" : "high", 0.83), Detail($0 % 2 == 0 ? "high" : "low", 0.17)]
      }
      return .pictures(
        Pictures(
          name: name, title: name, values: ArrayValue(values, shape: [4, 1, names.count, 1]),
          isSigned: signed,
          captions: captions, scores: name == "inputs" ? scores : []))
    }
    let captions = (0..<4).map { "#\($0) \($0 % 2 == 0 ? "low" : "high")" }
    stream.add(set("inputs", signed: true, captions) { row, column in Float(wave(Double(row + 3 * column))) })
    stream.add(
      set("rows", signed: false, [names.joined(separator: "\u{1f}")]) { row, column in
        column == 0 ? 24.5 + Float(row) : column == 1 ? 1300 * Float(row) : Float((row + column) % 2)
      })
    stream.add(
      set("attributions", signed: true, captions) { row, column in
        Float(wave(Double(2 * column + row))) * (column == 4 ? 0 : 1)
      })
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }

  static func pictures(
    _ name: String, _ title: String, count: Int, signed: Bool, sharpness: Double = 1, at: Double? = nil
  ) -> Pictures {
    var values: [Float] = []
    for picture in 0..<count {
      for row in 0..<28 {
        for column in 0..<28 {
          values.append(signed ? map(picture, row, column, sharpness) : input(picture, row, column))
        }
      }
    }
    let scores = (0..<count).map { picture in
      (0..<10).map {
        Detail(
          classes[(picture + $0) % 10], [0.71, 0.14, 0.06, 0.04, 0.02, 0.01, 0.01, 0.005, 0.003, 0.002][$0])
      }
    }
    return Pictures(
      name: name, title: title, values: ArrayValue(values, shape: [count, 1, 28, 28]), isSigned: signed,
      captions: (0..<count).map { "#\($0) \(classes[$0 % 10])" }, scores: signed ? [] : scores, at: at)
  }

  /// Simple garments: a body, sleeves or legs, drawn from the picture's number.
  private static func input(_ picture: Int, _ row: Int, _ column: Int) -> Float {
    let x = abs(Double(column) - 13.5), y = Double(row)
    let shade = Float(0.55 + 0.25 * wave(y / 3 + Double(picture)) + 0.1 * wave(Double(column)))
    switch picture % 5 {
    case 0: return (x < 7 && y > 3 && y < 26) || (x < 12.5 && y > 3 && y < 11) ? shade : 0
    case 1: return x < 6 && y > 2 && y < 27 && (y < 9 || x > 1.2) ? shade : 0
    case 2: return (x < 6.5 && y > 3 && y < 25) || (x >= 7.5 && x < 12 && y > 4 && y < 24) ? shade : 0
    case 3: return x < 2.5 + y / 4.5 && y > 1 && y < 27 ? shade : 0
    default: return y > 14 && y < 22 && y - 10 > Double(26 - column) / 3 ? shade : 0
    }
  }

  private static func map(_ picture: Int, _ row: Int, _ column: Int, _ sharpness: Double) -> Float {
    let inside = Double(input(picture, row, column))
    let edge = inside - Double(input(picture, max(0, row - 1), max(0, column - 1)))
    let noise = wave(Double(row * 31 + column * 17 + picture * 7)) * (1 - sharpness) * 0.5
    return Float(edge * sharpness + noise)
  }

  /// A value in -1…1 that looks random and never changes.
  static func wave(_ x: Double) -> Double { sin(x * 12.9898) * cos(x * 4.1414 + 1) }
}
