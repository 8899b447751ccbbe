import Catalog

extension DatasetSource {
  public static let fashionMNIST = idx(
    Card(
      identifier: "fashion-mnist", title: "Fashion-MNIST",
      summary: "60,000 + 10,000 grey pictures of clothes, 28 x 28, ten classes.", citation: .fashionMNIST),
    size: 28, classNames: fashionClasses, counts: (60_000, 10_000),
    checksums: [
      "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
      "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
      "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
      "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    ],
    remedy:
      "install the package dataset-fashion-mnist, or set HALFTONE_DATA to the folder that holds fashion-mnist/"
  ) { $0.data("fashion-mnist", system: ["/usr/share/datasets/fashion-mnist"]) }

  static let fashionClasses = [
    "T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
  ]
}

extension Citation {
  static let fashionMNIST = Citation(
    authors: "Xiao, Rasul, Vollgraf",
    title: "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms",
    venue: "arXiv",
    year: 2017, arXiv: "1708.07747")
}
