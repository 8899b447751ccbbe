import Catalog

extension DatasetSource {
  /// Not shipped, and never fetched: it is there when its files are given.
  public static let cifar10 = cifar(
    Card(
      identifier: "cifar10", title: "CIFAR-10",
      summary: "50,000 + 10,000 colour pictures, 32 x 32, ten classes of animals and vehicles.",
      citation: .cifar),
    classNames: cifar10Classes, train: (1...5).map { ("data_batch_\($0).bin", 10_000) },
    test: [("test_batch.bin", 10_000)],
    remedy:
      "put data_batch_1.bin … data_batch_5.bin and test_batch.bin (the binary version, plain or .gz) into one of "
      + "them, or set HALFTONE_DATA to the folder that holds cifar10/ or cifar-10-batches-bin/"
  ) { $0.data("cifar10") + $0.data("cifar-10-batches-bin") }

  static let cifar10Classes = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]
}

extension Citation {
  static let cifar = Citation(
    authors: "Krizhevsky", title: "Learning Multiple Layers of Features from Tiny Images",
    venue: "University of Toronto", year: 2009)
}
