import Catalog

/// Every data set, by name. A new one is one file under `Sources` and one line here.
public let datasetRegistry = Registry(
  "data set",
  [
    DatasetSource.boston,
    DatasetSource.breastCancer,
    DatasetSource.cifar10,
    DatasetSource.cifar10Lossy,
    DatasetSource.cifar100,
    DatasetSource.compas,
    DatasetSource.csv,
    DatasetSource.diabetes,
    DatasetSource.digits,
    DatasetSource.fashionMini,
    DatasetSource.fashionMini32,
    DatasetSource.fashionMNIST,
    DatasetSource.fashionMNIST32,
    DatasetSource.folder,
    DatasetSource.iris,
    DatasetSource.mnist,
    DatasetSource.shapeTexture,
    DatasetSource.wine,
  ], others: { try DatasetSource.folder(named: $0) ?? DatasetSource.csv(named: $0) })
