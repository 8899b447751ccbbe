import Catalog

extension DatasetSource {
  public static let breastCancer = table(
    Card(
      identifier: "breast-cancer", title: "Breast Cancer Wisconsin (Diagnostic)",
      summary:
        "456 + 113 rows of 30 measures of cell nuclei, benign or malignant; a fifth of each class is held back by seed 0; "
        + "ships with Halftone.",
      citation: Citation(
        authors: "Street, Wolberg, Mangasarian",
        title: "Nuclear feature extraction for breast tumor diagnosis", venue: "IS&T/SPIE 1905", year: 1993)),
    classNames: ["malignant", "benign"],
    files: [("breast_cancer.csv", "fed3eb72d0575ef6192293f5093c6e801b1476b577d0386bf4455504522172ed")],
    forms: [.init(names: measures + ["diagnosis"], skipped: 1)],
    columns: measures.map { ($0, .numeric) }, target: "diagnosis", kind: .numbered(["malignant", "benign"]),
    remedy: shippedTablesRemedy, folders: shippedTables)

  /// Mean, standard error and the mean of the three largest, of each measure over the nuclei of a picture.
  private static let measures: [String] = {
    let measured = [
      "radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points",
      "symmetry", "fractal dimension",
    ]
    return measured.map { "mean \($0)" } + measured.map { "\($0) error" } + measured.map { "worst \($0)" }
  }()
}
