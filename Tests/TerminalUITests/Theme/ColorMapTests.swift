import Testing

@testable import TerminalUI

@Suite("Colour maps")
struct ColorMapTests {
  @Test("sequential maps grow lighter with every step", arguments: ["cividis", "grey", "viridis"])
  func monotone(_ name: String) throws {
    let map = try #require(ColorMap.all.first { $0.name == name })
    let lightness = map.colors.map { OKLab($0).lightness }
    for index in 1..<256 {
      // Eight bits a channel round a step away here and there, never by more than that.
      #expect(lightness[index] >= lightness[index - 1] - 0.002, "\(name) at \(index)")
    }
    #expect(lightness[255] - lightness[0] > 0.55)
    for step in stride(from: 16, to: 256, by: 16) { #expect(lightness[step - 1] > lightness[step - 16]) }
  }

  @Test("known entries of the published tables")
  func published() {
    #expect(ColorMap.viridis.colors[0] == Color(rgb: 0x440154))
    #expect(ColorMap.viridis.colors[255] == Color(rgb: 0xfde725))
    #expect(ColorMap.cividis.colors[0] == Color(rgb: 0x00224e))
    #expect(ColorMap.cividis.colors[255] == Color(rgb: 0xfee838))
  }

  @Test("diverging maps: grey middle, straight lightness, ends equally light and of other hue")
  func diverging() {
    for map in ColorMap.all where map.isDiverging && map != .greySigned {
      let colors = map.colors.map(OKLab.init)
      for middle in [127, 128] {
        #expect(colors[middle].a.magnitude < 0.004 && colors[middle].b.magnitude < 0.004)
      }
      #expect(abs(colors[0].lightness - colors[255].lightness) < 0.02)
      #expect(colors[0].b < -0.05 && colors[255].b > 0.05)
      for index in 0..<128 {
        #expect(
          abs(colors[index].lightness - colors[255 - index].lightness) < 0.02, "\(map.name) at \(index)")
      }
      let rising = colors[128...].map(\.lightness)
      let direction: Double = rising.last! > rising.first! ? 1 : -1
      for (one, next) in zip(rising, rising.dropFirst()) { #expect((next - one) * direction > -0.003) }
    }
  }

  @Test("values outside 0…1 and not a number have colours, too")
  func edges() {
    let map = ColorMap.cividis
    #expect(map.color(-3) == map.colors[0])
    #expect(map.color(.infinity) == map.colors[255])
    #expect(map.color(-.infinity) == map.colors[0])
    #expect(map.color(.nan) == map.colors[0])
    #expect(map.levels(5).count == 5 && map.levels(5).last == map.colors[255])
  }

  @Test("ink on any map colour reads")
  func ink() {
    for map in ColorMap.all {
      for color in map.colors { #expect(color.readableInk.contrast(with: color) >= 4.2) }
    }
  }

  @Test("hexadecimal goes there and back, and refuses the rest")
  func hexadecimal() {
    #expect(Color(hexadecimal: "#00fA09")?.hexadecimal == "#00fa09")
    for text in ["00fa09", "#00fa0", "#00fa0g", "#+0fa09", "", "#00fa099"] {
      #expect(Color(hexadecimal: text) == nil, "\(text)")
    }
  }
}

@Suite("Levels with hysteresis")
struct LevelMemoryTests {
  @Test("a number near the border of two levels keeps the one it has")
  func holds() {
    var memory = LevelMemory(levels: 11, margin: 0.25)
    #expect(memory.settle([0.44]) == [4])
    #expect(memory.settle([0.46]) == [4])
    #expect(memory.settle([0.474]) == [4])
    #expect(memory.settle([0.476]) == [5])
    #expect(memory.settle([0.44]) == [5])
    #expect(memory.settle([0.42]) == [4])
  }

  @Test("jumps, other lengths and numbers that are none")
  func edges() {
    var memory = LevelMemory(levels: 3)
    #expect(memory.settle([0, 1, .nan, 7, -7]) == [0, 2, -1, 2, 0])
    #expect(memory.settle([1, .nan, 0, 0.5, 0.5]) == [2, -1, 0, 1, 1])
    #expect(memory.settle([0.5]) == [1])
    let shares = memory.settledShares([.nan])
    #expect(shares[0].isNaN)
  }

  @Test("a constant with noise below the margin never changes after its first frame")
  func quiet() {
    var memory = LevelMemory(levels: 16)
    let first = memory.settle((0..<100).map { Float($0) / 99 })
    for frame in 1...50 {
      let wiggled = (0..<100).map { Float($0) / 99 + 0.008 * Float(((frame * 7 + $0) % 3) - 1) }
      #expect(memory.settle(wiggled) == first)
    }
  }
}
