/// One widget with sample data.
public struct GallerySample: Sendable, CustomStringConvertible {
  /// Kebab-case.
  public let name: String
  public let widget: any Widget

  public init(_ name: String, _ widget: some Widget) {
    self.name = name
    self.widget = widget
  }

  public var description: String { name }
}

/// Every widget, sorted by name. The law tests run over it: whoever adds a widget adds a line.
public enum WidgetGallery {
  public static let samples: [GallerySample] = [
    GallerySample("bar-chart", SampleData.bars),
    GallerySample("command-palette", SampleData.palette),
    GallerySample("dialog", SampleData.dialog),
    GallerySample("empty-state", SampleData.emptyState),
    GallerySample("facts", SampleData.facts),
    GallerySample("footer", SampleData.footer),
    GallerySample("form", SampleData.form),
    GallerySample("heatmap", SampleData.heatmap),
    GallerySample("heatmap-folded", SampleData.foldedHeatmap),
    GallerySample("heatmap-joint", SampleData.jointHeatmap),
    GallerySample("heatmap-large", SampleData.largeHeatmap),
    GallerySample("heatmap-signed", SampleData.signedHeatmap(columns: 8)),
    GallerySample("heatmap-signed-narrow", SampleData.signedHeatmap(columns: 30)),
    GallerySample("help", SampleData.help),
    GallerySample("label-row", SampleData.labelRow),
    GallerySample("line-chart", SampleData.lineChart),
    GallerySample("line-chart-log", SampleData.logChart),
    GallerySample("panel", SampleData.panel),
    GallerySample("paragraph", SampleData.paragraph),
    GallerySample("photo", SampleData.photo),
    GallerySample("picture", SampleData.picture),
    GallerySample("picture-grid", SampleData.pictureGrid),
    GallerySample("picture-signed", SampleData.signedPicture),
    GallerySample("picture-viewer", SampleData.viewer),
    GallerySample("picture-viewer-fitted", SampleData.fittedViewer),
    GallerySample("progress", SampleData.progress),
    GallerySample("sparkline", SampleData.sparkline),
    GallerySample("table", SampleData.table),
    GallerySample("table-empty", SampleData.emptyTable),
    GallerySample("tabs", SampleData.tabs),
    GallerySample("toast", SampleData.toast),
    GallerySample("too-small", TooSmall(needed: Size(rows: 18, columns: 60))),
  ]
}
