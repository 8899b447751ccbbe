import Catalog
import Foundation
import Torch

/// Takes the times and the memory of one benchmark, as `Benchmarks/peers/common.py` takes the peer's.
struct Meter {
  let name: String
  let samples: Int

  /// Runs `work` once to warm up and `samples` times on the clock, and prints the line.
  ///
  /// - Parameters:
  ///   - units: units of work in one run; the times printed are those of one unit.
  ///   - warmUp: what to run first instead.
  func report(
    units: Int = 1, unit: String, more: [String: JSONValue] = [:], warmUp: (() throws -> Void)? = nil,
    _ work: () throws -> Void
  ) throws {
    let start = status("VmRSS")
    // Forgets the peak that reading the data made.
    try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    if let warmUp { try warmUp() } else { try work() }
    var seconds: [JSONValue] = []
    for _ in 0..<samples {
      let clock = ContinuousClock()
      let elapsed = try clock.measure(work).components
      seconds.append(.double((Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18) / Double(units)))
    }
    let line: [String: JSONValue] = [
      "seconds": .array(seconds), "unit": .string(unit),
      "peakBytes": .int(status("VmHWM")), "startBytes": .int(start), "threads": .int(Runtime.threads),
      "library": .string(Runtime.version),
    ]
    try say(line.merging(more) { $1 })
  }

  /// Prints a line of JSON with the benchmark's name.
  func say(_ line: [String: JSONValue]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = try encoder.encode(JSONValue.object(line.merging(["name": .string(name)]) { $1 }))
    FileHandle.standardOutput.write(text + Data("\n".utf8))
  }

  /// A size of this process in bytes, from the kernel.
  private func status(_ field: String) -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(field + ":") } ?? ""
    return (line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
  }
}
