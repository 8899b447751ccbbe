import Catalog
import Experiments

/// Help and descriptions out of cards.
enum CardText {
  /// `halftone describe NAME`.
  ///
  /// - Parameter facts: what stands below the summary, a title and a text each.
  static func describe(_ card: Card, family: String, facts: [(title: String, text: String)] = []) -> String {
    var lines = ["\(card.identifier) — \(card.title) (\(family))", "", card.summary]
    for fact in facts { lines += ["", "\(fact.title): \(fact.text)"] }
    if let citation = card.citation { lines += ["", "Source: \(citation.line)"] }
    if !card.parameters.isEmpty {
      // A data set's stand in its name.
      let (before, after) = family == Family.datasets.singular ? ("", "=") : ("--", "")
      lines += ["", "Parameters:"] + parameters(card.parameters, before: before, after: after)
    }
    return lines.joined(separator: "\n")
  }

  /// `halftone <experiment> --help`.
  static func help(_ card: Card) -> String {
    var lines = [
      card.summary, "", "Usage: halftone \(card.identifier) [--parameter value …] [options]", "",
      "Parameters:",
    ]
    lines += parameters(card.parameters)
    lines += [
      "", "Options:",
      "  --set key=value      any parameter, as above",
      "  --json               one JSON object a line on standard output, the result last",
      "  --output FILE        the result's tensors, as safetensors",
      "  --threads N          libtorch's threads; the same number gives the same bits",
      "  --home DIR           where runs are kept; else HALFTONE_HOME or the XDG data directory",
      "  --quiet              no progress on standard error",
    ]
    if let citation = card.citation { lines += ["", "Source: \(citation.line)"] }
    return lines.joined(separator: "\n")
  }

  private static func parameters(
    _ parameters: [Parameter], before: String = "--", after: String = ""
  ) -> [String] {
    let width = (parameters.map(\.name.count).max() ?? 0) + 4
    return parameters.flatMap { parameter -> [String] in
      let name = "  " + before + parameter.name + after
      var facts = "default \(parameter.standard.spelled)"
      if let unit = parameter.unit { facts += " \(unit)" }
      facts += "; \(parameter.expectation)"
      if let paper = parameter.paper { facts += "; paper: \(paper)" }
      let indent = String(repeating: " ", count: width + 2)
      return [
        name + String(repeating: " ", count: max(1, width + 2 - name.count)) + parameter.summary,
        indent + facts,
      ]
    }
  }
}
