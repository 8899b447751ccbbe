import Catalog

/// Tensors by name as a safetensors file.
public enum TensorFile {
  /// Reads every tensor of a file.
  ///
  /// - Throws: `UserError` naming the file, what was found and what was expected.
  public static func read(_ path: String) throws -> [(String, Tensor)] {
    let file = try Safetensors(contentsOf: path)
    return try file.names.map { ($0, Tensor(try file.array($0))) }
  }

  /// Writes tensors whole or not at all.
  public static func write(
    _ tensors: [(String, Tensor)], to path: String, metadata: [String: String] = [:]
  ) throws {
    let arrays = try tensors.map { ($0.0, try $0.1.array()) }
    try Safetensors.write(Dictionary(arrays) { _, last in last }, metadata: metadata, to: path)
  }
}
