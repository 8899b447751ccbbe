import Catalog

extension DatasetSource {
  public static let fashionMini32 = fashionMini.padded(
    to: 32,
    Card(
      identifier: "fashion-mini-32", title: "Fashion-MNIST, the first of each class, padded",
      summary: "fashion-mini with two rows and columns of zeros on each side: 32 x 32; ships with Halftone.",
      citation: .fashionMNIST))
}
