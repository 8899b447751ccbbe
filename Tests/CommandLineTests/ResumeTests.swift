import Catalog
import Engine
import Foundation
import Testing

@Suite("A run that is killed at any moment goes on to the same bits", .serialized)
struct ResumeTests {
  private static let networks: [(name: String, arguments: [String])] = [
    ("fcn-3x256", ["train", "--train-limit", "600", "--epochs", "6", "--probes", "2"]),
    (
      "cnn-small",
      ["train", "--network", "cnn-small", "--train-limit", "300", "--epochs", "4", "--probes", "2"]
    ),
  ]

  /// Lines of events by which the training runs.
  private static let begun = 14

  /// Delays after the first events, in shares of the time that the whole run takes from there.
  private static func shares(_ seed: UInt64, count: Int) -> [Double] {
    var generator = SplitMix64(seed: seed)
    // One in each part, so that beginning, middle and end are all hit.
    return (0..<count).map { (Double($0) + Double(generator.next() >> 11) / 0x1p53) / Double(count) }
  }

  @Test(
    "kill -9 during training: the same weights, figures and curves", arguments: networks.indices)
  func training(index: Int) throws {
    let arguments = Self.networks[index].arguments + ["--threads", "1", "--json"]
    let whole = try TemporaryFolder()
    let child = try Child(arguments, home: whole.path)
    try waitForEvents(in: whole.path, atLeast: Self.begun)
    let start = ContinuousClock.now
    let expected = try child.wait()
    let duration = (ContinuousClock.now - start) / .seconds(1)
    try #require(expected.code == 0, "\(expected.errors)")
    let expectedRun = whole.path + "/runs/" + whole.names("runs")[0]

    for share in [nil] + Self.shares(UInt64(index + 1), count: 2) {
      let home = try TemporaryFolder()
      let child = try Child(arguments, home: home.path)
      // Nil: at once, while libraries are loaded.
      try waitForEvents(in: home.path, atLeast: share == nil ? 2 : Self.begun)
      usleep(UInt32((share ?? 0) * duration * 1e6))
      child.signal(SIGKILL)
      let killed = try child.wait()
      let run = home.path + "/runs/" + home.names("runs").first { !$0.hasPrefix(".") }!
      let store = RunStore(home: home.path)
      #expect(killed.code == 0 || killed.code == -SIGKILL)
      // Where the run was quicker this time, it had ended.
      let status = try #require(try store.list().first?.status)
      if status == .completed { continue }
      #expect(status == .interrupted)

      let resumed = try Program.run(["runs", "resume", "latest", "--json"], home: home.path)
      try #require(resumed.code == 0, "after \(String(describing: share)): \(resumed.errors)")
      #expect(
        try resumed.result().comparable == expected.result().comparable, "after \(String(describing: share))")
      for name in try checkpoints(expectedRun) {
        #expect(
          try contents(run + "/" + name) == contents(expectedRun + "/" + name),
          "\(name) after \(String(describing: share))")
      }
      #expect(try names(run) == names(expectedRun))
      #expect(try curves(run) == curves(expectedRun), "after \(String(describing: share))")
    }
  }

  @Test("kill -9 during a sweep: the cells that were computed are kept, and the figures are the same")
  func sweep() throws {
    let home = try Trained.get().copy()
    // Another run would be 'latest' by the time that the sweep goes on; it must keep its own.
    let arguments = ["layers", "--draws", "40", "--seed", "3", "--threads", "1", "--json"]
    let child = try Child(arguments, home: home.path)
    let run = try waitForCells(in: home.path, atLeast: 40)
    child.signal(SIGKILL)
    let killed = try child.wait()
    try #require(killed.code != 0)
    let known = try cells(run)
    let newer = try Program.run(
      ["train", "--network", "fcn-1x8", "--epochs", "1", "--train-limit", "100", "--json"], home: home.path)
    #expect(newer.code == 0)
    let resumed = try Program.run(
      ["runs", "resume", (run as NSString).lastPathComponent, "--json"], home: home.path)
    try #require(resumed.code == 0, "\(resumed.errors)")
    let other = try Trained.get().copy()
    let whole = try Program.run(arguments, home: other.path)
    #expect(try resumed.result().comparable == whole.result().comparable)
    let after = try cells(run)
    #expect(Array(after.prefix(known.count)) == known)
    // Checkpoints and draws, joint ranges, six places from initial to trained values, and how three distances go with
    // the errors.
    #expect(after.count == 4 * (4 + 40) + 10 + 4 * 6 + 3, "no cell is computed twice")
    #expect(Set(after).count == after.count)
  }

  @Test("what is complete is not resumed, and what is not there is not found")
  func refusals() throws {
    let home = try Trained.get().copy()
    let complete = try Program.run(["runs", "resume", "latest"], home: home.path)
    #expect(complete.code == 2 && complete.errors.contains("is complete; there is nothing to resume"))
    let unknown = try Program.run(["runs", "resume", "nothing"], home: home.path)
    #expect(unknown.code == 2 && unknown.errorLines.count == 1)
  }

  private func names(_ run: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: run).sorted()
  }

  /// Files that must be the same to the byte.
  private func checkpoints(_ run: String) throws -> [String] {
    ["weights.safetensors", "network.toml"]
      + (try FileManager.default.contentsOfDirectory(atPath: run + "/checkpoints").filter {
        $0.hasPrefix("epoch-")
      }.map { "checkpoints/" + $0 }.sorted())
  }

  /// Each curve by the rule of the run folder: a point that does not lie beyond the curve's end replaces from there.
  private func curves(_ run: String) throws -> [String: [Point]] {
    var curves: [String: [Point]] = [:]
    for event in try Recording(path: run + "/events.jsonl") {
      guard case .point(let point) = event.payload else { continue }
      curves[point.series, default: []].removeAll { $0.x >= point.x }
      curves[point.series, default: []].append(point)
    }
    return curves
  }

  /// The places of the cells that the sweep evaluated, in order.
  private func cells(_ run: String) throws -> [String] {
    try Recording(path: run + "/events.jsonl").compactMap { event in
      guard case .cell(let cell) = event.payload, !cell.grid.hasPrefix("distance") else { return nil }
      return "\(cell.grid) \(cell.row) \(cell.column)"
    }
  }

  private func waitForCells(in home: String, atLeast count: Int) throws -> String {
    let deadline = Date(timeIntervalSinceNow: 60)
    while Date() < deadline {
      let runs = (try? FileManager.default.contentsOfDirectory(atPath: home + "/runs")) ?? []
      if let run = runs.first(where: { $0.contains("-layers-") && !$0.hasPrefix(".") }) {
        let path = home + "/runs/" + run
        if let known = try? cells(path), known.count >= count { return path }
      }
      usleep(2000)
    }
    throw Timeout()
  }
}
