import Dispatch
import Foundation

/// What `body` makes of 0, 1, … `count` − 1, in that order, worked out on all cores.
func concurrentMap<T: Sendable>(_ count: Int, _ body: @Sendable (Int) -> T) -> [T] {
  Array(unsafeUninitializedCapacity: count) { buffer, initializedCount in
    // Each place is written once, by whoever works it out, and read when all are there.
    nonisolated(unsafe) let slots = buffer
    DispatchQueue.concurrentPerform(iterations: count) { index in
      slots.initializeElement(at: index, to: body(index))
    }
    initializedCount = count
  }
}

/// `count` rows of `size` bytes one after the other, each written by `body` on any core, and what `body` says of each.
func concurrentRows<T: Sendable>(
  _ count: Int, of size: Int, _ body: @Sendable (Int, UnsafeMutablePointer<UInt8>) -> T
) -> (bytes: Data, results: [T]) {
  // Each row is written by one call only, and read when all are there.
  nonisolated(unsafe) let start = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, count * size))
  let results = concurrentMap(count) { body($0, start + $0 * size) }
  let bytes = Data(
    bytesNoCopy: start, count: count * size, deallocator: .custom { bytes, _ in bytes.deallocate() })
  return (bytes, results)
}
