import Catalog

extension DatasetSource {
  /// Colour pictures that every machine has.
  public static let shapeTexture = DatasetSource(
    card: Card(
      identifier: "shape-texture", title: "Shapes with textures",
      summary:
        "8,000 + 2,000 colour pictures, 32 x 32, drawn from a seed: eight shapes, of which nine in ten wear their own "
        + "of eight textures; ships with Halftone."),
    classNames: ShapeTexture.classNames,
    origin: ShapeTexture(
      seed: 1, train: 8_000, test: 2_000, agreement: 0.9,
      checksums: (
        train: "0e0d3b1603c507dfa08024cc576d1144ed13b5b1ae60c428d8dce9ea56903083",
        test: "8ef7beb5beb54eb14bc395a6b20ffd604fecdeced1d6fe90972077cb31f7ea5f"
      )))
}
