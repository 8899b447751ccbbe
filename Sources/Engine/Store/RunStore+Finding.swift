import Catalog

extension RunStore {
  /// The run that `name` means: an id, a name given by a person, a title, `latest`, an experiment (its newest run),
  /// the beginning of an id, or an id's last four digits.
  ///
  /// - Throws: ``UserError`` that lists what is near, when there is none or more than one.
  public func find(_ name: String) throws -> RunFolder {
    let runs = try list()
    guard let newest = runs.first else {
      throw UserError("run '\(printable(name))': \(home) holds no runs yet")
    }
    if name == "latest" { return try folder(newest.id) }
    let exact: [(RunSummary) -> Bool] = [
      { $0.id == name }, { $0.name == name }, { $0.title == name }, { $0.experiment == name },
    ]
    for matches in exact {
      if let run = runs.first(where: matches) { return try folder(run.id) }
    }
    let near = runs.filter { $0.id.hasPrefix(name) || $0.id.hasSuffix("-" + name) }
    if near.count == 1 { return try folder(near[0].id) }
    if near.count > 1 {
      throw UserError("run '\(printable(name))' is not unique: \(words(near.map(\.id)))")
    }
    let alike = runs.filter {
      $0.id.contains(name) || $0.title.contains(name) || $0.name?.contains(name) == true
    }
    if !alike.isEmpty {
      throw UserError("unknown run '\(printable(name))'; near it: \(words(alike.map(\.id)))")
    }
    let known = runs.compactMap(\.name) + runs.prefix(5).map(\.id) + ["latest"]
    throw unknownName(printable(name), kind: "run", known: known)
  }

  private func words(_ ids: [JobID]) -> String {
    ids.prefix(5).joined(separator: ", ") + (ids.count > 5 ? ", … (\(ids.count))" : "")
  }
}
