import Catalog
import Engine
import Foundation
import TerminalUI

/// What the workbench is opened with.
public struct WorkbenchConfiguration: Sendable {
  /// Runs the jobs; its store is the list of runs.
  public var engine: Engine
  public var catalogue: Catalogue
  /// The theme's name or file; nil takes the one last chosen, or the dark one.
  public var theme: String?
  public var themes: ThemeLibrary
  public var terminal: TerminalOptions
  public var keyMap = WorkbenchKeys.map
  /// Said once the workbench is open: what is wrong with the configuration file.
  public var warning: String?
  /// What an empty store begins with; see ``TourStep``.
  public var firstRun: [TourStep]
  /// A recording to play instead of opening the store.
  public var replay: ReplayRequest?
  /// Where exports go; nil: the run's folder.
  public var exports: String?
  /// Spells the command line that repeats a run.
  public var spell: @Sendable (Card, Settings) -> String

  /// - Parameters:
  ///   - color: `auto`, `truecolor`, `256`, `16` or `mono`.
  ///   - ascii: nil goes by the locale.
  ///   - isDark: whether the terminal's own ground is dark; nil asks it.
  ///   - bytesPerSecond: what is sent at most, 0 for no limit; nil goes by the line.
  /// - Throws: ``UserError`` for another word.
  public init(
    engine: Engine, catalogue: Catalogue, theme: String? = nil, themes: ThemeLibrary = .standard(),
    color: String = "auto", ascii: Bool? = nil, isDark: Bool? = nil, bytesPerSecond: Int? = nil,
    usesMouse: Bool = true, firstRun: [TourStep] = [],
    spell: @escaping @Sendable (Card, Settings) -> String
  ) throws {
    self.engine = engine
    self.catalogue = catalogue
    self.theme = theme
    self.themes = themes
    terminal = TerminalOptions(
      colorDepth: try ColorDepth(named: color), glyphs: ascii.map { $0 ? .ascii : .unicode }, isDark: isDark,
      bytesPerSecond: bytesPerSecond, usesMouse: usesMouse)
    self.firstRun = firstRun
    self.spell = spell
  }
}

extension WorkbenchConfiguration {
  /// What the thread of each job needs, for the engine that is handed over: a crash there restores the terminal, too, an
  /// overflow of the thread's stack included.
  public static let surroundJob: JobSurrounding = CrashStack.surround

  /// - Throws: ``UserError`` for a word that is no number of colours.
  public init(
    engine: Engine, catalogue: Catalogue, preferences: Preferences, themes: ThemeLibrary = .standard(),
    firstRun: [TourStep] = [], spell: @escaping @Sendable (Card, Settings) -> String
  ) throws {
    try self.init(
      engine: engine, catalogue: catalogue, theme: preferences.theme.value, themes: themes,
      color: preferences.color.value, ascii: preferences.ascii.value,
      isDark: ["dark": true, "light": false][preferences.background.value],
      bytesPerSecond: preferences.bytesPerSecond.value, usesMouse: preferences.mouse.value,
      firstRun: firstRun, spell: spell)
    keyMap = preferences.keyMap
    warning = preferences.problem
    exports = preferences.exports.value.map { ($0 as NSString).expandingTildeInPath }
  }
}

/// How the workbench was left.
public struct WorkbenchEnd: Sendable, Equatable {
  public let loop: LoopEnd
  /// Stored runs that were stopped by leaving; each can be resumed.
  public let interrupted: [JobID]

  /// The signal that ended it, when one did; a terminal that went away counts as its hanging up.
  public var signal: Int32? {
    switch loop {
    case .quit: nil
    case .signal(let number): number
    case .terminalLost: SIGHUP
    }
  }
}

/// Opens the workbench and returns when it is left: the terminal is as it was, and every job has stopped.
///
/// Belongs on the thread of a synchronous `main`.
///
/// - Throws: ``UserError`` when there is no terminal, or the theme is unknown or broken, or the store unreadable.
public func runWorkbench(_ configuration: WorkbenchConfiguration) throws -> WorkbenchEnd {
  let workbench = try Workbench(configuration)
  let session = try TerminalSession(configuration.terminal)
  workbench.adopt(session.traits)
  let home = configuration.engine.store.home
  session.describeCrash(
    report: "\(home)/crash-\(getpid()).txt",
    note: "The runs are in \(home)/runs: halftone runs list names them, halftone runs resume goes on.")
  let waker = session.waker
  workbench.statistics = { session.statistics }
  workbench.clipboard = { session.copy($0) }
  try workbench.open { waker.wake() }
  let end = session.run(workbench)
  workbench.saveInterface()
  workbench.recorder?.close()
  session.close()
  if configuration.replay != nil { return WorkbenchEnd(loop: end, interrupted: []) }
  let live = workbench.state.runs.listed.filter(\.status.isLive).map(\.job)
  let own = Set(configuration.engine.activeJobs)
  configuration.engine.shutdown()
  return WorkbenchEnd(loop: end, interrupted: live.filter(own.contains))
}

extension TerminalOptions {
  /// - Throws: ``UserError`` for a word that is no number of colours.
  init(_ preferences: Preferences) throws {
    self.init(
      colorDepth: try ColorDepth(named: preferences.color.value),
      glyphs: preferences.ascii.value.map { $0 ? .ascii : .unicode },
      isDark: ["dark": true, "light": false][preferences.background.value],
      bytesPerSecond: preferences.bytesPerSecond.value, usesMouse: preferences.mouse.value)
  }
}

extension ColorDepth {
  /// nil for `auto`: find out.
  public init?(named name: String) throws {
    switch name {
    case "auto": return nil
    case "truecolor", "24bit": self = .truecolor
    case "mono", "none": self = .monochrome
    default:
      guard let depth = ColorDepth(rawValue: name) else {
        throw UserError("color: found '\(printable(name))', expected auto, truecolor, 256, 16, 8 or mono")
      }
      self = depth
    }
  }
}
