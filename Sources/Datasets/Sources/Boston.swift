import Catalog

extension DatasetSource {
  /// Not shipped, for one of its columns is about race: there for comparison with what was published on it.
  public static let boston = table(
    Card(
      identifier: "boston", title: "Boston house prices",
      summary:
        "405 + 101 rows of 13 figures of districts and the median price of a house there in 1000 $, a number; a fifth is held "
        + "back by seed 0. Column B is made from the share of black inhabitants.",
      citation: Citation(
        authors: "Harrison, Rubinfeld", title: "Hedonic housing prices and the demand for clean air",
        venue: "Journal of Environmental Economics and Management 5(1)", year: 1978)),
    classNames: ["MEDV"],
    files: [("boston_house_prices.csv", "d98212636026544fc9b9c0f372e5f819872e6fa6fa757ab025efdda22180f2d6")],
    forms: [.init(names: figures + ["MEDV"], skipped: 2)], columns: figures.map { ($0, .numeric) },
    target: "MEDV",
    kind: .number,
    remedy:
      "install the distribution's python3-sklearn (1.2 or 1.4), which has boston_house_prices.csv, or put that file into one "
      + "of them"
  ) {
    $0.data("boston", system: ["/usr/lib/python3/dist-packages/sklearn/datasets/data"]) + $0.data("tabular")
  }

  private static let figures = [
    "CRIM", "ZN", "INDUS", "CHAS", "NOX", "RM", "AGE", "DIS", "RAD", "TAX", "PTRATIO", "B", "LSTAT",
  ]
}
