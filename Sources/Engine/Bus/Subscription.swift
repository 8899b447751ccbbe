import Catalog
import Synchronization

/// One reader's place on the bus. Ends when it is released or cancelled.
public final class Subscription: Sendable {
  private struct State {
    var mailbox: Mailbox
    var isSignalled = false
    var isCancelled = false
  }
  private let state: Mutex<State>
  private let wake: @Sendable () -> Void

  init(capacity: Int, wake: @escaping @Sendable () -> Void) {
    state = Mutex(State(mailbox: Mailbox(capacity: capacity)))
    self.wake = wake
  }

  /// The events since the last call, in order within each job. Never waits.
  public func drain() -> [Event] {
    state.withLock { state in
      state.isSignalled = false
      return state.mailbox.take()
    }
  }

  /// The jobs of which events were dropped because this reader was too slow; the mark is taken off.
  ///
  /// Ask after each ``drain()``. For such a job, forget what is known and read ``Engine/recording(of:)``; then skip
  /// events whose sequence the recording already held.
  public func takeLagging() -> Set<JobID> { state.withLock { $0.mailbox.takeLagging() } }

  public func cancel() {
    state.withLock { state in
      state.isCancelled = true
      _ = state.mailbox.take()
    }
  }

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  func deliver(_ events: [Event], lagging: Set<JobID>) {
    let isFirst = state.withLock { state in
      guard !state.isCancelled else { return false }
      for event in events { state.mailbox.offer(event) }
      state.mailbox.lag(lagging)
      defer { state.isSignalled = true }
      return !state.isSignalled
    }
    if isFirst { wake() }
  }
}
