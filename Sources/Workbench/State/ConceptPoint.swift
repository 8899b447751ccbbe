import Foundation

/// What a self-explaining network says at one input: f_c = Σ_i θ_ic h_i + θ_0c.
struct ConceptPoint: Sendable, Equatable {
  enum Output: Sendable, Equatable { case classes, oneLogit, number }

  /// h_i
  let concepts: [Double]
  /// θ_ic, by concept and then by class
  let relevances: [[Double]]
  /// θ_0c
  let bias: [Double]
  /// What the run says of the output, by class; empty where it says nothing.
  let told: [Double]
  let output: Output

  var conceptCount: Int { concepts.count }
  var classCount: Int { relevances.first?.count ?? 0 }

  func relevance(_ concept: Int, _ column: Int, _ edit: ConceptEdit = ConceptEdit()) -> Double {
    relevances[concept][column] * edit.scale
  }

  func value(_ concept: Int, _ edit: ConceptEdit = ConceptEdit()) -> Double { concepts[concept] + edit.shift }

  /// θ_ic h_i
  func contribution(_ concept: Int, _ column: Int, _ edit: ConceptEdit = ConceptEdit()) -> Double {
    relevance(concept, column, edit) * value(concept, edit)
  }

  /// The mean over the classes, which no probability depends on; 0 where there is one output.
  func mean(_ concept: Int, _ edit: ConceptEdit = ConceptEdit()) -> Double {
    guard classCount > 1 else { return 0 }
    return relevances[concept].reduce(0, +) / Double(classCount) * edit.scale
  }

  /// Σ_i θ_ic h_i + θ_0c as the events have it.
  private var sums: [Double] {
    (0..<classCount).map { column in
      concepts.indices.reduce(bias[column]) { $0 + contribution($1, column) }
    }
  }

  /// The outputs up to a term that all classes share. Where the sum is not what the run tells, as without its bias, it is
  /// taken from the probabilities.
  private var logits: [Double] {
    let sums = self.sums
    guard !told.isEmpty, let distance = distance(of: sums), distance > 0.005 else { return sums }
    switch output {
    case .classes: return told.map { log(max($0, 1e-300)) }
    case .oneLogit: return [log(max(told[1], 1e-300)) - log(max(told[0], 1e-300))]
    case .number: return told
    }
  }

  private func distance(of sums: [Double]) -> Double? {
    zip(outputs(sums), told).map { abs($0 - $1) }.max()
  }

  /// The probabilities by class, or the one number of a regression.
  func outputs(_ edits: [Int: ConceptEdit] = [:]) -> [Double] {
    var logits = self.logits
    for (concept, edit) in edits where concepts.indices.contains(concept) && !edit.isNone {
      for column in logits.indices {
        logits[column] += contribution(concept, column, edit) - contribution(concept, column)
      }
    }
    return outputs(logits)
  }

  private func outputs(_ logits: [Double]) -> [Double] {
    switch output {
    case .number: return logits
    case .oneLogit:
      let share = 1 / (1 + exp(-(logits.first ?? 0)))
      return [1 - share, share]
    case .classes:
      let most = logits.max() ?? 0
      let parts = logits.map { exp($0 - most) }
      let sum = parts.reduce(0, +)
      return parts.map { $0 / sum }
    }
  }
}

extension Array<Double> {
  /// The place of the greatest; what is no number is passed over.
  var placeOfGreatest: Int? { indices.filter { !self[$0].isNaN }.max { self[$0] < self[$1] } }
}
