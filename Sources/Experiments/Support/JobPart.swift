import Catalog
import Engine

/// A job, or a named part of one, as a session reports to it: a part's grids, curves and pictures bear its name in front,
/// `batch-norm/reinitialised`, and its files lie in a folder of that name.
struct JobPart {
  let context: any JobContext
  /// Nil for the whole job.
  let name: String?
  /// One of many of whose way nothing is shown or kept: what it comes to is its job's to say.
  private let isSilent: Bool
  /// A part's progress as the whole job's.
  private let progress: (Progress) -> Progress

  init(
    _ context: any JobContext, name: String? = nil, isSilent: Bool = false,
    progress: @escaping (Progress) -> Progress = { $0 }
  ) {
    self.context = context
    self.name = name
    self.isSilent = isSilent
    self.progress = progress
  }

  /// Where the part's files lie; nil when nothing is stored.
  var folder: String? {
    isSilent ? nil : context.store.map { store in name.map { store.path(of: $0) } ?? store.path }
  }

  func emit(_ payload: EventPayload) {
    switch payload {
    case .progress(let part): context.emit(.progress(progress(part)))
    case .point, .grid, .cell, .pictures: if !isSilent { emitNamed(payload) }
    case .note(let text): context.emit(.note(name.map { "\($0): \(text)" } ?? text))
    default: context.emit(payload)
    }
  }

  private func emitNamed(_ payload: EventPayload) {
    switch payload {
    case .point(var point):
      point.series = full(point.series)
      context.emit(.point(point))
    case .grid(var grid):
      grid.name = full(grid.name)
      context.emit(.grid(grid))
    case .cell(var cell):
      cell.grid = full(cell.grid)
      context.emit(.cell(cell))
    case .pictures(var set):
      set.name = full(set.name)
      context.emit(.pictures(set))
    default: break
    }
  }

  func checkpoint() throws { try context.checkpoint() }

  /// The part's cells that an interrupted run has emitted; none in a new one.
  func recordedCells() throws -> [Cell] {
    guard context.isResumed, let store = context.store else { return [] }
    return try store.recording().compactMap { event in
      guard case .cell(var cell) = event.payload, let own = own(cell.grid) else { return nil }
      cell.grid = own
      return cell
    }
  }

  /// Keeps a result's tensors in the part's folder, where `--output` finds those of a whole job.
  func save(_ tensors: [String: ArrayValue]) throws {
    guard let folder else { return }
    try Safetensors.write(tensors, to: folder + "/tensors.safetensors")
  }

  private func full(_ own: String) -> String { name.map { "\($0)/\(own)" } ?? own }

  private func own(_ full: String) -> String? {
    guard let name else { return full }
    return full.hasPrefix(name + "/") ? String(full.dropFirst(name.count + 1)) : nil
  }
}
