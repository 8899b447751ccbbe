import Foundation

/// Where data and assets are looked for: the environment, the program's own place and the user's folder, as a value.
public struct DataLocator: Sendable {
  private let environment: [String: String]
  private let executable: String
  private let home: String
  private let workingDirectory: String

  /// - Parameters:
  ///   - home: Halftone's home (`--home`); nil takes HALFTONE_HOME or the XDG data directory.
  ///   - environment: HALFTONE_ASSETS, HALFTONE_DATA, HALFTONE_HOME, XDG_DATA_HOME and HOME count.
  public init(
    home: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: String = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "",
    workingDirectory: String = FileManager.default.currentDirectoryPath
  ) {
    // An empty variable counts as none.
    let environment = environment.filter { !$0.value.isEmpty }
    self.environment = environment
    self.executable = executable
    self.workingDirectory = workingDirectory
    self.home =
      home ?? environment["HALFTONE_HOME"] ?? environment["XDG_DATA_HOME"].map { $0 + "/halftone" }
      ?? (environment["HOME"] ?? "") + "/.local/share/halftone"
  }

  /// The folders that may be `Assets/<name>`, likeliest first: HALFTONE_ASSETS, then beside the program or in a folder
  /// above it (a release bundle, a build folder inside the repository), then the same from the working directory.
  public func assets(_ name: String) -> [String] {
    let named = environment["HALFTONE_ASSETS"].map { ["\($0)/\(name)"] } ?? []
    let installed = parent(of: parent(of: executable)) + "/share/halftone/Assets/\(name)"
    return unique(
      named + above(parent(of: executable)).map { "\($0)/Assets/\(name)" } + [installed]
        + above(workingDirectory).map { "\($0)/Assets/\(name)" })
  }

  /// The folders that may hold the data set `<name>`, likeliest first: HALFTONE_DATA, `data` under Halftone's home,
  /// then `system`, then a `shared/data` beside the repository.
  public func data(_ name: String, system: [String] = []) -> [String] {
    let named = environment["HALFTONE_DATA"].map { ["\($0)/\(name)"] } ?? []
    let repository = assets("fashion-mini").first { FileManager.default.fileExists(atPath: $0) }
    let beside = repository.map { parent(of: parent(of: parent(of: $0))) + "/shared/data/\(name)" }
    return unique(named + ["\(home)/data/\(name)"] + system + (beside.map { [$0] } ?? []))
  }

  private func parent(of path: String) -> String { (path as NSString).deletingLastPathComponent }

  /// The folder and those above it.
  private func above(_ folder: String) -> [String] {
    var folders: [String] = [], next = folder
    while !next.isEmpty, next != "/" {
      folders.append(next)
      next = parent(of: next)
    }
    return folders
  }

  private func unique(_ paths: [String]) -> [String] {
    var seen: Set<String> = []
    return paths.filter { seen.insert($0).inserted }
  }
}
