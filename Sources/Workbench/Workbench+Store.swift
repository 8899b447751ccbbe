import Engine

/// What the workbench asks of the store and hears from it.
extension Workbench {
  /// Hears of what other programs do to the runs.
  func watched(_ listed: [RunSummary]) -> StoreWatch {
    let watch = StoreWatch(engine, listed: listed) { [answers, wake] changes in
      answers.put(.stored(changes))
      wake()
    }
    watch.begin()
    return watch
  }

  /// Resumes a run, and says so where this program's number of threads is not the one that it began with.
  func restart(_ job: JobID) {
    let before = try? engine.store.folder(job).record().threads
    attempt {
      try engine.perform(.restart(job))
      guard let before, let now = engine.threads, before != now else { return }
      state.toast(
        .warning,
        "It began with \(before) threads and goes on with \(now), so its last digits may differ; "
          + "halftone runs resume \(job) keeps them")
    }
  }

  func load(_ job: JobID) {
    reader.async { [engine, answers, wake] in
      do {
        answers.put(.loaded(RunState(job, events: try engine.recording(of: job))))
      } catch {
        answers.put(.unreadable(job, Self.message(error)))
      }
      wake()
    }
  }

  func remove(_ job: JobID) {
    reader.async { [engine, answers, wake] in
      do { try engine.store.remove(job) } catch {
        answers.put(.failed(Self.message(error)))
        wake()
      }
    }
  }
}
