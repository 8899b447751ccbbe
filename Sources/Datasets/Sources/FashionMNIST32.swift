import Catalog

extension DatasetSource {
  /// For networks that halve their pictures five times.
  public static let fashionMNIST32 = fashionMNIST.padded(
    to: 32,
    Card(
      identifier: "fashion-mnist-32", title: "Fashion-MNIST, padded",
      summary: "Fashion-MNIST with two rows and columns of zeros on each side: 32 x 32.",
      citation: .fashionMNIST))
}
