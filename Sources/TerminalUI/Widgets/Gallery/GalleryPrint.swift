import Catalog

/// One widget as text with escape sequences, for a pipe or a look in passing.
public struct GalleryPrint {
  public var traits: TerminalTraits
  public var theme: Theme

  public init(traits: TerminalTraits, theme: Theme) {
    self.traits = traits
    self.theme = theme
  }

  /// The sample as a surface of that size.
  public func surface(_ sample: GallerySample, size: Size, at seconds: Double = 0) -> Surface {
    let theme = theme.adapted(to: traits.depth)
    var surface = Surface(size: size, style: theme.plain, traits: traits)
    sample.widget(at: seconds).draw(in: surface.bounds, on: &surface, theme: theme)
    return surface
  }

  /// - Parameters:
  ///   - name: a widget for its usual state, or a widget's state such as `line-chart-log`.
  ///   - size: nil for the one at which all is seen.
  /// - Throws: ``UserError`` for an unknown name.
  public func text(_ name: String, size: Size?) throws -> String {
    let entries = WidgetGallery.entries
    for entry in entries {
      guard
        let sample = entry.samples.first(where: { $0.name == name })
          ?? (entry.name == name ? entry.samples.first : nil)
      else { continue }
      return surface(sample, size: size ?? entry.size).ansiText
    }
    throw unknownName(name, kind: "widget", known: entries.flatMap { $0.samples.map(\.name) })
  }

  /// Names, states and what they are, a line each.
  public static var list: [String] {
    WidgetGallery.entries.map { entry in
      let states = entry.samples.map(\.state).filter { !$0.isEmpty }
      let more =
        states.isEmpty ? "" : "  (also \(states.map { "\(entry.name)-\($0)" }.joined(separator: ", ")))"
      return TextFitting.pad(entry.name, to: 16) + "  " + entry.summary + more
    }
  }
}
