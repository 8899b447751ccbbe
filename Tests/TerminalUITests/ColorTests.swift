import Testing

@testable import TerminalUI

@Suite("Colours of the terminal")
struct ColorTests {
  func known(
    _ environment: [String: String], colors: Int? = 256, direct: Bool = false, option: ColorDepth? = nil
  ) -> ColorDepth? {
    let terminfo = colors.map { ColorDepth.Terminfo(colors: $0, isDirect: direct) }
    return ColorDepth.known(option: option, environment: environment, terminfo: terminfo)
  }

  @Test(
    "the depth is found in the order: option, NO_COLOR, screen, tmux, COLORTERM, terminfo, the terminal itself"
  )
  func order() {
    let all = ["NO_COLOR": "1", "STY": "x", "TMUX": "x", "COLORTERM": "truecolor", "TERM": "xterm-256color"]
    #expect(known(all, option: .indexed16) == .indexed16)
    #expect(known(all) == .monochrome)
    #expect(known(all.merging(["NO_COLOR": ""]) { $1 }) == .indexed256)
    #expect(known(["TMUX": "x", "TERM": "screen-256color"]) == .truecolor)
    #expect(known(["TERM": "screen-256color", "COLORTERM": "truecolor"]) == .indexed256)
    #expect(known(["TERM": "screen"], colors: 8) == .indexed8)
    #expect(known(["COLORTERM": "24bit"]) == .truecolor)
    #expect(known(["COLORTERM": "yes"]) == nil)
    #expect(known(["TERM": "xterm-direct"], colors: 1 << 24) == .truecolor)
    #expect(known([:], direct: true) == .truecolor)
    #expect(known(["COLORTERM": "truecolor"], colors: -1) == .monochrome)
    #expect(known(["COLORTERM": "truecolor"], colors: nil) == .truecolor)
    #expect(known([:], colors: nil) == nil)
    #expect(ColorDepth.fallback(nil) == .indexed256)
  }

  @Test("256 colours: no nearer one exists among the 240 that are fixed")
  func nearest() {
    let levels = [0, 95, 135, 175, 215, 255]
    var palette: [Int: (Int, Int, Int)] = [:]
    for index in 0..<216 {
      palette[16 + index] = (levels[index / 36], levels[index / 6 % 6], levels[index % 6])
    }
    for index in 0..<24 { palette[232 + index] = (8 + 10 * index, 8 + 10 * index, 8 + 10 * index) }
    func distance(_ color: Color, _ index: Int) -> Int {
      let (red, green, blue) = palette[index]!
      let (a, b, c) = (Int(color.red) - red, Int(color.green) - green, Int(color.blue) - blue)
      return 3 * a * a + 6 * b * b + c * c
    }
    for (index, rgb) in palette {
      let color = Color(red: UInt8(rgb.0), green: UInt8(rgb.1), blue: UInt8(rgb.2))
      #expect(distance(color, ColorMapping.indexed256(color)) == 0, "\(index)")
    }
    for value in stride(from: UInt32(0), through: 0xff_ffff, by: 7919) {
      let color = Color(rgb: value)
      let best = palette.keys.map { distance(color, $0) }.min()!
      #expect(distance(color, ColorMapping.indexed256(color)) == best, "\(String(value, radix: 16))")
    }
  }

  @Test("without colours, a light ground is reversed and nothing else")
  func monochrome() {
    let light = Color(rgb: 0xffffff), dark = Color(rgb: 0x101010)
    func shown(_ foreground: Color, _ background: Color) -> Attributes {
      ColorMapping.monochrome(Cell(style: Style(foreground: foreground, background: background)))
    }
    #expect(shown(dark, light) == .reverse)
    #expect(shown(light, dark) == [])
    #expect(shown(light, .standard) == [])
  }
}
