import Catalog
import Foundation
import Torch

/// A folder with `network.toml` and weights in safetensors.
public enum NetworkFolder {
  /// Loads a network from a folder or its `network.toml`.
  ///
  /// - Parameter weights: the weights' file; nil takes `weights.safetensors` beside the form.
  /// - Throws: `UserError` naming the file, what was found and what was expected.
  public static func load(_ path: String, weights: String? = nil) throws -> Network {
    let folder = path.hasSuffix(".toml") ? (path as NSString).deletingLastPathComponent : path
    let form = path.hasSuffix(".toml") ? path : folder + "/network.toml"
    let specification = try NetworkFile.specification(form)
    let file = weights ?? (folder.isEmpty ? "." : folder) + "/weights.safetensors"
    return try Network(specification, NetworkState(try TensorFile.read(file)), place: file)
  }

  /// Writes form and weights into a folder that exists.
  public static func save(_ network: Network, to folder: String) throws {
    try NetworkFile.write(network.specification, toFolder: folder)
    try save(network.snapshot(), to: folder + "/weights.safetensors")
  }

  /// Writes a snapshot as safetensors.
  public static func save(_ state: NetworkState, to path: String) throws {
    try TensorFile.write(state.names.compactMap { name in state[name].map { (name, $0) } }, to: path)
  }
}
