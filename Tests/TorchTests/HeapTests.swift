import Dispatch
import Foundation
import Testing
import Torch

/// Where the memory goes that jobs took.
@Suite struct HeapTests {
  /// With a heap for each thread, which glibc begins of itself, trimming would leave all of it.
  @Test func `what several threads took and freed goes back to the system`() throws {
    let threads = 8, pieces = 320, bytes = 100_000
    let taken = DispatchGroup(), freed = DispatchGroup(), mayFree = DispatchSemaphore(value: 0)
    for _ in 0..<threads {
      taken.enter()
      freed.enter()
      Thread.detachNewThread {
        let held = (0..<pieces).map { _ in
          let piece = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
          piece.initializeMemory(as: UInt8.self, repeating: 1, count: bytes)
          return piece
        }
        taken.leave()
        mayFree.wait()
        for piece in held { piece.deallocate() }
        freed.leave()
      }
    }
    taken.wait()
    // Whatever the other tests give back meanwhile, this much is there because of these threads.
    let most = try residentBytes()
    #expect(most > threads * pieces * bytes)
    for _ in 0..<threads { mayFree.signal() }
    freed.wait()
    // Other tests take and free memory meanwhile.
    let wanted = most - threads * pieces * bytes / 2
    var left = Int.max
    for _ in 0..<150 where left > wanted {
      Runtime.trimMemory()
      left = try residentBytes()
      if left > wanted { usleep(100_000) }
    }
    #expect(left <= wanted)
  }

  private func residentBytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") })
    return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) }) * 1024
  }
}
