import Catalog
import Datasets
import Foundation
import Testing

@Suite struct TableSetTests {
  private func whole(_ source: DatasetSource) throws -> (train: Dataset, test: Dataset) {
    (try source.load(.train), try source.load(.test))
  }

  @Test func `digits are pictures whose brightest pixel is white`() throws {
    let (train, test) = try whole(.digits)
    #expect(train.inputs.shape == [1438, 1, 8, 8] && test.inputs.shape == [359, 1, 8, 8])
    let values = Set((train.inputs.bytes + test.inputs.bytes).map { (Double($0) / 255 * 16).rounded() })
    #expect(values == Set((0...16).map(Double.init)))
    #expect(Set(test.labels) == Set(0...9))
    // A zero is dark in its middle, where an eight is not: the labels belong to their pictures.
    func middle(_ label: Int) -> Double {
      let chosen = train.labels.indices.filter { train.labels[$0] == label }
      return chosen.reduce(0) { $0 + Double(train.inputs.bytes[$1 * 64 + 27]) } / Double(chosen.count)
    }
    #expect(middle(0) < 40 && middle(8) > 120)
  }

  @Test func `diabetes has a number to predict`() throws {
    let (train, test) = try whole(.diabetes)
    #expect(train.count == 354 && test.count == 88 && train.inputShape == [10, 1, 1])
    let targets = try #require(train.targets) + #require(test.targets)
    #expect(targets.min() == 25 && targets.max() == 346)
    #expect(train.labels.allSatisfy { $0 == 0 } && train.classNames == ["progression"])
    #expect(train.features?.features[1].kind == .categorical(["2", "1"]))
    // The targets belong to their rows: those with a body mass index above 35 fare worse.
    let rows = zip(train.inputs.floats.enumerated().filter { $0.offset % 10 == 2 }.map(\.element), targets)
    let heavy = rows.filter { $0.0 > 35 }.map(\.1), light = rows.filter { $0.0 < 22 }.map(\.1)
    let means = [heavy, light].map { chosen in chosen.reduce(0, +) / Float(chosen.count) }
    #expect(means[0] > 1.5 * means[1])
  }

  @Test(
    .enabled(if: DatasetSource.boston.location() != nil, "boston_house_prices.csv is not on this machine"))
  func `boston has a number to predict`() throws {
    let (train, test) = try whole(.boston)
    let targets = try #require(train.targets) + #require(test.targets)
    #expect(targets.count == 506 && targets.min() == 5 && targets.max() == 50)
    #expect(train.features?.columnNames.last == "LSTAT" && train.inputShape == [13, 1, 1])
  }

  /// Figures that were counted elsewhere, on fairml's own derived file.
  @Test(
    .enabled(if: DatasetSource.compas.location() != nil, "compas_two_years_deid.csv is not on this machine"))
  func `compas has fairml's columns, its repeated rows and its ceiling`() throws {
    let (train, test) = try whole(.compas)
    let count = train.count + test.count
    #expect(count == 6172)
    let positives = (train.labels + test.labels).count { $0 == 1 }
    #expect(positives == 2751)
    // Equal inputs are on one side, so what is counted on both sides adds up.
    #expect(Set(train.inputGroups).count + Set(test.inputGroups).count == 831)
    let ceiling =
      (train.inSampleCeiling * Double(train.count) + test.inSampleCeiling * Double(test.count)) / 6172
    #expect(abs(ceiling - 0.785) < 5e-4)
    #expect(
      train.features?.columnNames == [
        "two-year recidivism=yes", "priors (square root, 38 is 1)", "age=above 45", "age=below 25",
        "race=African-American", "race=Asian", "race=Hispanic", "race=Native American", "race=Other",
        "sex=female", "charge=misdemeanor",
      ])
    #expect((train.inputs.floats + test.inputs.floats).allSatisfy { (0...1).contains($0) })
    #expect(train.notes.count == 1 && train.notes[0].hasPrefix("compas train: 4937 rows have "))
  }

  @Test func `the ceiling is what the best answer for equal inputs reaches`() throws {
    let features = FeatureTable([Feature(name: "a", kind: .numeric, columns: 0..<1)])
    let data = try Dataset(
      name: "x", split: .test, inputs: ArrayValue([1, 1, 1, 2, 2, 3] as [Float], shape: [6, 1, 1, 1]),
      labels: [0, 0, 1, 1, 1, 0], classNames: ["a", "b"], source: "x", features: features)
    #expect(data.inputGroups == [0, 0, 0, 1, 1, 2] && data.inSampleCeiling == 5.0 / 6)
    #expect(try DatasetSource.fashionMini.load(.test).inSampleCeiling == 1)
  }
}
