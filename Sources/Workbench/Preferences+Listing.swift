extension Preferences {
  /// A line of `halftone config show`.
  public struct Line: Sendable, Equatable {
    public let name: String
    public let value: String
    public let origin: String
  }

  /// Every setting with where it comes from.
  public var settings: [Line] {
    func line<Value>(_ name: String, _ chosen: Chosen<Value>, _ text: (Value) -> String) -> Line {
      Line(name: name, value: text(chosen.value), origin: chosen.origin.spelled)
    }
    func word(_ flag: Bool?) -> String { flag.map { $0 ? "true" : "false" } ?? "by the locale" }
    return [
      line("theme", theme) { $0 ?? "the one last chosen" }, line("color", color) { $0 },
      line("background", background) { $0 },
      line("mouse", mouse) { word($0) }, line("ascii", ascii) { word($0) },
      line("bytes-per-second", bytesPerSecond) { $0.map { $0 == 0 ? "no limit" : "\($0)" } ?? "by the line" },
      line("exports", exports) { $0 ?? "the run's folder" },
    ]
  }

  /// The table of keys by place.
  public var keys: [(place: String, lines: [Line])] {
    KeyContext.allCases.map { context in
      let bindings = keyMap.bindings.filter { $0.context == context }
      return (
        context.name,
        bindings.map { binding in
          Line(
            name: binding.identifier,
            value: binding.chords.isEmpty ? "no key" : binding.chords.map(\.text).joined(separator: ", "),
            origin: (remapped[binding.identifier] ?? .standard).spelled)
        }
      )
    }.filter { !$0.1.isEmpty }
  }
}
