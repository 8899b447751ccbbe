import Catalog
import Foundation
import TestSupport
import Testing
import Torch

@testable import Datasets

@Suite struct TableTests {
  /// Every registered table that is on this machine.
  static let here = datasetRegistry.entries.filter { $0.origin is PublishedTable && $0.location() != nil }
    .map(\.card.identifier)

  @Test(arguments: [
    ("breast-cancer", [456, 113], 30, [357, 212]), ("wine", [142, 36], 13, [59, 71, 48]),
    ("iris", [120, 30], 4, [50, 50, 50]),
  ])
  func `the shipped tables have their published sizes`(
    name: String, counts: [Int], width: Int, classes: [Int]
  ) throws {
    let source = try datasetRegistry.find(name)
    let parts = try Split.allCases.map { try source.load($0) }
    #expect(parts.map(\.count) == counts)
    #expect(parts.allSatisfy { $0.inputShape == [width, 1, 1] && $0.features?.width == width })
    let labels = parts.flatMap(\.labels)
    #expect(
      parts[0].classNames.indices.map { label in labels.count { $0 == label } }.sorted() == classes.sorted())
    // A fifth of each class, to within a row.
    for label in parts[0].classNames.indices {
      let share = Double(parts[1].labels.count { $0 == label }) - 0.2 * Double(labels.count { $0 == label })
      #expect(abs(share) <= 1)
    }
  }

  @Test func `values are the file's, and can be told in its words`() throws {
    let iris = try DatasetSource.iris.load(.train)
    let first = try #require(iris.features).describe(row: iris.pixels([0]).floats)
    #expect(first.map(\.name) == ["sepal length", "sepal width", "petal length", "petal width"])
    let line = first.map(\.value).joined(separator: ",")
    let folder = try #require(DatasetSource.iris.location())
    let text = try String(contentsOfFile: folder + "/iris.csv", encoding: .utf8)
    #expect(text.split(separator: "\n").contains { $0.replacing(".0", with: "").hasPrefix(line) }, "\(line)")
    let cancer = try DatasetSource.breastCancer.load(.test)
    #expect(cancer.classNames == ["malignant", "benign"])
    // Malignant nuclei are larger: the labels belong to their rows.
    let radius = (0..<cancer.count).map { cancer.inputs.floats[$0 * 30] }
    let means = (0..<2).map { label in
      let chosen = zip(radius, cancer.labels).filter { $1 == label }.map(\.0)
      return chosen.reduce(0, +) / Float(chosen.count)
    }
    #expect(means[0] > means[1] + 3)
  }

  @Test(arguments: here)
  func `no row is in both parts, and loading again gives the same bits`(name: String) throws {
    let source = try datasetRegistry.find(name)
    let train = try source.load(.train), test = try source.load(.test)
    #expect(try source.load(.train).inputs == train.inputs && source.load(.test).labels == test.labels)
    func rows(_ data: Dataset) -> Set<Data> {
      let size = data.inputShape[0] * 4
      return Set((0..<data.count).map { data.inputs.bytes[($0 * size)..<(($0 + 1) * size)] })
    }
    #expect(rows(train).isDisjoint(with: rows(test)))
    // The beginning of a part is a fair picture of it.
    if train.targets == nil { #expect(Set(train.labels.prefix(50)) == Set(train.labels)) }
    #expect(train.channelStatistics.standardDeviation.allSatisfy { $0 > 0 })
    let said = source.card.summary.replacing(",", with: "")
    #expect(said.contains("\(train.count) + \(test.count)"), "\(train.count) + \(test.count)")
  }

  @Test func `a network's normalisation has mean 0 and deviation 1 over the training rows`() throws {
    try expectNoLeak {
      let data = try DatasetSource.wine.load(.train), statistics = data.channelStatistics
      let shift = Tensor(statistics.mean.map(Float.init), shape: [13, 1, 1])
      let scale = Tensor(statistics.standardDeviation.map(Float.init), shape: [13, 1, 1])
      let resident = ResidentData(data) { ($0 - shift) / scale }
      let values = try resident.inputs.array().doubles
      for column in 0..<13 {
        let numbers = stride(from: column, to: values.count, by: 13).map { values[$0] }
        let mean = numbers.reduce(0, +) / 142, square = numbers.reduce(0) { $0 + $1 * $1 } / 142
        #expect(abs(mean) < 1e-5 && abs(square - 1) < 1e-5)
      }
      // Batches are rows of the same bits, in the order asked for.
      let whole = try resident.inputs.array()
      let batch = resident.batch(Tensor([5, 0, 5]))
      #expect(batch.targets == nil && batch.inputs.shape == [3, 13, 1, 1])
      #expect(
        try batch.inputs.array().floats == [5, 0, 5].flatMap { whole.floats[($0 * 13)..<($0 * 13 + 13)] })
      let last = try #require(Array(resident.batches(of: 100)).last)
      #expect(try last.count == 42 && last.inputs.array().floats == Array(whole.floats[1300...]))
      #expect(ResidentData(data, limit: 7).count == 7)
      #expect(try ResidentData(data, limit: 7).inputs.array() == data.pixels(Array(0..<7)))
    }
  }

  @Test func `a table's inputs, features and targets have to belong together`() throws {
    let features = FeatureTable([Feature(name: "a", kind: .numeric, columns: 0..<1)])
    func make(_ values: [Float], _ labels: [Int], _ targets: [Float]? = nil) -> String? {
      refusal {
        _ = try Dataset(
          name: "x", split: .test, inputs: ArrayValue(values, shape: [values.count, 1, 1, 1]), labels: labels,
          classNames: ["c"], source: "x.csv", features: features, targets: targets)
      }
    }
    #expect(make([1, 2], [0, 0], [5, 6]) == nil)
    #expect(
      make([1, 2], [0]) == "x.csv: found inputs of shape [2, 1, 1, 1], expected [1, 1, 1, 1] of float32")
    #expect(make([1, .nan], [0, 0]) == "x.csv: found a number that is not finite in row 1, column 'a'")
    #expect(make([1, 2], [0, 0], [5]) == "x.csv: found 1 targets for 2 inputs")
  }

  @Test func `subsets keep rows, features and targets`() throws {
    let features = FeatureTable([
      Feature(name: "a", kind: .numeric, columns: 0..<1),
      Feature(name: "b", kind: .categorical(["x", "y"]), columns: 1..<3),
    ])
    let data = try Dataset(
      name: "x", split: .train,
      inputs: ArrayValue([1, 0, 1, 2, 1, 0, 2, 1, 0] as [Float], shape: [3, 3, 1, 1]),
      labels: [0, 0, 0], classNames: ["c"], source: "x.csv", features: features, targets: [7, 8, 9])
    let part = try data.subset([2, 0])
    #expect(part.targets == [9, 7] && part.features == features)
    #expect(part.inputs.floats == [2, 1, 0, 1, 0, 1])
    #expect(try ResidentData(part).batch(Tensor([1])).targets?.array().floats == [7])
    // Coded columns, and those that never change, are left as they are.
    #expect(data.channelStatistics.mean.map { ($0 * 100).rounded() } == [167, 0, 0])
    #expect(data.channelStatistics.standardDeviation[1...] == [1, 1])
  }
}

@Suite struct FeatureTableTests {
  private let table = FeatureTable([
    Feature(name: "age", kind: .numeric, columns: 0..<1),
    Feature(name: "race", kind: .categorical(["A", "B", "C"]), columns: 1..<4),
    Feature(name: "sex", kind: .categorical(["female", "male"]), columns: 4..<5),
  ])

  @Test func `columns have names, and rows are told in the table's words`() {
    #expect(table.width == 5)
    #expect(table.columnNames == ["age", "race=A", "race=B", "race=C", "sex=female"])
    func told(_ row: [Float]) -> [String] { table.describe(row: row).map(\.value) }
    #expect(told([31, 0, 1, 0, 1]) == ["31", "B", "female"])
    #expect(told([0.25, 0, 0, 1, 0]) == ["0.25", "C", "male"])
    #expect(told([0.25, 0.3, 0.2, 0.1, 0.4]) == ["0.25", "A", "male"], "moved a little")
  }
}

@Suite struct HoldOutTests {
  @Test func `every class gives its share, and equal rows stay together`() {
    // 100 rows of class 0 in pairs, 50 of class 1 alone, 3 of class 2.
    let groups = (0..<100).map { $0 / 2 } + (50..<103),
      strata = (0..<153).map { $0 < 100 ? 0 : $0 < 150 ? 1 : 2 }
    let parts = HoldOut(share: 0.2, seed: 7).part(groups: groups, strata: strata)
    #expect((parts.train + parts.test).sorted() == Array(0..<153))
    #expect((0..<3).map { stratum in parts.test.count { strata[$0] == stratum } } == [20, 10, 1])
    #expect(Set(parts.train.map { groups[$0] }).isDisjoint(with: parts.test.map { groups[$0] }))
    let again = HoldOut(share: 0.2, seed: 7).part(groups: groups, strata: strata)
    #expect(again == parts)
    #expect(HoldOut(share: 0.2, seed: 8).part(groups: groups, strata: strata) != parts)
  }

  @Test func `a class of one row is learnt from, and one group of rows is never cut`() {
    let alone = HoldOut(share: 0.5, seed: 0).part(groups: [0, 1, 2], strata: [0, 0, 1])
    #expect(alone.train.contains(2) && alone.train.count == 2)
    #expect(HoldOut(share: 0.5, seed: 0).part(groups: [0, 0, 0], strata: [0, 0, 1]).test == [])
  }
}
