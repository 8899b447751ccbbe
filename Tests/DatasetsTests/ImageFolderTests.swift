import Catalog
import Foundation
import Testing

@testable import Datasets

@Suite struct ImageFolderTests {
  /// A picture of one colour.
  private func png(_ colour: [UInt8], _ width: Int = 4, _ height: Int = 3) throws -> Data {
    try PNG.encode(
      PixelImage(
        width: width, height: height, channels: colour.count,
        pixels: Data((0..<(width * height)).flatMap { _ in colour })))
  }

  private func write(_ files: [String: Data], _ folder: String) throws {
    for (name, data) in files {
      let path = "\(folder)/\(name)"
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try data.write(to: URL(filePath: path))
    }
  }

  private func load(_ name: String, _ split: Split = .train) throws -> Dataset {
    try datasetRegistry.find(name).load(split)
  }

  @Test func `classes are sub-folders, png and jpeg, in order, in train and test`() throws {
    try inTemporaryFolder { folder in
      try write(
        [
          "train/red/b.png": png([200, 10, 20]), "train/red/a.png": png([100, 0, 0]),
          "train/blue/deep/x.PNG": png([1, 2, 3]), "test/blue/1.png": png([4, 5, 6]),
          "test/red/1.png": png([9, 9, 9]),
          "train/red/c.jpg": Data(base64Encoded: Pictures.jpegColour)!,
        ], folder)
      let data = try load("folder:" + folder)
      #expect(data.classNames == ["blue", "red"] && data.labels == [0, 1, 1, 1] && data.notes == [])
      #expect(data.inputs.shape == [4, 3, 3, 4])
      #expect(Array(data.inputs.bytes[..<36]) == [1, 2, 3].flatMap { [UInt8](repeating: $0, count: 12) })
      #expect(
        Array(data.inputs.bytes[72..<84]) == [UInt8](repeating: 200, count: 12), "a.png stands before b.png")
      let test = try load("folder:" + folder, .test)
      #expect(test.labels == [0, 1] && test.inputs.bytes[0] == 4)
      #expect(Set(data.checksums.values).isDisjoint(with: test.checksums.values))
    }
  }

  @Test func `without train and test, a seed parts each class, the same way each time`() throws {
    try inTemporaryFolder { folder in
      for place in 0..<20 {
        try write(
          ["a/\(place).png": png([UInt8(place)]), "b/\(place).png": png([UInt8(100 + place)])], folder)
      }
      func parts(_ options: String) throws -> [[Int]] {
        try Split.allCases.map { split in
          let data = try load("folder:\(options)\(folder)", split)
          return (0..<data.count).map { Int(data.inputs.bytes[$0 * 12]) }
        }
      }
      let usual = try parts("")
      #expect(usual.map(\.count) == [32, 8] && usual.joined().sorted() == Array(0..<20) + Array(100..<120))
      #expect(usual[1].count { $0 < 100 } == 4, "each class by its own")
      #expect(try parts("seed=0:") == usual && parts("seed=1:") != usual)
      #expect(try parts("test=0.5,seed=3:").map(\.count) == [20, 20])
      #expect(try parts("test=0.001:").map(\.count) == [38, 2], "at least one of each class")
      // One more picture moves hardly any other.
      try write(["a/20.png": png([20])], folder)
      #expect(Set(try parts("")[1]).symmetricDifference(usual[1]).count <= 2)
    }
  }

  @Test func `colour is what any class's first picture has, or what is asked for`() throws {
    try inTemporaryFolder { folder in
      for place in 0..<2 {
        try write(["grey/\(place).png": png([50]), "other/\(place).png": png([100, 150, 200])], folder)
      }
      #expect(try load("folder:" + folder).inputPlanes == [[50, 50, 50], [100, 150, 200]])
      let grey = (299 * 100 + 587 * 150 + 114 * 200 + 500) / 1000
      #expect(try load("folder:color=grey:" + folder).inputPlanes == [[50], [grey]])
      for place in 0..<2 { try write(["other/\(place).png": png([90, 128])], folder) }
      #expect(try load("folder:" + folder).inputPlanes == [[50], [45]], "alpha is laid over black")
      #expect(try load("folder:color=rgb:" + folder).inputPlanes == [[50, 50, 50], [45, 45, 45]])
    }
  }

  @Test func `every picture is brought to one size, the middle of it, evenly coloured ones to themselves`()
    throws
  {
    try inTemporaryFolder { folder in
      try write(
        [
          "a/0.png": png([10], 4, 3), "a/1.png": png([20], 40, 9), "b/0.png": png([30], 1, 1),
          "b/1.png": png([40], 4, 3),
        ], folder)
      for (options, shape) in [("", [3, 4]), ("size=6:", [6, 6]), ("size=2x5:", [2, 5])] {
        let all = try Split.allCases.flatMap { split -> [[UInt8]] in
          let data = try load("folder:test=0.5,\(options.isEmpty ? "seed=0:" : options)\(folder)", split)
          #expect(Array(data.inputShape.dropFirst()) == shape)
          let size = shape[0] * shape[1]
          return (0..<data.count).map { Array(data.inputs.bytes[($0 * size)..<(($0 + 1) * size)]) }
        }
        #expect(
          Set(all) == Set([10, 20, 30, 40].map { [UInt8](repeating: $0, count: shape[0] * shape[1]) }),
          "\(options)")
      }
    }
  }

  @Test func `shrinking averages, enlarging interpolates, the middle is kept`() {
    func resample(_ pixels: [UInt8], _ from: (Int, Int), _ to: (Int, Int)) -> [UInt8] {
      var target = [UInt8](repeating: 0, count: to.0 * to.1)
      Resampling(from: from, to: to).apply(pixels, to: &target)
      return target
    }
    let checks: [UInt8] = (0..<64).map { place in (place / 8 + place % 8) % 2 == 0 ? 0 : 200 }
    #expect(resample(checks, (8, 8), (4, 4))[5] == 100)
    #expect(resample([0, 100], (1, 2), (2, 4)) == [0, 25, 75, 100, 0, 25, 75, 100])
    #expect(resample([9, 9, 50, 60, 9, 9], (1, 6), (1, 2)) == [50, 60], "the same scale is a cut")
    #expect(resample(checks, (8, 8), (8, 8)) == checks)
  }

  @Test func `a picture that cannot be read is left out, counted and named`() throws {
    try inTemporaryFolder { folder in
      let whole = try png([7, 8, 9])
      var files = [
        "notes.txt": Data("x".utf8), "loose.png": whole, "train/.hidden": Data(), "train/a/readme": Data(),
      ]
      for place in 0..<4 {
        files["train/a/\(place).png"] = whole
        files["train/b/\(place).png"] = whole
      }
      files["train/a/1.png"] = whole.prefix(40)
      files["train/b/0.jpg"] = Data("GIF89a".utf8)
      files["test/a/0.png"] = whole
      files["test/b/0.png"] = whole
      try write(files, folder)
      let data = try load("folder:" + folder)
      #expect(data.labels == [0, 1, 0, 1, 0, 1, 1])
      #expect(
        data.inputs.bytes
          == Data((0..<7).flatMap { _ in [7, 8, 9].flatMap { [UInt8](repeating: $0, count: 12) } }))
      #expect(data.notes.count == 4)
      #expect(data.notes[0] == "\(folder), train: 2 of 9 pictures cannot be read and are left out")
      #expect(data.notes[2].hasPrefix("left out \(folder)/train/a/1.png: not a readable PNG"))
      #expect(
        data.notes[1].hasPrefix(
          "left out \(folder)/train/b/0.jpg: found a file that begins with '47 49 46 38'"))
      #expect(
        data.notes[3].hasSuffix(
          "3 more files are no png or jpeg of a class: loose.png, notes.txt, train/a/readme"))
      #expect(try load("folder:" + folder, .test).notes == [])
      let reports = try datasetRegistry.find("folder:" + folder).verify()
      #expect(reports.count == 11 && reports.count { $0.problem != nil } == 2)
    }
  }

  @Test func `names that could command a terminal are shown harmlessly`() throws {
    try inTemporaryFolder { folder in
      for name in ["a\u{1b}[31m", "b"] {
        for place in 0..<2 { try write(["\(name)/\(place).png": png([3])], folder) }
      }
      #expect(try load("folder:" + folder).classNames == ["a\u{fffd}[31m", "b"])
    }
  }

  @Test func `what is no set of pictures is refused in one line that says why`() throws {
    try inTemporaryFolder { folder in
      let picture = try png([1])
      func message(_ files: [String: Data], _ options: String = "", _ split: Split = .train) throws -> String
      {
        try inTemporaryFolder { inner in
          try write(files, inner)
          return try #require(refusal { _ = try load("folder:\(options)\(inner)", split) })
            .replacingOccurrences(of: inner, with: "F")
        }
      }
      #expect(try message([:]).hasPrefix("F: found no sub-folder and 0 files, expected a sub-folder"))
      #expect(try message(["a.png": picture, "b.txt": picture]).contains("found no sub-folder and 2 files"))
      #expect(try message(["a/1.png": picture]).contains("found one sub-folder ('a')"))
      #expect(try message(["a/1.txt": picture, "b/1.png": picture]) == "F/a: found no png or jpeg file")
      #expect(try message(["a/1.png": picture, "b/1.png": picture]).contains("F/a: found one picture"))
      #expect(
        try message([
          "train/a/1.png": picture, "train/b/1.png": picture, "test/c/1.png": picture,
          "test/a/1.png": picture,
        ])
          == "F/test/c: found a class that train/ has not; it has a, b")
      #expect(
        try message(["train/a/1.png": picture, "test/a/1.png": picture]).hasPrefix(
          "F/train/: found one sub-folder"))
      let broken = picture.prefix(30)
      let half = ["a/1.png": broken, "a/2.png": broken, "b/1.png": picture, "b/2.png": picture]
      #expect(try message(half).contains("found no readable picture of the class 'a'; F/a/"))
      #expect(try message(half.mapValues { _ in broken }).contains("is a readable picture; F/a/"))
      #expect(refusal { _ = try load("folder:\(folder)/none") }?.contains("found no such folder") == true)
      try picture.write(to: URL(filePath: folder + "/file"))
      #expect(
        refusal { _ = try load("folder:\(folder)/file") }?.contains("found a file, expected a folder") == true
      )
    }
  }

  @Test func `a name that is wrong is refused before anything is read`() {
    for (name, words) in [
      ("folder", "expected a path as in folder:PATH"), ("folder:", "expected a path"),
      ("folder:size=32", "expected a path"), ("folder:size=32:", "expected a path"),
      ("folder:size=0:/x", "size: found '0'"), ("folder:size=3x4x5:/x", "size: found '3x4x5'"),
      ("folder:size=9999:/x", "size: found '9999'"),
      ("folder:test=1:/x", "test: found '1', expected a number in"),
      ("folder:sise=3:/x", "did you mean 'size'?"), ("folder:color=blue:/x", "one of auto, grey, rgb"),
      ("folder:size=3,test:/x", "found 'test'"), ("fodler:/x", "unknown data set 'fodler:/x'"),
    ] {
      let message = refusal { _ = try load(name) }
      #expect(message?.contains(words) == true, "\(name): \(message ?? "accepted")")
    }
    #expect(
      refusal { _ = try load("folder:./size=3:x") }?.contains("/size=3:x': found no such folder") == true)
  }

  @Test func `a relative path is made absolute, its options stay`() throws {
    let here = FileManager.default.currentDirectoryPath
    for (name, absolute) in [
      ("folder:x/y", "folder:\(here)/x/y"), ("folder:size=3:./x=1", "folder:size=3:\(here)/x=1"),
      ("folder:test=0.5,seed=2:/a b:c", "folder:test=0.5,seed=2:/a b:c"),
      ("folder:~/x", "folder:" + ("~/x" as NSString).expandingTildeInPath),
    ] { #expect(try ImageFolderName(name)?.text == absolute) }
    #expect(try ImageFolderName("fashion-mini") == nil)
  }

  @Test func `pictures that need more than the memory are refused with the way out`() throws {
    try inTemporaryFolder { folder in
      for place in 0..<2 {
        // A thousand links to one file are a thousand pictures.
        try write(["\(place)/0.png": png([1])], folder)
        for link in 1..<3000 {
          try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/\(place)/\(link).png", withDestinationPath: "0.png")
        }
      }
      let memory = ProcessInfo.processInfo.physicalMemory
      guard memory / 2 < 4800 * 3 * 4096 * 4096 else { return }
      #expect(
        refusal { _ = try load("folder:size=4096,color=rgb:\(folder)") }?.contains("expected a smaller size")
          == true)
    }
  }
}

extension Dataset {
  /// The first byte of each channel of each sample.
  fileprivate var inputPlanes: [[Int]] {
    let (channels, area) = (inputShape[0], inputShape[1] * inputShape[2])
    return (0..<count).map { sample in
      (0..<channels).map { Int(inputs.bytes[(sample * channels + $0) * area]) }
    }
  }
}
