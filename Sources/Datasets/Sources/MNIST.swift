import Catalog

extension DatasetSource {
  /// Not shipped, and never fetched: it is there when its files are given.
  public static let mnist = idx(
    Card(
      identifier: "mnist", title: "MNIST",
      summary: "60,000 + 10,000 grey pictures of handwritten digits, 28 x 28.",
      citation: Citation(
        authors: "LeCun, Bottou, Bengio, Haffner",
        title: "Gradient-Based Learning Applied to Document Recognition",
        venue: "Proceedings of the IEEE 86(11)",
        year: 1998)),
    size: 28, classNames: (0...9).map(String.init), counts: (60_000, 10_000),
    checksums: [
      "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
      "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
      "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
      "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ],
    remedy:
      "put train-images-idx3-ubyte, train-labels-idx1-ubyte and the two t10k files (plain or .gz) into one of "
      + "them, or set HALFTONE_DATA to the folder that holds mnist/"
  ) { $0.data("mnist") }
}
