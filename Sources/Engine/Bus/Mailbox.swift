import Catalog

/// A bounded buffer of events in the order in which they came.
///
/// A newest-wins event takes the place of the older one of its (job, key), and moves to the end, so that the
/// sequence within a job keeps rising. When `capacity` events are waiting, all of them are dropped and their jobs
/// are reported as lagging: a reader that is told so and reloads sees everything, one that silently misses the
/// middle does not.
struct Mailbox {
  struct Slot: Hashable {
    let job: JobID
    let key: String
  }

  let capacity: Int
  /// Superseded events leave a gap; gaps are closed before they outnumber the rest.
  private var entries: [Event?] = []
  private var slots: [Slot: Int] = [:]
  private var gaps = 0
  private(set) var lagging: Set<JobID> = []

  init(capacity: Int) { self.capacity = max(1, capacity) }

  var count: Int { entries.count - gaps }
  var isEmpty: Bool { count == 0 && lagging.isEmpty }

  mutating func offer(_ event: Event) {
    if let key = event.payload.newestWinsKey {
      let slot = Slot(job: event.job, key: key)
      if let older = slots.updateValue(entries.count, forKey: slot) {
        entries[older] = nil
        gaps += 1
      }
    }
    entries.append(event)
    if count > capacity {
      overflow()
    } else if gaps > count + 64 {
      close()
    }
  }

  mutating func lag(_ jobs: Set<JobID>) { lagging.formUnion(jobs) }

  mutating func take() -> [Event] {
    let taken = entries.compactMap { $0 }
    empty()
    return taken
  }

  mutating func takeLagging() -> Set<JobID> {
    let taken = lagging
    lagging = []
    return taken
  }

  private mutating func overflow() {
    for case let entry? in entries { lagging.insert(entry.job) }
    empty()
  }

  private mutating func empty() {
    entries.removeAll(keepingCapacity: entries.capacity <= 1024)
    slots.removeAll(keepingCapacity: true)
    gaps = 0
  }

  private mutating func close() {
    entries = entries.filter { $0 != nil }
    gaps = 0
    for (index, entry) in entries.enumerated() {
      guard let entry, let key = entry.payload.newestWinsKey else { continue }
      slots[Slot(job: entry.job, key: key)] = index
    }
  }
}
