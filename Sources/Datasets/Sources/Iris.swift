import Catalog

extension DatasetSource {
  public static let iris = table(
    Card(
      identifier: "iris", title: "Iris",
      summary:
        "120 + 30 rows of 4 lengths of flowers in cm, three species; a fifth of each class is held back by seed 0; ships with "
        + "Halftone.",
      citation: Citation(
        authors: "Fisher", title: "The use of multiple measurements in taxonomic problems",
        venue: "Annals of Eugenics 7(2)", year: 1936)),
    classNames: species,
    files: [("iris.csv", "f13ffa8fdd56fd8e6c8d16d4081a3fbd3114bcd0aae4256c43205169cd9d1449")],
    forms: [.init(names: lengths + ["species"], skipped: 1)],
    columns: lengths.map { ($0, .numeric) }, target: "species", kind: .numbered(species),
    remedy: shippedTablesRemedy, folders: shippedTables)

  private static let species = ["setosa", "versicolor", "virginica"]
  private static let lengths = ["sepal length", "sepal width", "petal length", "petal width"]
}

/// Where the tables are that come with the program.
let shippedTables: @Sendable (DataLocator) -> [String] = { $0.assets("tabular") }
let shippedTablesRemedy = "set HALFTONE_ASSETS to the Assets folder of Halftone"
