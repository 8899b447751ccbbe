import Catalog

extension DatasetSource {
  public static let wine = table(
    Card(
      identifier: "wine", title: "Wine recognition",
      summary:
        "142 + 36 rows of 13 chemical measures of wines, three cultivars; a fifth of each class is held back by seed 0; "
        + "ships with Halftone.",
      citation: Citation(
        authors: "Aeberhard, Coomans, de Vel",
        title: "Comparative analysis of statistical pattern recognition methods in high dimensional settings",
        venue: "Pattern Recognition 27(8)", year: 1994)),
    classNames: cultivars,
    files: [("wine_data.csv", "10e8a802908b34f86e5da8ce962f3c806694bc98450a18f61851af59f324bede")],
    forms: [.init(names: measures + ["cultivar"], skipped: 1)],
    columns: measures.map { ($0, .numeric) }, target: "cultivar", kind: .numbered(cultivars),
    remedy: shippedTablesRemedy, folders: shippedTables)

  private static let cultivars = ["cultivar 1", "cultivar 2", "cultivar 3"]

  private static let measures = [
    "alcohol", "malic acid", "ash", "alcalinity of ash", "magnesium", "total phenols", "flavanoids",
    "nonflavanoid phenols", "proanthocyanins", "color intensity", "hue", "od280/od315", "proline",
  ]
}
