import Engine
import Synchronization

/// What was found on other queues than the loop's, waiting for it.
final class Answers: Sendable {
  enum Answer: Sendable {
    case loaded(RunState)
    case unreadable(JobID, String)
    /// What other programs did to the runs of the store.
    case stored([StoreChange])
    case failed(String)
    /// Files that were written.
    case exported([String])
  }
  private let waiting = Mutex<[Answer]>([])

  func put(_ answer: Answer) { waiting.withLock { $0.append(answer) } }
  func take() -> [Answer] {
    waiting.withLock { answers in
      defer { answers = [] }
      return answers
    }
  }
}
