import Catalog

/// Every data set, by name. A new one is one file under `Sources` and one line here.
public let datasetRegistry = Registry(
  "data set",
  [
    DatasetSource.fashionMini,
    DatasetSource.fashionMNIST,
    DatasetSource.mnist,
  ])
