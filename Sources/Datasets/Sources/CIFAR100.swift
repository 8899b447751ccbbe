import Catalog

extension DatasetSource {
  /// Not shipped, and never fetched: it is there when its files are given. The fine labels are taken.
  public static let cifar100 = cifar(
    Card(
      identifier: "cifar100", title: "CIFAR-100",
      summary: "50,000 + 10,000 colour pictures, 32 x 32, a hundred classes.", citation: .cifar),
    classNames: cifar100Classes, train: [("train.bin", 50_000)], test: [("test.bin", 10_000)], labelCount: 2,
    remedy:
      "put train.bin and test.bin (the binary version, plain or .gz) into one of them, or set HALFTONE_DATA to the "
      + "folder that holds cifar100/ or cifar-100-binary/"
  ) { $0.data("cifar100") + $0.data("cifar-100-binary") }

  private static let cifar100Classes = [
    "apple", "aquarium fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle", "bottle", "bowl",
    "boy", "bridge", "bus", "butterfly", "camel", "can", "castle", "caterpillar", "cattle", "chair",
    "chimpanzee", "clock", "cloud", "cockroach", "couch", "crab", "crocodile", "cup", "dinosaur", "dolphin",
    "elephant", "flatfish", "forest", "fox", "girl", "hamster", "house", "kangaroo", "keyboard", "lamp",
    "lawn mower", "leopard", "lion", "lizard", "lobster", "man", "maple tree", "motorcycle", "mountain",
    "mouse", "mushroom", "oak tree", "orange", "orchid", "otter", "palm tree", "pear", "pickup truck",
    "pine tree", "plain", "plate", "poppy", "porcupine", "possum", "rabbit", "raccoon", "ray", "road",
    "rocket", "rose", "sea", "seal", "shark", "shrew", "skunk", "skyscraper", "snail", "snake", "spider",
    "squirrel", "streetcar", "sunflower", "sweet pepper", "table", "tank", "telephone", "television", "tiger",
    "tractor", "train", "trout", "tulip", "turtle", "wardrobe", "whale", "willow tree", "wolf", "woman",
    "worm",
  ]
}
