import CNcurses
import Foundation

/// Bytes on their way to the terminal, through a file description of our own that does not block: keys are never stuck behind
/// output, and the shell's descriptors keep their modes.
final class TerminalOutput {
  let descriptor: Int32
  private var waiting: ArraySlice<UInt8> = []
  private(set) var isLost = false
  var meter = OutputMeter()
  private let clock = ContinuousClock()

  /// - Parameter terminal: the descriptor to open once more; itself, blocking, where that is not allowed.
  init(terminal: Int32) {
    let own = cn_open_nonblocking(terminal)
    descriptor = own >= 0 ? own : dup(terminal)
  }

  deinit { close(descriptor) }

  var isEmpty: Bool { waiting.isEmpty }

  func send(_ bytes: [UInt8]) {
    waiting += bytes
    flush()
  }

  func flush() {
    defer { meter.isBlocked(!waiting.isEmpty, at: clock.now) }
    while !waiting.isEmpty, !isLost {
      let count = waiting.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        waiting.removeFirst(count)
        meter.wrote(count, at: clock.now)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        isLost = true
        waiting = []
      }
    }
  }

  /// Drops what the terminal has not taken, here and in the kernel, so that the way out is not behind a frame on a slow or stalled link.
  func abandon() {
    waiting = []
    meter.isBlocked(false, at: clock.now)
    var writable = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    if poll(&writable, 1, 0) == 0 { tcflush(descriptor, TCOFLUSH) }
  }

  /// Waits until everything is written, for `milliseconds` at most.
  func finish(within milliseconds: Int32) {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(Int(milliseconds))
    flush()
    while !waiting.isEmpty, !isLost, clock.now < end {
      var writable = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&writable, 1, 50)
      flush()
    }
    waiting = []
  }
}
