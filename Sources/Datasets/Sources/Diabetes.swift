import Catalog

extension DatasetSource {
  public static let diabetes = table(
    Card(
      identifier: "diabetes", title: "Diabetes progression",
      summary:
        "354 + 88 rows of 10 measures of patients and how far their disease went in a year, a number; a fifth is held back by "
        + "seed 0; ships with Halftone.",
      citation: Citation(
        authors: "Efron, Hastie, Johnstone, Tibshirani", title: "Least Angle Regression",
        venue: "Annals of Statistics 32(2)", year: 2004, arXiv: "math/0406456")),
    classNames: ["progression"],
    files: [
      ("diabetes_data_raw.csv", "ec2683754c379fdffc39f53922c475eff67e2fb9c94c7c27207b7c4371d51726"),
      ("diabetes_target.csv", "244713a551f62a291a354212d8a048adec6cb1244b2bc44e66a0698f5006d26d"),
    ],
    forms: [.init(names: measures, skipped: 0, separator: " "), .init(names: ["progression"], skipped: 0)],
    columns: measures.map { ($0, $0 == "sex" ? .coded(["2"], base: "1") : .numeric) }, target: "progression",
    kind: .number, remedy: shippedTablesRemedy, folders: shippedTables)

  /// Serum measures s1…s6 by what they are: total, low- and high-density cholesterol, their ratio, the logarithm of
  /// triglycerides, sugar.
  private static let measures = [
    "age", "sex", "body mass index", "blood pressure", "s1 cholesterol", "s2 ldl", "s3 hdl", "s4 ratio",
    "s5 log triglycerides", "s6 glucose",
  ]
}
