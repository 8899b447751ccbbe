import Catalog
import Engine
import Foundation
import TerminalUI
import Testing

@testable import Workbench

@Suite("Out of the terminal") struct ExportTests {
  private func state(_ name: String) throws -> AppState { try #require(Stories.named(name)) }

  @Test("A map as CSV and tensor is the map: every value back exactly, NaN where none is")
  func grid() throws {
    let state = try state("layers-live")
    let grid = try #require(state.layersGrid), export = try #require(DataExport(state))
    let lines = try #require(export.table).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(lines[0] == ["reinitialised"] + grid.grid.columns + ["verdict"])
    let values = try #require(export.arrays["values"])
    #expect(values.shape == [grid.rows, grid.columns])
    let loss = try #require(export.arrays["details/loss"]).doubles
    for row in 0..<grid.rows {
      #expect(lines[row + 1][0] == grid.grid.rows[row])
      for column in 0..<grid.columns {
        let value = grid.value(row: row, column: column), place = row * grid.columns + column
        #expect(Double(lines[row + 1][column + 1]) == value)
        #expect(value.map { values.doubles[place] == $0 } ?? values.doubles[place].isNaN)
        let detail = grid.detail("loss", row: row, column: column)
        #expect(detail.map { loss[place] == $0 } ?? loss[place].isNaN)
      }
    }
    #expect(export.metadata["rows"] == JSONValue.strings(grid.grid.rows).line)
  }

  @Test("Curves, pictures and the list of runs leave as they are")
  func others() throws {
    let training = try state("training"), run = try #require(training.trainingRun)
    let curves = try #require(DataExport(training))
    let curve = try #require(run.series["loss/train"])
    #expect(curves.arrays["loss/train"]?.doubles == zip(curve.x, curve.y).flatMap { [$0, $1] })
    let lines = try #require(curves.table).split(separator: "\n").filter { $0.hasPrefix("loss/train,") }
    #expect(lines.count == curve.count)
    #expect(lines.last == "loss/train,\(curve.x[curve.count - 1]),\(curve.y[curve.count - 1])")

    let saliency = try state("saliency"), maps = try #require(saliency.saliencyRun?.pictures["attributions"])
    let pictures = try #require(DataExport(saliency))
    #expect(pictures.arrays["attributions"] == maps.values)
    let row = try #require(pictures.table).split(separator: "\n").first { $0.hasPrefix("attributions,3,#3 ") }
    #expect(row?.hasSuffix(",\(maps.values.floats[3 * 784])") == true)

    let runs = try #require(DataExport(state("runs")))
    #expect(runs.arrays.isEmpty && runs.table?.split(separator: "\n").count == 3)
    #expect(DataExport(try state("empty")) == nil)
  }

  @Test("Fields of a table are quoted, and none is a formula to a spreadsheet")
  func csv() {
    var table = CSV(["a"])
    table.add(["x,y", "say \"no\"", "two\nlines", "=1+1", "-3.5"])
    #expect(table.text == "a\n\"x,y\",\"say \"\"no\"\"\",\"two\nlines\",'=1+1,-3.5\n")
  }

  @Test("What is copied is the exact value under the cursor")
  func values() throws {
    var layers = try state("layers")
    (layers.layersView.row, layers.layersView.column) = (1, 2)
    let value = try #require(layers.layersGrid?.value(row: 1, column: 2))
    #expect(layers.reduce(KeyPress("Y")!) == [.copy(try #require(layers.valueToCopy))] + layers.followUp())
    #expect(layers.valueToCopy?.hasPrefix("\(Sample.layersJob) reinitialised fc2 2 \(value) error=") == true)
    var command = try state("training")
    _ = command.reduce(KeyPress("x")!)
    #expect(command.valueToCopy == "halftone train")
    let runs = try state("runs")
    #expect(runs.valueToCopy != nil && runs.valueToCopy == runs.selected)
    var training = try state("training")
    training.trainingView.cursor = 7
    let seventh = try #require(training.trainingRun?.series["loss/test"]?.value(at: 7))
    #expect(training.valueToCopy?.contains("loss/test=\(seventh.y)@7.0") == true)
    #expect(try state("saliency").valueToCopy?.hasPrefix("#2 pullover pullover=0.71") == true)
    var empty = try state("empty")
    #expect(empty.reduce(KeyPress("Y")!)?.contains { if case .copy = $0 { true } else { false } } == false)
    #expect(!empty.toasts.isEmpty)
  }
}

/// Over a real store, through the whole workbench.
@Suite("Exports of the workbench") struct WorkbenchExportTests {
  private func finished(_ body: (WorkbenchTests.Bench) throws -> Void) throws {
    let home = NSTemporaryDirectory() + "export-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: home) }
    let bench = try WorkbenchTests.Bench(
      home: home,
      tour: [
        TourStep(experiment: "train", settings: Settings(Sample.train)),
        TourStep(experiment: "layers", settings: Settings(Sample.layers), usesModel: true),
      ], theme: "dark")
    try bench.open()
    #expect(bench.wait { $0.tour == nil && $0.runs.listed.count == 2 && $0.runs.live.isEmpty })
    bench.workbench.state.toasts = []
    bench.workbench.state.hints = .none
    try body(bench)
    bench.engine.shutdown()
  }

  private func files(_ bench: WorkbenchTests.Bench) throws -> [String] {
    let run = try #require(bench.workbench.state.currentRun?.job)
    let folder = try bench.engine.store.folder(run).path(of: "exports")
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { folder + "/" + $0 }
  }

  @Test("E writes the screen and its figures into the run's folder and names the files")
  func export() throws {
    try finished { bench in
      for (steps, kind) in ExportKind.allCases.enumerated() {
        bench.press("3", "E")
        for _ in 0..<steps { bench.press("down") }
        bench.press("enter")
        #expect(
          bench.wait { state in state.toasts.contains { $0.text.hasPrefix("Written: ") } }, "\(kind)")
        let text = try #require(bench.workbench.state.toasts.first { $0.text.hasPrefix("Written: ") }).text
        let newest = try files(bench).filter { text.contains(($0 as NSString).lastPathComponent) }
        #expect(newest.count == (kind == .data ? 2 : 1), "\(text)")
        bench.workbench.state.toasts = []
        var surface = Surface(size: bench.workbench.state.size)
        WorkbenchFrame.draw(bench.workbench.state, on: &surface, theme: bench.workbench.theme)
        if let format = kind.format {
          let written = try Data(contentsOf: URL(filePath: newest[0]))
          #expect(try written == surface.exported(as: format, theme: bench.workbench.theme))
        } else {
          let tensors = try Safetensors(
            contentsOf: try #require(newest.first { $0.hasSuffix("safetensors") }))
          #expect(try tensors.array("values").shape == [4, 10])
        }
      }
    }
  }

  @Test("What is copied goes to the terminal and to a file, and the screen says so")
  func copy() throws {
    try finished { bench in
      var sent: [String] = []
      bench.workbench.clipboard = {
        sent.append($0)
        return true
      }
      bench.press("3", "Y")
      let value = try #require(sent.first)
      let file = try #require(files(bench).first { $0.hasSuffix("/clipboard.txt") })
      #expect(try String(contentsOfFile: file, encoding: .utf8) == value + "\n")
      #expect(
        bench.workbench.state.toasts.first?.text.hasPrefix("Copied to the terminal's clipboard") == true)
    }
  }

  @Test("R records the session until R; the recording ends with the screen as it was")
  func record() throws {
    try finished { bench in
      func draw() -> Surface {
        var surface = Surface(size: bench.workbench.state.size)
        bench.workbench.draw(on: &surface)
        return surface
      }
      bench.press("3", "R")
      #expect(bench.workbench.state.isRecording && draw().lines[0].contains("● recording"))
      for key in ["down", "]", "2", "4", "1"] {
        bench.press(key)
        _ = draw()
      }
      let path = try #require(bench.workbench.recorder?.path)
      bench.press("R")
      #expect(!bench.workbench.state.isRecording && bench.workbench.recorder == nil)
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      #expect(lines.count >= 6)
      for line in lines { _ = try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8)) }
      let count = lines.count
      bench.press("2")
      _ = draw()
      #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count == count)
    }
  }

  @Test("A snapshot is the screen of the workbench, and the same file every time")
  func snapshot() throws {
    try finished { bench in
      let configuration = bench.workbench.configuration
      for (key, screen) in [("2", "training"), ("3", "layers")] {
        bench.press(key)
        bench.workbench.state.toasts = []
        var request = SnapshotRequest(screen: screen)
        request.format = "ansi"
        let once = try request.file(configuration), again = try request.file(configuration)
        #expect(once == again)
        var state = bench.workbench.state
        state.size = Size(rows: 40, columns: 120)
        var surface = Surface(size: state.size)
        WorkbenchFrame.draw(state, on: &surface, theme: bench.workbench.theme)
        #expect(String(decoding: once, as: UTF8.self) == surface.ansiText, "\(screen)")
      }
      var request = SnapshotRequest(screen: "layers")
      request.view = "joint,row:2"
      let joint = String(decoding: try request.file(configuration), as: UTF8.self)
      request.view = ""
      #expect(try joint != String(decoding: request.file(configuration), as: UTF8.self))
      request.point = "event:30"
      #expect(try String(decoding: request.file(configuration), as: UTF8.self).contains("▶ running"))
      let wrong: [(WritableKeyPath<SnapshotRequest, String>, String)] = [
        (\.screen, "layer"), (\.size, "120"), (\.size, "0x40"), (\.size, "2000x40"), (\.format, "gif"),
        (\.view, "jiont"), (\.screen, "saliency"),
      ]
      for (path, value) in wrong {
        var request = SnapshotRequest(screen: "layers")
        request[keyPath: path] = value
        #expect(throws: UserError.self, "\(value)") { try request.file(configuration) }
      }
    }
  }

  @Test("A stored run is replayed in the workbench, and its cast ends with its last frame")
  func replay() throws {
    try finished { bench in
      var configuration = bench.workbench.configuration
      let job = try #require(bench.workbench.state.layersRun?.job)
      configuration.replay = try ReplayRequest(run: job, speed: 1000)
      let before = try FileManager.default.subpathsOfDirectory(atPath: bench.home).sorted()
      let frames = try ReplayFrames(configuration, size: "100x30")
      var text = ""
      frames.cast { text += $0 }
      let last = frames.frame(at: 1)
      #expect(last.lines.contains { $0.contains("completed") })
      #expect(text.split(separator: "\n").count >= 2)
      #expect(try String(decoding: frames.file(at: 0, as: "text"), as: UTF8.self).contains("queued"))
      let played = try Workbench(configuration)
      _ = played.handle(.resize(Size(rows: 30, columns: 100)))
      try played.open(wake: {})
      for key in KeyLawTests.presses where key.text != "q" { _ = played.handle(.key(key)) }
      played.saveInterface()
      #expect(played.state.runs.order.count == 2, "the run and the one that made its network")
      let after = try FileManager.default.subpathsOfDirectory(atPath: bench.home).sorted()
      #expect(after.filter { !$0.contains("exports") } == before.filter { !$0.contains("exports") })
      #expect(throws: UserError.self) { try ReplayRequest(run: job, speed: 0) }
    }
  }
}
