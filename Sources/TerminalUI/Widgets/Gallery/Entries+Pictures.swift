extension GalleryEntry {
  static let heatmap = GalleryEntry(
    "heatmap", "Numbers by row and column as colours, with their text where it fits.", columns: 80, rows: 12,
    [
      GallerySample(SampleData.heatmap), GallerySample("folded", SampleData.foldedHeatmap),
      GallerySample("joint", SampleData.jointHeatmap), GallerySample("large", SampleData.largeHeatmap),
      GallerySample("signed", SampleData.signedHeatmap(columns: 8)),
      GallerySample("signed-narrow", SampleData.signedHeatmap(columns: 30)),
    ])

  static let photo = GalleryEntry(
    "photo", "A photograph in cells.", columns: 50, rows: 18, [GallerySample(SampleData.photo)])

  static let picture = GalleryEntry(
    "picture", "A small picture or map, each pixel exact.", columns: 30, rows: 15,
    [GallerySample(SampleData.picture), GallerySample("signed", SampleData.signedPicture)])

  static let pictureViewer = GalleryEntry(
    "picture-viewer", "A picture enlarged, with its legend and the value under the crosshair.", columns: 80,
    rows: 20,
    [GallerySample(SampleData.viewer), GallerySample("fitted", SampleData.fittedViewer)])

  static let pictureGrid = GalleryEntry(
    "picture-grid", "Pictures beside their maps, many at once.", columns: 120, rows: 34,
    [GallerySample(SampleData.pictureGrid)])
}
