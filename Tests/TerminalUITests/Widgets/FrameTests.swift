import Testing

@testable import TerminalUI

/// What the gallery's samples look like, character by character. To record anew after a deliberate change run
/// `swift test --filter FrameTests` and copy the frame that the failure shows.
@Suite("Frames of widgets")
struct FrameTests {
  func expect(
    _ name: String, rows: Int, columns: Int, _ frame: String, location: SourceLocation = #_sourceLocation
  ) throws {
    let sample = try #require(WidgetGallery.samples.first { $0.name == name })
    let size = Size(rows: rows, columns: columns)
    var surface = Surface(size: size, style: Theme.dark.plain)
    surface.draw(sample.widget, in: Rectangle(size), theme: .dark)
    let drawn = surface.lines.joined(separator: "\n")
    #expect(drawn == frame, "\(name) at \(columns)×\(rows) is now:\n\(drawn)", sourceLocation: location)
  }

  @Test("panel at 40×4")
  func panel40() throws {
    try expect(
      "panel", rows: 4, columns: 40,
      """
      ╭─ Loss ─────────────── epoch 7 of 20 ─╮
      │                                      │
      │                                      │
      ╰────────────────────────────── y log ─╯
      """)
  }

  @Test("tabs at 60×1")
  func tabs60() throws {
    try expect(
      "tabs", rows: 1, columns: 60,
      """
       1 Runs   2 Training   3 Layers   4 Saliency
      """)
  }

  @Test("tabs at 30×1")
  func tabs30() throws {
    try expect(
      "tabs", rows: 1, columns: 30,
      """
       1   2   3 Layers   4
      """)
  }

  @Test("footer at 60×1")
  func footer60() throws {
    try expect(
      "footer", rows: 1, columns: 60,
      """
       ↑↓←→ move   Tab pane   v view   Enter open       ● running
      """)
  }

  @Test("empty-state at 70×7")
  func emptyState70() throws {
    try expect(
      "empty-state", rows: 7, columns: 70,
      """
                                  No heatmap yet
            A sweep resets each layer to earlier checkpoints and tests
                      the network. It needs a finished run.

                                 n  start a run
                                 1  see the runs

      """)
  }

  @Test("help at 80×12")
  func help80() throws {
    try expect(
      "help", rows: 12, columns: 80,
      """
            ╭─ Keys ──────────────────────────────────────────────────────────╮
            │ Move                             Runs                           │
            │ ↑↓←→ hjkl  move                  n          new run             │
            │ g G        first, last           space      pause, resume       │
            │ Tab S-Tab  next, previous pane   x          cancel              │
            │ 1–4        screen                                               │
            │                                  Layers                         │
            │ Everywhere                       v          next view           │
            │ :          commands              y          copy the value      │
            │ ?          this help                                            │
            │ q          quit                                                 │
            ╰─────────────────────────────────────────────────────────────────╯
      """)
  }

  @Test("dialog at 60×9")
  func dialog60() throws {
    try expect(
      "dialog", rows: 9, columns: 60,
      """

        ╭─ Quit while a run is on? ────────────────────────────╮
        │                                                      │
        │ Training fcn-3x256 is at epoch 7 of 20. It stops at  │
        │ its last checkpoint and can be resumed.              │
        │                                                      │
        │                             Keep running      Quit   │
        ╰──────────────────────────────────────────────────────╯

      """)
  }

  @Test("command-palette at 60×9")
  func commandPalette60() throws {
    try expect(
      "command-palette", rows: 9, columns: 60,
      """

        ╭─ Command ────────────────────────────────────────────╮
        │ › se                                                 │
        │                                                      │
        │  Saliency: choose the method                      m  │
        │  Pause or resume the job                      space  │
        │  Layers: show re-randomisation                    v  │
        ╰──────────────────────────────────────────────────────╯

      """)
  }

  @Test("form at 70×12")
  func form70() throws {
    try expect(
      "form", rows: 12, columns: 70,
      """
        network         fcn-3x256
        dataset         fashion-mini
      ✕ epochs          2000                                epochs
      • learning-rate   0.1
        nesterov        false

          Start training    first put right: epochs

      ──────────────────────────────────────────────────────────────────────
      Passes over the training set.
      ✕ epochs: found '2000', expected a whole number in 1…1000
      default 20   paper 100
      """)
  }

  @Test("table at 80×7")
  func table80() throws {
    try expect(
      "table", rows: 7, columns: 80,
      """
       run                          state        loss          accuracy ▼    started
       fcn-3x256 on fashion-mnist…  ━━━━━━━━━━━  ▇▅▄▃▂▂▁▂▂▁▁▁      89.4 %      2 min ┃
       fcn-3x256 on fashion-mnist…  ✓ done       ▇▅▄▃▂▂▁▂▁▁▁▁      89.1 %      3 min │
      ▎fcn-3x256 on fashion-mnist…  ✓ done       ▇▅▃▂▂▂▁▂▂▁▁▁      88.8 %      4 min │
       fcn-3x256 on fashion-mnist…  ✕ failed     ▇▅▃▂▂▂▁▂▂▁▁▁      88.5 %      5 min │
       fcn-3x256 on fashion-mnist…  ✓ done       ▇▅▄▃▂▂▁▂▂▁▁▁      88.2 %      6 min │
       fcn-3x256 on fashion-mnist…  ✓ done       ▇▅▄▃▂▂▁▂▂▁▁▁      87.9 %      7 min │
      """)
  }

  @Test("progress at 100×1")
  func progress100() throws {
    try expect(
      "progress", rows: 1, columns: 100,
      """
      training ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  34 %  42 s left  18.7k inputs/s  412.3k of 1.2M inputs
      """)
  }

  @Test("progress at 40×1")
  func progress40() throws {
    try expect(
      "progress", rows: 1, columns: 40,
      """
      training ━━━━━━━━━━━━━━  34 %  42 s left
      """)
  }

  @Test("bar-chart at 50×10")
  func barChart50() throws {
    try expect(
      "bar-chart", rows: 10, columns: 50,
      """
      T-shirt/top ▋                                2.1 %
      trouser     ▏                                0.0 %
      pullover    ███▌                            11.3 %
      dress       ▏                                0.4 %
      coat        █▋                               5.2 %
      sandal                                       0.0 %
      shirt       █████████████████████████       80.6 %
      sneaker                                      0.0 %
      bag         ▏                                0.4 %
      ankle boot                                   0.0 %
      """)
  }

  @Test("label-row at 80×1")
  func labelRow80() throws {
    try expect(
      "label-row", rows: 1, columns: 80,
      """
      cell fc2 @ 5   error 12.1 %   95 % 11.5…12.8 %   loss 0.382   ‖Δ‖₂/√p 0.0213
      """)
  }

  @Test("facts at 50×4")
  func facts50() throws {
    try expect(
      "facts", rows: 4, columns: 50,
      """
      network   fcn-3x256
      data      fashion-mnist, 60 000 + 10 000
      accuracy  89.4 %  ±0.6
      loss      0.3127
      """)
  }

  @Test("line-chart at 60×14")
  func lineChart60() throws {
    try expect(
      "line-chart", rows: 14, columns: 60,
      """
      loss   ━ train 0.395   ━ test 0.449   at epoch 11
        │⡄                              │
      2 ┤⠙⢶⡄┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈│┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
        │ ⠈⠻⡄                           │
        │   ⠛⢷⣄⡀                        │
        │   ⠲⣄⠈⢷⣠⡀                      │
        │    ⠈⠓⢦⣉⢧⣦⡀                    │
      1 ┤┈┈┈┈┈┈┈⠈⠓⠮⢿⣿⣴⣤⢀┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈│┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
        │          ▇▅⠙⠻⠿⢿⣴⣦⣄⣀           │
        │              █▇▆⠈⠉⠛⠻⢷⣶⣤⣤⣤⣠⣀⣀⣀▂│▂▂▁▁
        │                      ▇▇⠉⠉⠛⠛⠛⠻⠿⠿⠿⠿⣿⢷⢶⣶⣶⣖⣲⣶⣶⣶⣲⣶⣲⣶⣶⣒⣲⣒⣲⣒⢲⡦⣤
        │                               │     ⠉ ⠈⠉⠁⠉⠉⠉⠉⠁⠉⠉⠉⠉⠛⠋⠉⠋⠛⠃
        ╰┬─────────────┬─────────────┬─────────────┬────── epoch ┬
         0             5            10            15            20
      """)
  }

  @Test("line-chart-log at 60×12")
  func lineChartLog60() throws {
    try expect(
      "line-chart-log", rows: 12, columns: 60,
      """
      ‖g‖   ━ sgd 1e-5   ━ adam 0.0035   ━ cosine 0.0370
           │⠤⣄⣀⣀⡀ ⣀
         1 ┤┈⠈⠉⠉⠻⠿⢿⣷⣾⣻⢶⡶⢶⣤⣴⣲⣀⣤⣄⣀⣤⡀┈⣀⡀┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
           │         ⠈⠓⠚⠲⣄⡤⣌⠉⠉⠙⠒⠛⠯⠭⠷⣝⣫⣝⡒⢒⡳⠤⠖⠲⣤⠤⣄⣀⡤⡄⢀⣀
           │               ⠈⠉⠉⠳⠤⠶⣄⢀⣀   ⠉⠉⠙⠒⠋⠓⠶⠒⢦⣀⡤⡍⢉⣈⡙⠚⠙⠒⠚⠙⠦⠖⠦⠤⠴⣄⣀
      0.01 ┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⠈⠉⠈⠙⠒⠳⣄⣠⣄┈┈┈┈┈┈┈┈⠉⠉┈⠙⠚⠙⠒⠒⠲⠤⠴⢤⣀⣠⡀┈
           │                             ⠈⠉⠉⠙⠦⠶⣄⣀⣀⡀             ⠉⠉
           │                                      ⠓⠒⠓⢦⣠⣄
      1e-4 ┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⠈⠉⠉⠙⠦⠶⢤⣀⣀┈┈
           │                                                   ⠈⠓⠒
           ╰┬─────────────────────┬──────────────────────┬─ step ─
            0                    50                     100
      """)
  }

  @Test("heatmap at 80×9")
  func heatmap80() throws {
    try expect(
      "heatmap", rows: 9, columns: 80,
      """
               0      1      2      3      5      8     13     20     re-randomised
      fc1 ●  87.3   64.1   41.2   26.4   18.7   14.1   11.8   10.9    ██████  89.1 %
      fc2 ◐  46.8   21.3  ▌14.8 ▐ 12.1   11.2   10.8   10.7   10.7    ████    59.7 %
      fc3 ○  19.6   13.2   11.4   10.9   10.7   10.7   10.6     ·     █▍      20.4 %
      fc4    90.2   38.8   17.1   12.8     ·      ·      ·      ·

      test error  0 % ▌▌▌┃▌▌▌▌▌▌▌▌▌▌▌▌▌▌▌▌ 90 %   ○ ambient  ◐ sensitive  ● critical


      """)
  }

  @Test("heatmap-joint at 50×7")
  func heatmapJoint50() throws {
    try expect(
      "heatmap-joint", rows: 7, columns: 50,
      """
              fc1        fc2        fc3        fc4
      fc1    20.0       37.0       54.0       71.0
      fc2               30.0    ▌  47.0   ▐   64.0
      fc3                          40.0       57.0
      fc4                                     20.0

      test error  0 % ▌▌▌▌▌▌┃▌▌▌▌▌ 90 %
      """)
  }

  @Test("heatmap-large at 60×7")
  func heatmapLarge60() throws {
    try expect(
      "heatmap-large", rows: 7, columns: 60,
      """
            epoch → 0    5    10   15   20   25   30   35   40
      layer54.conv   ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀ ▀█
      layer56.conv   ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀ ▀█
      layer58.conv   ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀ ▀│
      layer61.conv ▸ ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀◆▀▀◂▀│
                    ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀───────────────────▴──
      Δ logit  -1.30 -▌▌▌▌▌┃▌▌▌▌▌▌▌+ +1.30   rows 55–62 of 240
      """)
  }

  @Test("toast at 70×3")
  func toast70() throws {
    try expect(
      "toast", rows: 3, columns: 70,
      """
                                 ▌ Copied 12.1 % (also in
                                 ▌ ~/.local/share/halftone/clipboard.txt)

      """)
  }

  @Test("too-small at 50×6")
  func tooSmall50() throws {
    try expect(
      "too-small", rows: 6, columns: 50,
      """

                   This window is too small
             It has 50×6 cells; 60×18 are needed.

                           q  quit

      """)
  }
}
