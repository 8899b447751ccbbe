extension Theme {
  /// The built-in theme, the same as `themes/dark.toml`: the program starts even when no file is found.
  public static let dark = Theme(
    name: "dark", summary: "quiet colours on a dark ground", isDark: true,
    colors: [
      .background: Color(rgb: 0x14171d), .raised: Color(rgb: 0x1e232c), .text: Color(rgb: 0xd3dae3),
      .muted: Color(rgb: 0x8b95a5), .faint: Color(rgb: 0x3b4454), .accent: Color(rgb: 0x6db9f2),
      .title: Color(rgb: 0xe8edf4), .border: Color(rgb: 0x3a4352), .focusBorder: Color(rgb: 0x6db9f2),
      .selection: Color(rgb: 0x2a3d57), .selectionText: Color(rgb: 0xf1f5fa), .key: Color(rgb: 0xe3b35f),
      .good: Color(rgb: 0x74cf9c), .warning: Color(rgb: 0xe3b35f), .bad: Color(rgb: 0xf07f86),
      .ambient: Color(rgb: 0x6fb7e0), .sensitive: Color(rgb: 0xe3b35f), .critical: Color(rgb: 0xf0796b),
    ],
    series: [0x55a0d8, 0xe09100, 0x8fe19c, 0xd55376, 0xdbd53d, 0xbdb1ff, 0x5e7ae6, 0xbad2e1]
      .map(Color.init(rgb:)),
    sequential: .cividis, diverging: .blueOrangeDeep)
}
