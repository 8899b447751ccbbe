import Catalog
import Foundation
import Testing

@testable import Datasets

@Suite struct CSVTableTests {
  /// Twelve people, six of each class, whose city is a category.
  private static let people =
    "name,age,city,\"club, or none\",joined\r\n"
    + (0..<12).map {
      "p\($0),\(20 + $0),\(["Oslo", "Bergen", "Ås"][$0 % 3]),\"a \"\"\($0 % 2)\"\"\",\($0 < 6 ? "yes" : "no")"
    }
    .joined(separator: "\r\n")

  private func write(_ text: String, _ folder: String, _ name: String = "t.csv") throws -> String {
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    return "\(folder)/\(name)"
  }

  private func load(_ name: String, _ split: Split = .train) throws -> Dataset {
    try datasetRegistry.find(name).load(split)
  }

  /// The line for a file that is refused, with the file's path taken out.
  private func message(
    _ text: String, target: String = "#y", _ options: String = "", _ split: Split = .train
  ) throws -> String? {
    try inTemporaryFolder { folder in
      let path = try write(text, folder)
      return refusal { _ = try load("csv:\(options)\(path)\(target)", split) }?.replacing(path, with: "t.csv")
    }
  }

  @Test func `columns are numbers or categories, and a row can be told in the file's words`() throws {
    try inTemporaryFolder { folder in
      let path = try write(Self.people, folder)
      let source = try datasetRegistry.find("csv:drop=name:\(path)#joined")
      #expect(source.classNames == ["no", "yes"])
      let train = try source.load(.train), test = try source.load(.test)
      #expect(train.count == 10 && test.count == 2 && Set(test.labels) == [0, 1])
      let features = try #require(train.features)
      #expect(
        features.columnNames == [
          "age", "city=Bergen", "city=Oslo", "city=Ås", "club, or none=a \"0\"", "club, or none=a \"1\"",
        ])
      for row in 0..<train.count {
        let told = features.describe(row: try train.pixels([row]).floats)
        let number = try #require(Int(told[0].value)) - 20
        #expect(told[1].value == ["Oslo", "Bergen", "Ås"][number % 3])
        #expect(told[2].value == "a \"\(number % 2)\"" && train.labels[row] == (number < 6 ? 1 : 0))
      }
      #expect(train.name == "csv:drop=name:\(path)#joined" && train.checksums[path]?.count == 64)
      #expect(try source.verify().map(\.problem) == [nil])
    }
  }

  @Test func `gzip, other separators, no header, and columns by number say the same`() throws {
    try inTemporaryFolder { folder in
      let rows = (0..<20).map { "\($0);\($0 % 7);\($0 % 2 == 0 ? "a" : "b")" }.joined(separator: "\n")
      let plain = try write(rows, folder)
      try Gzip.deflate(Data(rows.utf8)).write(to: URL(filePath: folder + "/t.csv.gz"))
      let read = try load("csv:separator=semicolon:\(plain)#3")
      #expect(read.features?.columnNames == ["column 1", "column 2"] && read.classNames == ["a", "b"])
      #expect(try load("csv:separator=semicolon:\(plain).gz#column 3").inputs == read.inputs)
      #expect(try load("csv:separator=semicolon,seed=1:\(plain)#3").inputs != read.inputs)
      #expect(try load("csv:separator=semicolon,test=0.5:\(plain)#3", .test).count == 10)
      // Codes that are numbers are categories when it is said.
      let coded = try load("csv:separator=semicolon,categorical=2:\(plain)#3")
      #expect(coded.features?.columnNames[1] == "column 2=0" && coded.inputShape == [8, 1, 1])
    }
  }

  @Test func `a target of few whole numbers is a class, of others a number, unless it is said`() throws {
    let rows = (0..<60).map { "\($0),\($0 % 3),\($0 % 30),\(Double($0) / 4)" }.joined(separator: "\n")
    try inTemporaryFolder { folder in
      let path = try write("x,few,many,real\n" + rows, folder)
      #expect(try load("csv:\(path)#few").classNames == ["0", "1", "2"])
      let many = try load("csv:\(path)#many")
      #expect(many.classNames == ["many"] && many.targets?.count == many.count && Set(many.labels) == [0])
      #expect(try load("csv:target=classes:\(path)#many").classNames.count == 30)
      #expect(try load("csv:target=number:\(path)#few").targets != nil)
      let real = try load("csv:drop=few+many:\(path)#real")
      #expect(try real.targets == real.pixels(Array(0..<real.count)).floats.map { $0 / 4 })
    }
  }

  @Test
  func `train and test in a folder are taken as they are, and the training rows say which levels there are`()
    throws
  {
    try inTemporaryFolder { folder in
      _ = try write("c,x,y\na,1,0\nb,2,1\na,3,0\n", folder, "train.csv")
      _ = try write("c,x,y\nb,5,1\na,1,0\n", folder, "test.csv")
      let test = try load("csv:\(folder)#y", .test)
      #expect(test.inputs.floats == [0, 1, 5, 1, 0, 1] && test.labels == [1, 0])
      #expect(test.notes == ["csv:\(folder)#y test: 1 of 2 rows have the inputs of a training row"])
      _ = try write("c,x,y\nb,5,1\nz,6,0\na,7,2\n", folder, "test.csv")
      #expect(
        refusal { _ = try load("csv:\(folder)#y", .test) }
          == "\(folder)/test.csv: row 3, column 1 ('c'): found the category 'z', expected one that the training rows have: "
          + "a, b; bad=skip leaves such rows out")
      let skipped = try load("csv:bad=skip:\(folder)#y", .test)
      #expect(skipped.count == 1 && skipped.notes.count == 3)
      #expect(skipped.notes[0] == "\(folder), test: 2 of 3 rows cannot be read and are left out")
      #expect(skipped.notes[2].contains("row 4, column 3 ('y'): found the class '2', expected one"))
      _ = try write("c,z,y\nb,5,1\n", folder, "test.csv")
      #expect(
        refusal { _ = try load("csv:\(folder)#y", .test) }
          == "\(folder)/test.csv: found the columns c, z, y, expected c, x, y as in \(folder)/train.csv")
      try FileManager.default.removeItem(atPath: folder + "/test.csv")
      #expect(
        refusal { _ = try load("csv:\(folder)#y", .test) }
          == "\(folder): found no test.csv or test.csv.gz, expected train.csv and test.csv")
    }
  }

  @Test func `a category that one row alone has is learnt from, whatever the seed`() throws {
    let rows = (0..<20).map { "\($0),c\($0 < 10 ? 0 : $0),\($0 % 2)" }.joined(separator: "\n")
    try inTemporaryFolder { folder in
      let path = try write("x,c,y\n" + rows, folder)
      for seed in 0..<5 {
        let train = try load("csv:seed=\(seed),test=0.4:\(path)#y")
        let test = try load("csv:seed=\(seed),test=0.4:\(path)#y", .test)
        #expect(
          train.features?.features[1].columns.count == 11 && test.count > 0 && train.count + test.count == 20)
        #expect(stride(from: 0, to: test.count * 12, by: 12).allSatisfy { test.inputs.floats[$0] < 10 })
      }
    }
  }

  @Test func `rows that cannot be read are left out and counted where that is wished`() throws {
    let rows = (0..<30).map { "\($0),\($0 % 2)" }
    let odd = "x,y\n" + (rows + [",1", "nan,0", "abc,1", "7,"]).joined(separator: "\n")
    try inTemporaryFolder { folder in
      let train = try load("csv:bad=skip:\(try write(odd, folder))#y"),
        test = try load("csv:bad=skip:\(folder)/t.csv#y", .test)
      #expect(train.count + test.count == 30 && train.notes.count == 5 && test.notes == [])
      #expect(train.notes[0] == "\(folder)/t.csv: 4 of 34 rows cannot be read and are left out")
      #expect(
        train.notes[3] == "left out \(folder)/t.csv: row 34, column 1 ('x'): found 'abc', expected a number")
    }
  }

  @Test(
    arguments: [
      ("x,y\n1,a\n2,b\n3\n4,a\n", "t.csv: row 4: found 1 field, expected 2"),
      ("x,y\n1,a\n2,b,c\n", "t.csv: row 3: found 3 fields, expected 2"),
      ("x,y\n1,a\n,b\n3,a\n", "t.csv: row 3, column 1 ('x'): found nothing, expected a number"),
      ("x,y\n1,a\n2,b\nNaN,a\n", "t.csv: row 4, column 1 ('x'): found 'NaN', expected a finite number"),
      ("x,y\n1,a\n2,b\n1e99,a\n", "t.csv: row 4, column 1 ('x'): found '1e99', expected a finite number"),
      ("x,y\n1,a\n2,b\ntwo,a\n", "t.csv: row 4, column 1 ('x'): found 'two', expected a number"),
      ("c,y\nu,a\n,b\nv,a\n", "t.csv: row 3, column 1 ('c'): found nothing, expected a text"),
      ("x,y\n1,a\n2,\n3,a\n", "t.csv: row 3, column 2 ('y'): found nothing, expected a text"),
    ])
  func `a field that does not fit is named with its row and column`(text: String, expected: String) throws {
    #expect(try message(text)?.replacing("; bad=skip leaves such rows out", with: "") == expected)
  }

  @Test(
    arguments: [
      ("", "#y", "t.csv: found an empty file, expected rows of fields"),
      ("x,y\n", "#y", "t.csv: found a header and no row, expected rows of fields"),
      ("x,z\n1,a\n", "#y", "t.csv: found no column 'y'; the columns are x, z"),
      ("x,y\n1,a\n", "#3", "t.csv: found no column '3'; the columns are x, y"),
      (
        "x,y\n1,a\n", "",
        "t.csv: found no target, expected the column to be predicted as in csv:PATH#y; the columns are x, y"
      ), ("y\na\nb\n", "#y", "t.csv: found no column besides the target, expected one or more"),
      (
        "x,y\n1,a\n2,a\n3,a\n", "#y",
        "t.csv: column 2 ('y'): found the one class 'a' in all rows, expected two or more"
      ),
      (
        "x,y\n1,a\n", "#y",
        "t.csv: found 1 usable row with different features, which leave none for testing; expected more"
      ),
    ])
  func `a table that cannot be learnt from is refused`(text: String, target: String, expected: String) throws
  {
    #expect(try message(text, target: target) == expected)
  }

  @Test func `names are no categories`() throws {
    let text = "who,y\n" + (0..<150).map { "person \($0),\($0 % 2)" }.joined(separator: "\n")
    #expect(
      try message(text)
        == "t.csv: column 1 ('who'): found 150 different texts in 150 rows, expected at most 100 categories; leave it out "
        + "with drop=1")
  }

  @Test func `a name of wrong form is refused before any file is read`() {
    #expect(
      refusal { _ = try load("csv:/no/such.csv#y") }
        == "dataset 'csv:/no/such.csv#y': found no such file, expected a file of comma-separated values")
    #expect(refusal { _ = try load("csv:") } == "dataset: found 'csv:', expected a path as in csv:PATH")
    #expect(
      refusal { _ = try load("csv") }
        == "dataset: found 'csv', expected a path and a column as in csv:PATH#TARGET")
    #expect(refusal { _ = try load("csv:tets=0.5:a.csv#y") }?.contains("did you mean 'test'?") == true)
  }

  @Test func `a path may hold a number sign`() throws {
    try inTemporaryFolder { folder in
      let path = try write("x,y#1\n1,a\n2,b\n3,a\n4,b\n", folder, "a#b.csv")
      #expect(try load("csv:\(path)#y#1").classNames == ["a", "b"])
    }
  }
}
