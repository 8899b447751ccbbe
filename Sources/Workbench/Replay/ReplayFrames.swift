import Catalog
import Engine
import Foundation
import TerminalUI

/// A recorded run as pictures, without a terminal.
public struct ReplayFrames {
  private let workbench: Workbench
  private let size: Size
  private let traits: TerminalTraits

  /// - Parameters:
  ///   - configuration: with its ``WorkbenchConfiguration/replay``.
  ///   - size: columns and rows: `120x40`.
  /// - Throws: ``UserError`` when the recording cannot be read or the theme is unknown.
  public init(_ configuration: WorkbenchConfiguration, size: String) throws {
    let size = try Size(spelled: size)
    workbench = try Workbench(configuration)
    self.size = size
    traits = configuration.paperTraits
    _ = workbench.handle(.resize(size))
    try workbench.open(wake: {})
    workbench.state.toasts = []
  }

  private var replay: ReplayState? { workbench.state.replay }

  /// The frame at a share 0…1 of the recording.
  func frame(at share: Double) -> Surface {
    workbench.state.reduceReplay(.to(share))
    var surface = Surface(size: size, traits: traits)
    WorkbenchFrame.draw(workbench.state, on: &surface, theme: workbench.theme)
    return surface
  }

  /// The frame at a share 0…1 as the bytes of a file.
  ///
  /// - Parameter format: `png`, `svg`, `ansi` or `text`.
  public func file(at share: Double, as format: String) throws -> Data {
    try frame(at: share).exported(as: ExportFormat(named: format), theme: workbench.theme)
  }

  /// The whole recording as an asciicast that runs as fast as the replay would.
  ///
  /// - Parameter take: gets the lines as they come.
  public func cast(framesPerSecond: Double = 10, _ take: (String) throws -> Void) rethrows {
    guard let replay, let start = replay.timeline.events.first?.time else { return }
    var cast = Asciicast(size: size, traits: traits, start: start, title: replay.timeline.job)
    let seconds = replay.timeline.duration / replay.speed
    let frames = max(1, Int((seconds * framesPerSecond).rounded(.up)))
    for frame in 0...frames {
      let time = min(seconds, Double(frame) / framesPerSecond)
      cast.append(self.frame(at: frame == frames ? 1 : seconds > 0 ? time / seconds : 0), at: time)
      try take(cast.takeText())
    }
  }
}
