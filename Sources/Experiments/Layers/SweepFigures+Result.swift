import Catalog
import LayerRobustness
import Networks

extension SweepFigures {
  /// The figures under their documented names; those of grids that nobody asked for are left out.
  var result: [String: JSONValue] {
    var members: [String: JSONValue] = [
      "baseAccuracy": .double(base.accuracy), "baseLoss": .double(base.loss), "chance": .double(chance),
      "inputs": .int(base.count), "layers": .strings(units.map(\.name)), "checkpoints": .strings(checkpoints),
      "nonFinite": .int(cells.values.reduce(0) { $0 + $1.evaluation.nonFinite }),
    ]
    if request.views.contains(.reinitialised) { members.merge(reinitialised) { $1 } }
    if request.views.contains(.rerandomised) {
      members["rerandomised"] = .array(rows(.rerandomised).map(random))
    }
    if request.views.contains(.joint) { members["joint"] = figures(.joint) { .double($0.accuracy) } }
    if request.views.contains(.alpha) { members.merge(paths) { $1 } }
    if request.views.contains(.sets) { members["sets"] = .array(zip(request.sets, rows(.sets)).map(set)) }
    return members
  }

  private var reinitialised: [String: JSONValue] {
    func distances(_ kind: SweepDistance) -> JSONValue {
      .array(self.distances.map { .array($0.map { kind.value($0).map(JSONValue.double) ?? .null }) })
    }
    func each(_ value: (SweepDistance) -> JSONValue) -> JSONValue {
      .object(Dictionary(uniqueKeysWithValues: SweepDistance.allCases.map { ($0.rawValue, value($0)) }))
    }
    let verdicts = units.indices.compactMap { initial($0).map(verdict) }
    func count(_ verdict: Verdict) -> JSONValue { .int(verdicts.count { $0 == verdict }) }
    return [
      "reinitialised": figures(.reinitialised) { .double($0.accuracy) },
      "reinitialisedLoss": figures(.reinitialised) { .double($0.evaluation.loss) },
      "reinitialisedInterval": figures(.reinitialised) {
        [.double($0.evaluation.interval.lowerBound), .double($0.evaluation.interval.upperBound)]
      },
      "mcnemar": figures(.reinitialised) { .double($0.change.p) },
      "distance": each(distances), "spearman": each { correlation($0).map(told) ?? .null },
      "verdict": .strings(verdicts.map(\.rawValue)),
      "units": .int(units.count), "critical": count(.critical), "sensitive": count(.sensitive),
      "ambient": count(.ambient),
      "criticalShare": .double(
        Double(verdicts.count { $0 == .critical }) / Double(max(1, verdicts.count))),
    ]
  }

  private var paths: [String: JSONValue] {
    let paths = units.indices.map(path)
    return [
      "alphas": .array([0] + request.alphas + [1]),
      "alphaPath": .array(paths.map { $0.map { .array($0.map(\.accuracy)) } ?? .null }),
      "criticality": .array(
        paths.map { path in
          path.map {
            .double(
              LayerSweep.criticality($0, base: base.accuracy, chance: chance, rule: request.rule))
          } ?? .null
        }),
    ]
  }

  private func figures(_ view: SweepView, _ value: (SweepCell) -> JSONValue) -> JSONValue {
    .array(rows(view).map { .array($0.map { $0.map(value) ?? .null }) })
  }

  private func random(_ row: [SweepCell?]) -> JSONValue {
    let drawn = row.compactMap { $0?.accuracy }
    return [
      "mean": .double(drawn.reduce(0, +) / Double(max(1, drawn.count))), "min": .double(drawn.min() ?? 0),
      "max": .double(drawn.max() ?? 0), "draws": .array(drawn),
      "mcnemar": .array(row.compactMap { $0?.change.p }),
    ]
  }

  private func set(_ set: [Int], _ row: [SweepCell?]) -> JSONValue {
    [
      "units": .strings(set.map { units[$0].name }), "accuracy": .array(row.compactMap { $0?.accuracy }),
      "mcnemar": .array(row.compactMap { $0?.change.p }),
    ]
  }

  private func told(_ correlation: RankCorrelation) -> JSONValue {
    let interval: JSONValue =
      correlation.interval.map { [.double($0.lowerBound), .double($0.upperBound)] } ?? .null
    return ["rho": .double(correlation.rho), "interval": interval, "units": .int(correlation.count)]
  }
}
