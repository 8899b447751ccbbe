import Catalog
import Dispatch
import Synchronization

/// Hands every event to every subscriber.
///
/// Posting takes one lock and appends: it never waits for a subscriber, never awaits and never grows without bound,
/// so a job may post from the middle of its mathematics. The actor runs on a serial queue of its own, not in the
/// cooperative pool, which a busy machine can starve.
public actor EventBus {
  private struct Ingress {
    var mailbox: Mailbox
    var isScheduled = false
  }

  /// What a reader may leave waiting before it counts as lagging.
  public static let standardCapacity = 8192

  private nonisolated let executor = QueueExecutor(label: "halftone.bus")
  private nonisolated let ingress: Mutex<Ingress>
  private var subscriptions: [WeakSubscription] = []

  public init(capacity: Int = 4 * EventBus.standardCapacity) {
    ingress = Mutex(Ingress(mailbox: Mailbox(capacity: capacity)))
  }

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Callable from any thread. Events of one job arrive in the order of their posting, provided that the job posts
  /// them one after the other.
  public nonisolated func post(_ event: Event) {
    let isFirst = ingress.withLock { ingress in
      ingress.mailbox.offer(event)
      defer { ingress.isScheduled = true }
      return !ingress.isScheduled
    }
    if isFirst { executor.queue.async { self.assumeIsolated { $0.deliver() } } }
  }

  /// A new reader; it sees what is posted from now on, for as long as it is held.
  ///
  /// - Parameters:
  ///   - capacity: how many events may wait; newest-wins events of one key count once.
  ///   - wake: called on the bus's queue when something waits, once until the next `drain()`. Must be
  ///     quick, and must not call the bus.
  public nonisolated func subscribe(
    capacity: Int = EventBus.standardCapacity, wake: @escaping @Sendable () -> Void = {}
  ) -> Subscription {
    let subscription = Subscription(capacity: capacity, wake: wake)
    executor.queue.sync { self.assumeIsolated { $0.subscriptions.append(WeakSubscription(subscription)) } }
    return subscription
  }

  /// Returns once everything posted before has been delivered.
  public nonisolated func settle() {
    executor.queue.sync { self.assumeIsolated { $0.deliver() } }
  }

  private func deliver() {
    let (events, lagging) = ingress.withLock { ingress in
      ingress.isScheduled = false
      return (ingress.mailbox.take(), ingress.mailbox.takeLagging())
    }
    guard !events.isEmpty || !lagging.isEmpty else { return }
    subscriptions.removeAll { $0.subscription?.isCancelled ?? true }
    for held in subscriptions { held.subscription?.deliver(events, lagging: lagging) }
  }
}

private struct WeakSubscription {
  weak var subscription: Subscription?
  init(_ subscription: Subscription) { self.subscription = subscription }
}

/// An actor's executor that is a serial Dispatch queue; `DispatchSerialQueue` does not exist on Linux.
private final class QueueExecutor: SerialExecutor {
  let queue: DispatchQueue
  init(label: String) { queue = DispatchQueue(label: label) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

  func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
