extension NetworkSpecification {
  /// Layers that their names make one module, in order: `blocks.3.bn1` and `blocks.3.fc1` share what stands before the
  /// last point, and that ends in a number.
  ///
  /// - Parameter chain: layers each of which draws from the one before it only.
  /// - Returns: for each module its name and its layers; none for a name whose layers do not follow one another.
  public func namedModules(of chain: [Int]) -> [(name: String, layers: [Int])] {
    var modules: [(name: String, layers: [Int])] = []
    var scattered: Set<String> = []
    var previous: String?
    for layer in chain {
      let name = moduleName(layers[layer].name)
      defer { previous = name }
      guard let name else { continue }
      if let place = modules.firstIndex(where: { $0.name == name }) {
        modules[place].layers.append(layer)
        if name != previous { scattered.insert(name) }
      } else {
        modules.append((name, [layer]))
      }
    }
    return modules.filter { !scattered.contains($0.name) }
  }

  /// `blocks.3` of `blocks.3.fc1`; nil for `features.3`, whose number is the layer's own.
  private func moduleName(_ layer: String) -> String? {
    guard let point = layer.lastIndex(of: ".") else { return nil }
    let name = layer[..<point]
    let last = name.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
    return !last.isEmpty && last.allSatisfy { ("0"..."9").contains($0) } ? String(name) : nil
  }
}
