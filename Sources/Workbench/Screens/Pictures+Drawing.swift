import Catalog
import Engine
import TerminalUI

extension Pictures {
  var count: Int { values.shape.count == 4 ? values.shape[0] : 0 }

  /// One of the pictures as a widget; nil when there is none of that number.
  ///
  /// - Parameter live: the maps as they are drawn while they come anew; exact without.
  func picture(_ index: Int, maximumScale: Int = 4, live: [LiveMap] = []) -> Picture? {
    guard (0..<count).contains(index) else { return nil }
    let (channels, height, width) = (values.shape[1], values.shape[2], values.shape[3])
    let each = channels * height * width
    let isInput = Convention.Pictures.areInputs(name)
    let coloring: Picture.Coloring =
      isSigned ? .signed : !isInput ? .sequential : channels >= 3 ? .trueColor : .grey
    var plane = floats(from: index * each, count: each)
    // Maps of several channels are shown as their sum, which is what completeness speaks of.
    if !isInput, channels > 1 {
      plane = (0..<(height * width)).map { place in
        (0..<channels).reduce(0) { $0 + plane[$1 * height * width + place] }
      }
    }
    if live.indices.contains(index), live[index].values.count == plane.count {
      return Picture(
        live[index].values, width: width, height: height, coloring: coloring, range: live[index].range,
        maximumScale: maximumScale)
    }
    return Picture(
      plane, width: width, height: height, coloring: coloring, maximumScale: maximumScale)
  }

  func floats(from start: Int, count: Int) -> [Float] {
    guard values.elementType == .float32 else { return Array(values.floats[start..<(start + count)]) }
    return values.bytes.withUnsafeBytes { raw in
      (start..<(start + count)).map { raw.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
    }
  }
}
