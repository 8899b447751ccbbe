import Catalog
import Datasets
import Foundation
import Testing

@Suite struct CSVTests {
  private func fields(_ text: String, separator: Character = ",") throws -> [[String]] {
    try CSV.records(Data(text.utf8), separator: separator, place: "t.csv").map(\.fields)
  }

  @Test(
    arguments: [
      ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
      ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
      ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
      ("\u{feff}a,b\n", [["a", "b"]]),
      (",\n", [["", ""]]),
      ("a,", [["a", ""]]),
      ("\n\na\n\r\n", [["a"]]),
      ("", []),
      ("\"a,b\",\"c\nd\",\"e \"\"f\"\"\"\n", [["a,b", "c\nd", "e \"f\""]]),
      ("\"\",\"\"\"\"\r\n\"\r\n\",x", [["", "\""], ["\r\n", "x"]]),
      ("é ✓,\" a \"", [["é ✓", " a "]]),
    ])
  func `rows and fields are those of RFC 4180`(text: String, expected: [[String]]) throws {
    #expect(try fields(text) == expected)
  }

  @Test func `an empty quoted field is no empty line, and rows are counted as a spreadsheet does`() throws {
    let records = try CSV.records(Data("h\n\n\"\"\n\"x\ny\"\nz\n".utf8), place: "t.csv")
    #expect(records.map(\.row) == [1, 3, 4, 5] && records.map(\.fields) == [["h"], [""], ["x\ny"], ["z"]])
    #expect(try fields("1 2\n3 4\n", separator: " ") == [["1", "2"], ["3", "4"]])
  }

  @Test(
    arguments: [
      ("a,b\n1,\"2", "row 2, column 2: found a quote that is never closed"),
      ("a\n\"b\"c\n", "row 2, column 1: found text after a closing quote"),
      (
        "a\n5\" pipe\n",
        "row 2, column 1: found a quote inside a field, expected the whole field in quotes and this one doubled"
      ),
    ])
  func `quotes that do not fit are refused with their place`(text: String, message: String) {
    #expect(refusal { _ = try fields(text) } == "t.csv: " + message)
  }

  @Test func `bytes that are no text are refused with their place`() {
    #expect(
      refusal { _ = try CSV.records(Data([97, 44, 0xff, 10]), place: "t.csv") }
        == "t.csv: row 1, column 2: found bytes that are no UTF-8")
  }

  /// What a writer quotes, a reader gives back, whatever stands in the fields.
  @Test func `random fields survive being written and read`() throws {
    var generator = SplitMix64(seed: 1)
    let letters = Array("a,\"\n\r ;é1")
    for _ in 0..<200 {
      let width = 1 + generator.next(below: 4)
      let rows = (0..<(1 + generator.next(below: 5))).map { _ in
        (0..<width).map { _ in
          String((0..<generator.next(below: 6)).map { _ in letters[generator.next(below: letters.count)] })
        }
      }
      let text = rows.map { row in
        row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
      }.joined(separator: "\r\n")
      #expect(try fields(text) == rows)
    }
  }
}
