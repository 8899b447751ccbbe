import Catalog
import Foundation
import Testing

@testable import Datasets

@Suite struct ShapeTextureTests {
  private let set = ShapeTexture(seed: 1, train: 8_000, test: 2_000, agreement: 0.9, checksums: ("", ""))

  @Test func `a seed gives the same bytes, whatever else is drawn, and another seed others`() {
    let whole = set.draw(.train, 0..<150)
    #expect(set.draw(.train, 0..<150) == whole)
    #expect(set.draw(.train, 70..<140) == whole[(70 * 3072)..<(140 * 3072)])
    #expect(
      ShapeTexture(seed: 2, train: 1, test: 1, agreement: 0.9, checksums: ("", "")).draw(.train, 0..<1)
        != whole.prefix(3072))
    // A change of one bit anywhere is a change of the data set, for which the published sums must change too.
    #expect(SHA256.hash(whole) == "9d102dd6eca3fc4051b9bad22e77708f2a4b67176a80e80a3980ea7f677c1f4e")
  }

  @Test func `every class occurs equally often and wears its own texture nine times in ten`() {
    for split in Split.allCases {
      let cues = (0..<set.count(split)).map { set.cues(split, $0).0 }
      for shape in 0..<8 { #expect(cues.count { $0.shape == shape } == cues.count / 8) }
      let share = Double(cues.count { $0.shape == $0.texture }) / Double(cues.count)
      #expect(abs(share - 0.9) < 0.03, "\(share)")
      // Of the other textures each is as likely as the next.
      let others = cues.filter { $0.shape != $0.texture }.map { ($0.texture - $0.shape + 8) % 8 }
      for step in 1..<8 {
        let expected = Double(others.count) / 7
        #expect(abs(Double(others.count { $0 == step }) - expected) < 4 * expected.squareRoot())
      }
    }
  }

  @Test func `the set that everybody has is the published one`() throws {
    let reports = try DatasetSource.shapeTexture.verify()
    #expect(reports.map(\.path) == ["shape-texture train", "shape-texture test"])
    #expect(reports.allSatisfy { $0.problem == nil && $0.checksum == $0.expected })
    let test = try DatasetSource.shapeTexture.load(.test)
    #expect(test.inputs.shape == [2000, 3, 32, 32] && test.inputs.bytes == set.draw(.test, 0..<2000))
    #expect(test.labels.prefix(9) == [0, 1, 2, 3, 4, 5, 6, 7, 0] && test.classNames[2] == "triangle")
  }

  @Test func `no picture occurs twice, in one split or across the two`() {
    let pictures = [set.draw(.train, 0..<300), set.draw(.test, 0..<300)].flatMap { bytes in
      (0..<300).map { bytes[($0 * 3072)..<(($0 + 1) * 3072)] }
    }
    #expect(Set(pictures).count == 600)
  }

  @Test func `pictures are a bright or dark object on a grey ground of moderate noise`() {
    let count = 240, bytes = [UInt8](set.draw(.test, 0..<count))
    var corners: [Double] = [], contrasts: [Double] = [], sizes: [Double] = []
    for picture in 0..<count {
      for channel in 0..<3 {
        let plane = Array(bytes[(picture * 3072 + channel * 1024)..<(picture * 3072 + (channel + 1) * 1024)])
          .map { Double($0) / 255 }
        // No shape reaches into the corner.
        let ground = plane[0]
        corners.append(ground)
        let object = plane.filter { abs($0 - ground) > 0.14 }
        sizes.append(Double(object.count) / 1024)
        if !object.isEmpty { contrasts.append(abs(object.reduce(0, +) / Double(object.count) - ground)) }
      }
    }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    #expect(abs(mean(corners) - 0.5) < 0.02 && corners.allSatisfy { (0.28...0.72).contains($0) })
    #expect(abs(mean(contrasts) - 0.3) < 0.04, "\(mean(contrasts))")
    #expect((0.1...0.4).contains(mean(sizes)), "\(mean(sizes))")
  }

  @Test func `the first picture of a class looks like its class`() throws {
    // Areas of the shapes at half size 16 · 0.95, by their formulas in closed form, within what place and size allow.
    let areas = [1.208, 1.21, 0.823, 0.96, 1.037, 0.678, 0.704, 0.769].map { $0 * 15.2 * 15.2 }
    for (shape, area) in areas.enumerated() {
      let found = (0..<40).map { index in
        let bytes = [UInt8](set.draw(.train, (8 * index + shape)..<(8 * index + shape + 1)))
        return Double(
          (0..<1024).count { place in
            (0..<3).reduce(0) { $0 + abs(Int(bytes[$1 * 1024 + place]) - Int(bytes[$1 * 1024])) } > 3 * 36
          })
      }
      let mean = found.reduce(0, +) / 40
      #expect(abs(mean - area) < 0.15 * area, "shape \(shape): \(mean) pixels, expected about \(area)")
    }
  }
}
