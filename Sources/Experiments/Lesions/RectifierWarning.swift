import Engine
import LayerRobustness

extension JobContext {
  /// Says that a residual network is not exactly a sum over its paths, where rectifiers stand between its blocks: a
  /// note, and their number for the screen.
  func emitRectifiers(of network: ModularNetwork) {
    let names = network.isResidual ? network.rectifiersBetween : []
    guard let first = names.first else { return }
    emit(
      .note(
        "\(names.count) rectifiers stand between the blocks (\(first)\(names.count > 1 ? ", …" : "")): a skip is not the "
          + "identity there, and the paths are not an exact sum"))
    emit(.point(Point(series: "blocks/rectifiers", x: 0, y: Double(names.count))))
  }
}
