/// What a forward pass of one input holds and does, layer by layer.
extension NetworkSpecification {
  /// Numbers computed before each layer that it or a later one still reads; one entry more, for behind the last.
  public var liveCounts: [Int] {
    let sizes = shapes.map { $0.reduce(1, *) }
    var lastUse = Array(layers.indices)
    for (layer, from) in sourceIndices.enumerated() {
      for source in from where source >= 0 { lastUse[source] = layer }
    }
    lastUse[layers.count - 1] = layers.count
    return (0..<layers.count + 1).map { layer in
      (0..<layer).reduce(0) { $0 + (lastUse[$1] >= layer ? sizes[$1] : 0) }
    }
  }

  /// The most numbers that each layer's computation may hold at once: what is live, its inputs in another layout, its
  /// outputs, and beside a maximum where it was found, which takes two numbers' room.
  public var peakCounts: [Int] {
    let sizes = shapes.map { $0.reduce(1, *) }, input = input.shape.reduce(1, *)
    return zip(sourceIndices, liveCounts).enumerated().map { layer, place in
      place.1 + place.0.reduce(0) { $0 + ($1 < 0 ? input : sizes[$1]) }
        + sizes[layer] * (layers[layer].layer is MaxPool ? 3 : 1)
    }
  }

  /// Multiplications of each layer, or what weighs as much.
  public var workCounts: [Int] {
    zip(layers, shapes).map { layer, shape in
      let outputs = shape.reduce(1, *)
      guard let weight = layer.layer.slots.first?.shape, weight.count > 1 else { return outputs }
      return outputs * weight.dropFirst().reduce(1, *)
    }
  }
}
