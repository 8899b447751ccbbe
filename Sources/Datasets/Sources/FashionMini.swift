import Catalog

extension DatasetSource {
  /// What always works: it ships with the program.
  public static let fashionMini = idx(
    Card(
      identifier: "fashion-mini", title: "Fashion-MNIST, the first of each class",
      summary: "2,000 + 500 pictures of Fashion-MNIST, 28 x 28, ten classes; ships with Halftone.",
      citation: .fashionMNIST),
    prefix: "fashion-mini-", size: 28, classNames: fashionClasses, counts: (2_000, 500),
    checksums: [
      "a724cd72799a6b1c3a81c4263865a75a73bb6473673b3394e34adf222930f19e",
      "4738fd437c0f8d6498ae7f6f5c86f1cc3c878d4116ff169fc5635bd6847899cc",
      "8fdf02ada67d92f4db5ba3c2f6c5b1cc6186ba6e0efd4914661e4389e103b81e",
      "9c71808b3a0ebfc091442c0009a7aa35be2d9622bf6aaf6891ce9a0088e96c07",
    ], remedy: "set HALFTONE_ASSETS to the Assets folder of Halftone"
  ) { $0.assets("fashion-mini") }
}
