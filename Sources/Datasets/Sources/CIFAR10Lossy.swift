import Catalog

extension DatasetSource {
  /// For experiments where the true pixels cannot be had; nothing of it ships.
  public static let cifar10Lossy = cifar(
    Card(
      identifier: "cifar10-lossy", title: "CIFAR-10 out of JPEG files",
      summary:
        "7,000 + 2,000 pictures of CIFAR-10 that went through JPEG, 28 to 33 dB off the true pixels: like CIFAR-10, "
        + "never to be quoted as it.", citation: .cifar),
    classNames: cifar10Classes, train: [("train_7000.bin", 7_000)], test: [("test_2000.bin", 2_000)],
    checksums: [
      "train_7000.bin": "d9fad55dffeea2ac43fa17cdb47e0b276cb22a8514e99e7aeaceff8c46ddbdb1",
      "test_2000.bin": "06f5743fbd96393edfd8d5f5afaf48c59bfbbd020818793118b156a5abf473bb",
    ],
    remedy: "it is validation data that Halftone may not ship; cifar10 takes the published files"
  ) { $0.data("cifar10_lossy") }
}
