import Foundation

/// What a job may still take of the machine's memory.
enum AvailableMemory {
  /// Bytes: what the kernel gives without swapping, or what this process's control group has left if that is less; nil
  /// where neither can be read.
  static func bytes() -> Int? {
    [
      kernel(text("/proc/meminfo")),
      group(unified("memory.max"), unified("memory.current"), unified("memory.stat")),
    ]
    .compactMap { $0 }.min()
  }

  /// Out of `/proc/meminfo`.
  static func kernel(_ text: String) -> Int? { field("MemAvailable:", in: text).map { $0 * 1024 } }

  /// Out of a control group's files; what is only cached of files goes back when it is wanted.
  static func group(_ most: String, _ current: String, _ statistics: String) -> Int? {
    guard let most = number(most[...]), let current = number(current[...]) else { return nil }
    return max(0, most - current + (field("inactive_file", in: statistics) ?? 0))
  }

  private static func field(_ name: String, in text: String) -> Int? {
    text.split(separator: "\n").first { $0.hasPrefix(name) }
      .flatMap { $0.split(separator: " ").dropFirst().first }.flatMap(number)
  }

  private static func number(_ text: Substring) -> Int? { Int(text.filter { !$0.isWhitespace }) }

  private static func unified(_ file: String) -> String { text("/sys/fs/cgroup/" + file) }

  private static func text(_ path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }
}
