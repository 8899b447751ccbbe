import Networks

/// What can be deleted from a network without skips.
///
/// The modules that its layers' names form (`blocks.3.*`) where one of them keeps its shape, else its weighted layers with
/// the batch norms behind them.
struct PlainModules {
  /// By their first layer.
  let deletable: [Int: Module]
  /// Those whose output has another shape than their input.
  let others: [String]

  /// - Parameter network: a chain of layers.
  init(_ network: Network) {
    let named = PlainModules(network, network.specification.namedModules(of: Array(network.layers.indices)))
    self = named.deletable.isEmpty ? PlainModules(network, network.units.map { ($0.name, $0.layers) }) : named
  }

  private init(_ network: Network, _ parts: [(name: String, layers: [Int])]) {
    let shapes = network.specification.shapes
    var deletable: [Int: Module] = [:], others: [String] = []
    for (name, layers) in parts {
      guard let first = layers.first, let last = layers.last else { continue }
      let input = first == 0 ? network.inputShape : shapes[first - 1]
      guard input == shapes[last], layers == Array(first...last) else {
        others.append(name)
        continue
      }
      deletable[first] = Module(
        name: name, branch: layers, skip: nil, inputShape: input, outputShape: shapes[last])
    }
    self.deletable = deletable
    self.others = others
  }
}
