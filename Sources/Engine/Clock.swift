import Foundation
import Glibc

enum Clock {
  /// Seconds since 1970, for time stamps.
  static func now() -> Double { Date().timeIntervalSince1970 }

  /// Seconds that never jump, for durations.
  static func monotonic() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
