import Catalog
import Foundation
import Testing

@testable import Datasets

@Suite struct CIFARTests {
  private let names = ["a", "b", "c", "d"]

  /// Four classes, two training files of eight records and a test file of four.
  private func source(labelCount: Int = 1) -> DatasetSource {
    .cifar(
      Card(identifier: "tiny", title: "Tiny", summary: "For tests."), classNames: names,
      train: [("one.bin", 8), ("two.bin", 8)], test: [("three.bin", 4)], labelCount: labelCount,
      remedy: "make it"
    ) { $0.data("tiny") }
  }

  /// Records whose red, green and blue tell the file, the record, and the pixel's row and column.
  private func file(_ number: Int, _ labels: [Int], labelCount: Int = 1) -> Data {
    var data = Data()
    for (record, label) in labels.enumerated() {
      if labelCount == 2 { data.append(UInt8(99)) }
      data.append(UInt8(label))
      data.append(Data(repeating: UInt8(10 * number + record), count: 1024))
      data.append(Data((0..<1024).map { UInt8($0 / 32) }))
      data.append(Data((0..<1024).map { UInt8(100 + $0 % 32) }))
    }
    return data
  }

  private let labels = [[0, 1, 2, 3, 3, 2, 1, 0], [1, 1, 0, 0, 2, 2, 3, 3], [3, 2, 1, 0]]

  private func write(_ folder: String, _ files: [Data]) throws {
    try FileManager.default.createDirectory(atPath: folder + "/data/tiny", withIntermediateDirectories: true)
    for (name, data) in zip(["one.bin", "two.bin", "three.bin"], files) {
      try data.write(to: URL(filePath: "\(folder)/data/tiny/\(name)"))
    }
  }

  private func locator(_ folder: String) -> DataLocator {
    DataLocator(home: folder, environment: [:], executable: folder + "/halftone", workingDirectory: folder)
  }

  @Test(arguments: [1, 2]) func `records keep their order, their label and their planes`(labelCount: Int)
    throws
  {
    try inTemporaryFolder { folder in
      try write(folder, labels.enumerated().map { file($0.offset, $0.element, labelCount: labelCount) })
      let data = try source(labelCount: labelCount).load(.train, from: locator(folder))
      #expect(data.inputs.shape == [16, 3, 32, 32] && data.labels == labels[0] + labels[1])
      for (sample, expected) in [(0, 0), (7, 7), (8, 10), (15, 17)] {
        let start = sample * 3072, bytes = data.inputs.bytes
        #expect(bytes[start] == UInt8(expected) && bytes[start + 1023] == UInt8(expected), "red")
        #expect(bytes[start + 1024 + 5 * 32 + 9] == 5, "green tells the row")
        #expect(bytes[start + 2048 + 5 * 32 + 9] == 109, "blue tells the column")
      }
      #expect(data.checksums["two.bin"] == SHA256.hash(file(1, labels[1], labelCount: labelCount)))
      #expect(try source(labelCount: labelCount).load(.test, from: locator(folder)).labels == labels[2])
    }
  }

  @Test func `plain and compressed files are the same set`() throws {
    try inTemporaryFolder { folder in
      try write(folder, labels.enumerated().map { file($0.offset, $0.element) })
      let plain = try source().load(.train, from: locator(folder))
      let path = folder + "/data/tiny/one.bin"
      try Gzip.deflate(file(0, labels[0])).write(to: URL(filePath: path + ".gz"))
      try FileManager.default.removeItem(atPath: path)
      let mixed = try source().load(.train, from: locator(folder))
      #expect(
        mixed.inputs == plain.inputs && mixed.labels == plain.labels && mixed.checksums == plain.checksums)
    }
  }

  @Test func `files that are cut, lengthened, compressed wrongly, mislabelled or doubled are named`() throws {
    try inTemporaryFolder { folder in
      let good = labels.enumerated().map { file($0.offset, $0.element) }
      let path = folder + "/data/tiny/two.bin", size = 8 * 3073
      func refused(_ file: Data, as name: String = "two.bin") throws -> String? {
        try write(folder, good)
        try? FileManager.default.removeItem(atPath: path)
        try file.write(to: URL(filePath: "\(folder)/data/tiny/\(name)"))
        defer { try? FileManager.default.removeItem(atPath: "\(folder)/data/tiny/\(name)") }
        return refusal { _ = try source().load(.train, from: locator(folder)) }
      }
      for wrong in [Data(), good[1].dropLast(), good[1].dropLast(3073), good[1] + Data([0])] {
        #expect(
          try refused(wrong) == "\(path): found \(wrong.count) bytes, expected \(size): 8 records of 3073")
      }
      let packed = try Gzip.deflate(good[1])
      #expect(try refused(packed.dropLast(20), as: "two.bin.gz")?.contains("ends early") == true)
      #expect(
        try refused(Gzip.deflate(good[1] + Data([0])), as: "two.bin.gz")?.contains("more than \(size) bytes")
          == true)
      #expect(
        try refused(Gzip.deflate(good[1].dropLast()), as: "two.bin.gz")?.contains("found \(size - 1) bytes")
          == true)
      var odd = good[1]
      odd[3 * 3073] = 4
      #expect(try refused(odd) == "\(path): found the label 4 in record 3, expected 0…3")
      // A file in another's place: each file is whole, the set is not.
      #expect(
        try refused(file(0, [0, 0, 0, 0, 1, 1, 2, 3]))
          == "tiny: found 6 pictures of 'a', expected 4 of each class; is one file there twice?")
      try write(folder, good)
      try FileManager.default.removeItem(atPath: path)
      #expect(
        refusal { _ = try source().load(.train, from: locator(folder)) }
          == "\(path).gz: missing, and two.bin too; the other files are there")
      let reports = try source().verify(locator(folder))
      #expect(reports.map { $0.problem == nil } == [true, false, true])
      #expect(reports[0].checksum == SHA256.hash(good[0]) && reports[0].expected == nil)
    }
  }

  @Test func `the published sets say what they are and what to do`() throws {
    try inTemporaryFolder { folder in
      for (source, classes, other) in [
        (DatasetSource.cifar10, 10, "cifar-10-batches-bin"), (.cifar100, 100, "cifar-100-binary"),
      ] {
        #expect(Set(source.classNames).count == classes)
        let message = refusal { _ = try source.load(.test, from: locator(folder)) }
        #expect(
          message?.contains("\(folder)/data/\(source.card.identifier), \(folder)/data/\(other); put") == true)
        #expect(message?.contains("HALFTONE_DATA") == true)
      }
    }
  }

  @Test(
    .enabled(if: DatasetSource.cifar10Lossy.location() != nil, "cifar10_lossy is not on this machine"))
  func `the lossy set is whole, balanced, and in the published order of channels`() throws {
    #expect(try DatasetSource.cifar10Lossy.verify().allSatisfy { $0.problem == nil })
    let data = try DatasetSource.cifar10Lossy.load(.test)
    #expect(data.count == 2000 && (0..<10).allSatisfy { label in data.labels.count { $0 == label } == 200 })
    // Ships and airplanes stand before a blue sky, frogs and deer do not.
    func blueness(_ label: Int) -> Double {
      let rows = data.labels.indices.filter { data.labels[$0] == label }
      let bytes = data.inputs.bytes
      func sum(_ row: Int, _ channel: Int) -> Int {
        let start = row * 3072 + channel * 1024
        return bytes[start..<(start + 1024)].reduce(0) { $0 + Int($1) }
      }
      return Double(rows.reduce(0) { $0 + sum($1, 2) - sum($1, 0) }) / Double(rows.count * 1024)
    }
    #expect(min(blueness(0), blueness(8)) > max(blueness(4), blueness(6)) + 5)
  }
}
