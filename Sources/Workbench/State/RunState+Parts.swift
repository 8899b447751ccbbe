import Engine

/// A run that holds several networks, each under a name that its curves and grids begin with: `plain/loss/train`.
extension RunState {
  /// What the names of grids begin with where the run has several of a kind, in their order: `plain` of `plain/joint`.
  var gridPrefixes: [String] {
    var found: [String] = []
    for grid in grids {
      guard let end = grid.name.lastIndex(of: "/") else { continue }
      let prefix = String(grid.name[..<end])
      if !found.contains(prefix) { found.append(prefix) }
    }
    return found
  }

  /// The names of the networks that it trains, in the order of their coming. A network's grids come behind its curves,
  /// so those that have none yet are the last.
  var trainedParts: [String] {
    let ending = "/" + Convention.Series.accuracyTest
    let begun = series.keys.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
    let swept = gridPrefixes.filter(begun.contains)
    return swept + begun.filter { !swept.contains($0) }.sorted()
  }

  /// A curve of the network that is at work, or was last: the run's own where it holds one network.
  func newest(_ name: String) -> Curve? {
    series[name] ?? trainedParts.last.flatMap { series["\($0)/\(name)"] }
  }

  /// How many units of each network are critical, in their order: `0·1·3·2 critical`.
  var criticalByPart: String? {
    let verdicts = gridPrefixes.map { self.verdicts(of: $0 + "/") }.filter { !$0.isEmpty }
    let told = verdicts.map { part in part.count { $0.verdict == .critical } }
    let known = Convention.Figure.criticalOfRegimes.compactMap { figures[$0] }.map { Int($0) }
    let counts = told.isEmpty ? known : told
    return counts.isEmpty ? nil : counts.map(String.init).joined(separator: "·") + " critical"
  }
}
