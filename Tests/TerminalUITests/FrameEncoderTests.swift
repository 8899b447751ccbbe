import Testing

@testable import TerminalUI

@Suite("Bytes of a frame")
struct FrameEncoderTests {
  func encoder(_ depth: ColorDepth, _ glyphs: GlyphSet = .unicode) -> FrameEncoder {
    FrameEncoder(
      form: FrameEncoder.Form(traits: TerminalTraits(depth: depth, glyphs: glyphs)))
  }

  /// Every cell another.
  func noise(_ seed: UInt32, _ size: Size) -> Surface {
    var surface = Surface(size: size)
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let value = (UInt32(row) &* 7919 &+ UInt32(column) &* 104_729 &+ seed) &* 2_654_435_761
        surface.setCell(
          "▀", row: row, column: column, foreground: Color(rgb: value), background: Color(rgb: value >> 8))
      }
    }
    return surface
  }

  @Test("an unchanged surface costs no byte, a point few, a ground next to nothing")
  func bytes() {
    var encoder = encoder(.truecolor)
    var surface = Surface(size: Size(rows: 50, columns: 160))
    surface.fill(surface.bounds, style: Style(background: Color(rgb: 0x101216)))
    #expect(encoder.encode(surface).count < 500)
    #expect(encoder.encode(surface).isEmpty)
    surface.setCell(
      "⣿", row: 20, column: 100, foreground: Color(rgb: 0xff0000), background: Color(rgb: 0x101216))
    #expect((1..<80).contains(encoder.encode(surface).count))
    encoder.invalidate()
    #expect(encoder.encode(surface).count > 400)
  }

  @Test("what looks the same costs nothing: inks of blanks, colours that become one")
  func looks() {
    var encoder = encoder(.indexed256)
    var surface = Surface(size: Size(rows: 4, columns: 20))
    surface.put(
      "abc", row: 0, column: 0, style: Style(foreground: Color(rgb: 0x5f5f5f)), clippedTo: surface.bounds)
    _ = encoder.encode(surface)
    surface.restyle(surface.bounds) { _ in Style(foreground: Color(rgb: 0x606060), attributes: []) }
    #expect(encoder.encode(surface).isEmpty)
  }

  @Test("halves of one colour are a space, which needs no ink, and the other way round")
  func evenHalves() {
    var encoder = encoder(.indexed256)
    var surface = Surface(size: Size(rows: 2, columns: 10))
    func set(_ upper: UInt32, _ lower: UInt32) -> String {
      surface.setCell(
        "▀", row: 0, column: 0, foreground: Color(rgb: upper), background: Color(rgb: lower))
      return String(decoding: encoder.encode(surface), as: UTF8.self)
    }
    #expect(set(0xff0000, 0x5f5f5f).contains("▀"))
    // Two greys that the palette does not tell apart.
    let even = set(0x5f5f5f, 0x606060)
    #expect(!even.contains("▀") && even.contains("48;5;59m ") && !even.contains("38;5"))
    #expect(set(0x606060, 0x5f5f5f).isEmpty)
    #expect(set(0x606060, 0xff0000).contains("▀"))
  }

  @Test("each depth has its codes and no others")
  func codes() {
    func text(_ depth: ColorDepth) -> String {
      var encoder = encoder(depth)
      return String(decoding: encoder.encode(noise(1, Size(rows: 8, columns: 40))), as: UTF8.self)
    }
    #expect(text(.truecolor).contains(";2;"))
    #expect(text(.indexed256).contains("38;5;") && !text(.indexed256).contains("38;2;"))
    let sixteen = text(.indexed16), eight = text(.indexed8)
    #expect(!sixteen.contains("38;") && sixteen.contains(try! Regex("\u{1b}\\[[0-9;]*9[0-7]")))
    #expect(!eight.contains(try! Regex("\u{1b}\\[([0-9;]*;)?(9[0-7]|10[0-7])[;m]")))
    #expect(!text(.monochrome).contains(try! Regex("\u{1b}\\[[0-9;]*[34][0-9][;m]")))
  }

  @Test("without UTF-8 no byte is above 0x7f, whoever made the surface")
  func ascii() {
    var encoder = encoder(.indexed256, .ascii)
    var surface = noise(2, Size(rows: 4, columns: 20))
    surface.put("日本語 e\u{301} naïve", row: 1, column: 0, style: Style(), clippedTo: surface.bounds)
    #expect(encoder.encode(surface).allSatisfy { $0 < 0x80 })
  }

  @Test("a limit holds, what is behind follows, and a frame that is behind ends as a whole one does")
  func limit() {
    var encoder = encoder(.truecolor)
    let surface = noise(3, Size(rows: 20, columns: 80))
    var frames = 0, total = 0
    repeat {
      let bytes = encoder.encode(surface, limit: 500)
      #expect((1...600).contains(bytes.count))
      (frames, total) = (frames + 1, total + bytes.count)
    } while encoder.isBehind && frames < 1000
    #expect(frames > 50)
    #expect(!encoder.isBehind)
    #expect(encoder.encode(surface).isEmpty)
    var whole = self.encoder(.truecolor)
    #expect(total < whole.encode(surface).count * 3 / 2)
  }

  @Test("the answer to a key goes before the rest of an older frame")
  func priority() {
    var encoder = encoder(.truecolor)
    var surface = noise(4, Size(rows: 20, columns: 80))
    _ = encoder.encode(surface, limit: 200)
    #expect(encoder.isBehind)
    surface.put("echo", row: 19, column: 70, style: Style(), clippedTo: surface.bounds)
    let bytes = encoder.encode(surface, limit: 200)
    #expect(String(decoding: bytes, as: UTF8.self).contains("echo"))
  }
}
