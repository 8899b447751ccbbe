import Catalog
import Foundation

/// Inputs that the user brings: a picture (png, jpg), an array (npy), or a safetensors file that holds `inputs` and
/// perhaps `labels`. Arrays may hold pictures or the rows of a table.
///
/// Nothing is resized: whether the shape fits is for the network to say.
public struct InputFile: Sendable {
  public let path: String
  /// `[N, C, H, W]` of `float32`: pixels in 0…1, or rows of a table as `[N, F, 1, 1]`.
  public let inputs: ArrayValue
  public let labels: [Int]?

  public var count: Int { inputs.shape[0] }

  /// Reads a file of any of these kinds, told apart by its first bytes.
  ///
  /// - Parameter holdsRows: whether arrays are rows of a table: any finite numbers, `[N, F]` too.
  /// - Throws: ``UserError`` naming the file, what was found and what was expected.
  public init(_ path: String, holdsRows: Bool = false) throws {
    self.path = path
    let data = try MappedFile.read(path)
    let read = holdsRows ? Self.rows : Self.pixels
    if PNG.begins(data) || JPEG.begins(data) {
      inputs = try PixelImage(decoding: data, place: path).input
      labels = nil
    } else if NPY.begins(data) {
      inputs = try read(NPY.decode(data, place: path), path)
      labels = nil
    } else if path.hasSuffix(".safetensors") {
      let file = try Safetensors(data: data, path: path)
      inputs = try read(file.array("inputs"), path)
      labels = try file.contains("labels") ? Self.labels(file.array("labels"), inputs.shape[0], path) : nil
    } else {
      throw UserError(
        "\(path): found a file that begins with '\(data.opening)', expected png, jpg, npy or safetensors")
    }
  }

  /// Brings an array into `[N, F, 1, 1]`.
  private static func rows(_ array: ArrayValue, _ path: String) throws -> ArrayValue {
    let shape = array.shape.count == 2 ? array.shape + [1, 1] : array.shape
    guard shape.count == 4, shape[2...] == [1, 1], !shape.contains(0) else {
      throw UserError("\(path): found inputs of shape \(array.shape), expected rows of a table, [N, F]")
    }
    guard array.elementType == .float32 || array.elementType == .float64 else {
      throw UserError("\(path): found inputs of type \(array.elementType), expected float32 or float64")
    }
    let rows = ArrayValue(array.floats, shape: shape)
    if let odd = rows.firstNonFinite {
      throw UserError("\(path): found \(rows.floats[odd]) at element \(odd), expected a finite number")
    }
    return rows
  }

  /// Brings an array into `[N, C, H, W]` and 0…1.
  ///
  /// `[H, W]` is one grey picture, `[1 or 3, H, W]` one picture, any other `[N, H, W]` grey pictures.
  private static func pixels(_ array: ArrayValue, _ path: String) throws -> ArrayValue {
    let shape =
      switch (array.shape.count, array.shape.first) {
      case (2, _): [1, 1] + array.shape
      case (3, 1), (3, 3): [1] + array.shape
      case (3, let count?): [count, 1] + array.shape.dropFirst()
      default: array.shape
      }
    guard shape.count == 4, !shape.contains(0) else {
      throw UserError(
        "\(path): found inputs of shape \(array.shape), expected [N, C, H, W] with none of them 0")
    }
    switch array.elementType {
    case .uint8: return ArrayValue(array.floats.map { $0 / 255 }, shape: shape)
    case .float32, .float64:
      let values = array.floats
      if let odd = values.firstIndex(where: { !(0...1).contains($0) }) {
        throw UserError("\(path): found the pixel \(values[odd]) at element \(odd), expected 0…1")
      }
      return ArrayValue(values, shape: shape)
    default:
      throw UserError(
        "\(path): found inputs of type \(array.elementType), expected uint8, float32 or float64")
    }
  }

  private static func labels(_ array: ArrayValue, _ count: Int, _ path: String) throws -> [Int] {
    guard [.int64, .int32, .uint8].contains(array.elementType) else {
      throw UserError("\(path): found labels of type \(array.elementType), expected int64, int32 or uint8")
    }
    guard array.shape == [count] else {
      throw UserError(
        "\(path): found labels of shape \(array.shape), expected [\(count)], one for each input")
    }
    let labels = array.integers
    if let odd = labels.first(where: { $0 < 0 }) {
      throw UserError("\(path): found the label \(odd), expected 0 or more")
    }
    return labels
  }
}
