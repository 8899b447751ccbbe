/// One widget in one state.
public struct GallerySample: Sendable, CustomStringConvertible {
  /// The widget's name and the state's: `line-chart-log`.
  public fileprivate(set) var name: String
  /// Kebab-case; empty for the state that the widget is usually in.
  public let state: String
  private let make: @Sendable (Double) -> any Widget

  public init(_ state: String, _ widget: some Widget) { self.init(state) { _ in widget } }

  /// The state that the widget is usually in.
  public init(_ widget: some Widget) { self.init("", widget) }

  /// - Parameter make: the widget after so many seconds.
  public init(_ state: String = "", moving make: @escaping @Sendable (Double) -> any Widget) {
    (name, self.state) = (state, state)
    self.make = make
  }

  /// The widget as tests see it: at its first moment.
  public var widget: any Widget { make(0) }
  public func widget(at seconds: Double) -> any Widget { make(seconds) }

  public var description: String { name }
}

/// One widget with sample states.
public struct GalleryEntry: Sendable, CustomStringConvertible {
  /// Kebab-case.
  public let name: String
  /// One sentence.
  public let summary: String
  /// At which all is seen.
  public let size: Size
  public let samples: [GallerySample]

  public init(_ name: String, _ summary: String, columns: Int, rows: Int, _ samples: [GallerySample]) {
    self.name = name
    self.summary = summary
    size = Size(rows: rows, columns: columns)
    self.samples = samples.map { sample in
      var named = sample
      named.name = sample.state.isEmpty ? name : "\(name)-\(sample.state)"
      return named
    }
  }

  public var description: String { name }
}

/// Every widget, sorted by name. `halftone gallery`, the law tests and the golden frames run over it: whoever adds a
/// widget adds a line.
public enum WidgetGallery {
  public static let entries: [GalleryEntry] = [
    .barChart, .boxPlot, .commandPalette, .dialog, .emptyState, .facts, .footer, .form, .heatmap, .help,
    .histogram,
    .labelRow, .lineChart, .log, .panel, .paragraph, .pathGraph, .photo, .picture, .pictureGrid,
    .pictureViewer,
    .progress, .scatter,
    .sparkline, .split, .stemPlot, .table, .tabs, .textField, .toast, .tooSmall, .tree,
  ]

  /// The states of all widgets, one after the other.
  public static let samples: [GallerySample] = entries.flatMap(\.samples)
}
