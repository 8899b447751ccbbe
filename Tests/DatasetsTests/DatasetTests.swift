import Catalog
import Datasets
import Foundation
import Testing

@Suite struct DatasetTests {
  /// Sees nothing but what a test puts there.
  private func locator(_ folder: String, environment: [String: String] = [:]) -> DataLocator {
    DataLocator(
      home: folder, environment: environment, executable: folder + "/bin/halftone", workingDirectory: folder)
  }

  @Test func `the shipped set is whole and has its published checksums`() throws {
    let reports = try DatasetSource.fashionMini.verify()
    #expect(reports.count == 4)
    for report in reports {
      #expect(report.problem == nil && report.checksum == report.expected, "\(report)")
    }
  }

  @Test func `the shipped set loads, balanced, with names`() throws {
    for (split, count) in [(Split.train, 2000), (.test, 500)] {
      let data = try DatasetSource.fashionMini.load(split)
      #expect(data.inputs.shape == [count, 1, 28, 28])
      #expect(data.count == count && data.inputShape == [1, 28, 28])
      for label in 0..<10 { #expect(data.labels.filter { $0 == label }.count == count / 10) }
      #expect(data.classNames[data.labels[0]] == "ankle boot")
      #expect(data.checksums.count == 2)
    }
  }

  @Test func `channel statistics are those of the pixels`() throws {
    let data = try Dataset(
      name: "x", split: .train,
      inputs: ArrayValue(
        shape: [2, 2, 1, 2], elementType: .uint8, bytes: Data([0, 255, 51, 51, 255, 0, 51, 51])),
      labels: [0, 1], classNames: ["a", "b"], source: "x")
    let statistics = data.channelStatistics
    #expect(statistics.mean == [0.5, 0.2])
    #expect(statistics.standardDeviation == [0.5, 0])
    let mini = try DatasetSource.fashionMini.load(.train).channelStatistics
    // Near the figures that are usual for the whole of Fashion-MNIST.
    #expect(abs(mini.mean[0] - 0.286) < 0.01 && abs(mini.standardDeviation[0] - 0.353) < 0.01)
  }

  @Test func `pixels, subsets and the first of each class`() throws {
    let data = try DatasetSource.fashionMini.load(.test)
    let chosen = data.firstOfEachClass(2)
    #expect(chosen.count == 20 && chosen == chosen.sorted())
    let part = try data.subset([499, 0])
    #expect(part.labels == [data.labels[499], data.labels[0]])
    #expect(try part.pixels([1, 0]) == data.pixels([0, 499]))
    #expect(try data.pixels([7]).floats == data.inputs.bytes[(7 * 784)..<(8 * 784)].map { Float($0) / 255 })
    #expect(
      refusal { _ = try data.pixels([500]) }
        == "indices: found 500, expected 0…499: fashion-mini test has 500 inputs")
  }

  @Test func `a missing set says where it looked and what to do`() throws {
    try inTemporaryFolder { folder in
      let message = refusal {
        _ = try DatasetSource.mnist.load(
          .test, from: locator(folder, environment: ["HALFTONE_DATA": folder + "/d"]))
      }
      #expect(
        message?.hasPrefix("mnist: no files found; looked in \(folder)/d/mnist, \(folder)/data/mnist;")
          == true)
      #expect(message?.contains("set HALFTONE_DATA to the folder that holds mnist/") == true)
    }
  }

  @Test func `files are found by the environment, the home and the program's own place`() throws {
    try inTemporaryFolder { folder in
      let shipped = try #require(DatasetSource.fashionMini.location())
      for (place, variables) in [
        ("/release/Assets", ["HALFTONE_ASSETS": folder + "/release/Assets"]), ("/bin/Assets", [:]),
        ("/Assets", [:]),
        ("/share/halftone/Assets", [:]),
      ] {
        #expect(DatasetSource.fashionMini.location(locator(folder, environment: variables)) == nil)
        try FileManager.default.createDirectory(atPath: folder + place, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: shipped, toPath: folder + place + "/fashion-mini")
        let found = DatasetSource.fashionMini.location(locator(folder, environment: variables))
        #expect(found == folder + place + "/fashion-mini")
        try FileManager.default.removeItem(atPath: folder + place)
      }
    }
  }

  @Test func `a damaged, missing or foreign file is named, and the others are still checked`() throws {
    try inTemporaryFolder { folder in
      let shipped = try #require(DatasetSource.fashionMini.location()),
        assets = folder + "/Assets/fashion-mini"
      try FileManager.default.createDirectory(atPath: folder + "/Assets", withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: shipped, toPath: assets)
      let images = assets + "/fashion-mini-t10k-images-idx3-ubyte.gz"
      // A plain copy with one bit flipped: only the checksum can tell.
      let whole = try Gzip.inflate(MappedFile.read(images), limit: 1 << 20, place: images)
      var flipped = whole
      flipped[5000] ^= 1
      try FileManager.default.removeItem(atPath: images)
      try WholeFile.write(flipped, to: assets + "/fashion-mini-t10k-images-idx3-ubyte")
      try FileManager.default.removeItem(atPath: assets + "/fashion-mini-train-labels-idx1-ubyte.gz")
      let problems = try DatasetSource.fashionMini.verify(locator(folder)).map(\.problem)
      #expect(problems[0] == nil && problems[3] == nil)
      #expect(problems[1]?.contains("fashion-mini-train-labels-idx1-ubyte.gz: missing") == true)
      #expect(problems[2]?.contains("corrupt: found content with SHA-256") == true)
      #expect(throws: UserError.self) { try DatasetSource.fashionMini.load(.test, from: locator(folder)) }
      try WholeFile.write(whole, to: assets + "/fashion-mini-t10k-images-idx3-ubyte")
      #expect(try DatasetSource.fashionMini.load(.test, from: locator(folder)).count == 500)
    }
  }

  @Test func `labels that do not fit are refused`() {
    func make(_ labels: [Int]) -> String? {
      refusal {
        _ = try Dataset(
          name: "x", split: .test,
          inputs: ArrayValue(shape: [1, 1, 1, 1], elementType: .uint8, bytes: Data([0])),
          labels: labels, classNames: ["a"], source: "x")
      }
    }
    #expect(make([0]) == nil)
    #expect(make([]) == "x: found 0 labels for 1 inputs")
    #expect(make([1]) == "x: found the label 1 at index 0, expected 0…0")
  }

  @Test func `every data set has a card and a place in the registry`() throws {
    #expect(
      datasetRegistry.cards.map(\.identifier) == [
        "boston", "breast-cancer", "cifar10", "cifar10-lossy", "cifar100", "compas", "csv", "diabetes",
        "digits",
        "fashion-mini", "fashion-mini-32", "fashion-mnist", "fashion-mnist-32", "folder", "iris", "mnist",
        "shape-texture", "wine",
      ])
    #expect(
      refusal { _ = try datasetRegistry.find("fashion-mnits") }
        == "unknown data set 'fashion-mnits'; did you mean 'fashion-mnist'?")
    #expect(refusal { _ = try Split(named: "valid") } == "split: found 'valid', expected train or test")
  }

  @Test(
    .enabled(
      if: DatasetSource.fashionMNIST.location() != nil && DatasetSource.mnist.location() != nil,
      "Fashion-MNIST or MNIST is not on this machine"))
  func `the full sets load their test halves`() throws {
    for source in [DatasetSource.fashionMNIST, .mnist] {
      let data = try source.load(.test)
      #expect(data.inputs.shape == [10_000, 1, 28, 28])
      #expect(Set(data.labels).count == 10)
    }
  }
}
