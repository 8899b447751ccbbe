import Catalog

extension DatasetSource {
  /// Not shipped: the rows are people.
  ///
  /// The 11 columns are those that fairml derived and SENN was trained on, out of the two-year file without names.
  public static let compas = table(
    Card(
      identifier: "compas", title: "COMPAS scores, two years",
      summary:
        "4,937 + 1,235 rows of 11 columns on people charged in Broward County and whether COMPAS gave them a medium or high "
        + "score; a fifth is held back by seed 0, equal rows on one side.",
      citation: Citation(
        authors: "Larson, Mattu, Kirchner, Angwin", title: "How We Analyzed the COMPAS Recidivism Algorithm",
        venue: "ProPublica", year: 2016)),
    classNames: COMPAS.scores,
    files: [
      ("compas_two_years_deid.csv", "8ea284504d93c59eb2d8b479d8404d36e3ec960ff4defbdeab4158cf6c40fdec")
    ],
    forms: [.init(names: COMPAS.published, skipped: 1)],
    columns: [
      ("two-year recidivism", .coded(["yes"], base: "no")), (COMPAS.priors, .numeric),
      ("age", .coded(["above 45", "below 25"], base: "25 to 45")),
      (
        "race",
        .coded(["African-American", "Asian", "Hispanic", "Native American", "Other"], base: "Caucasian")
      ), ("sex", .coded(["female"], base: "male")), ("charge", .coded(["misdemeanor"], base: "felony")),
    ], target: "score", kind: .numbered(COMPAS.scores), prepared: COMPAS.derived,
    remedy:
      "put compas_two_years_deid.csv into one of them; Scripts/reference/compas.py makes it from ProPublica's "
      + "compas-scores-two-years.csv", folders: { $0.data("compas") + $0.data("tabular") },
    prepare: COMPAS.derive)
}

/// What is made of ProPublica's columns.
private enum COMPAS {
  static let published = [
    "id", "sex", "age", "age_cat", "race", "juv_fel_count", "juv_misd_count", "juv_other_count",
    "priors_count",
    "days_b_screening_arrest", "c_charge_degree", "is_recid", "is_violent_recid", "decile_score",
    "score_text",
    "two_year_recid",
  ]
  static let priors = "priors (square root, 38 is 1)"
  static let derived = ["two-year recidivism", priors, "age", "race", "sex", "charge", "score"]
  static let scores = ["low score", "medium or high score"]

  /// Keeps the rows that ProPublica analysed, and derives fairml's columns.
  @Sendable static func derive(_ table: TextTable) throws -> TextTable {
    func field(_ row: TextTable.Row, _ name: String) -> String {
      table.place(of: name).map { row.fields[$0] } ?? ""
    }
    let rows = table.rows.filter { row in
      // Charged within 30 days of the screening, with a record of what followed, for no mere traffic offence.
      (-30...30).contains(Int(field(row, "days_b_screening_arrest")) ?? 31) && field(row, "is_recid") != "-1"
        && field(row, "c_charge_degree") != "O" && field(row, "score_text") != "N/A"
    }
    let ages = ["Greater than 45": "above 45", "Less than 25": "below 25", "25 - 45": "25 to 45"]
    return TextTable(
      names: derived,
      rows: rows.map { row in
        let priors = Double(field(row, "priors_count")).map { "\(($0 / 38).squareRoot())" }
        return TextTable.Row(
          place: row.place, number: row.number,
          fields: [
            field(row, "two_year_recid") == "1" ? "yes" : "no", priors ?? "",
            ages[field(row, "age_cat")] ?? "", field(row, "race"),
            field(row, "sex") == "Female" ? "female" : "male",
            field(row, "c_charge_degree") == "M" ? "misdemeanor" : "felony",
            field(row, "score_text") == "Low" ? "0" : "1",
          ])
      })
  }
}
