import Catalog
import Foundation
import Testing

@Suite("Lists, descriptions, help and the run store")
struct ListingTests {
  @Test("list names every member of every family, and describe knows each of them")
  func list() throws {
    let home = try TemporaryFolder()
    let cards = try Program.run(["list", "--json"], home: home.path).json()
    let names = cards.compactMap { $0["identifier"]?.string }
    for name in [
      "train", "layers", "explain", "fcn-3x256", "cnn-small", "resnet18", "vgg11", "fashion-mini",
      "fashion-mnist", "mnist", "cifar10", "cifar100", "fashion-mnist-32", "shape-texture", "folder", "csv",
      "breast-cancer", "boston", "compas", "diabetes", "digits", "iris", "wine",
      "gradient", "smoothgrad", "integrated-gradients",
    ] { #expect(names.contains(name), "\(name)") }
    #expect(cards.allSatisfy { Set($0.object!.keys) == ["family", "identifier", "title", "summary"] })
    for name in names {
      let outcome = try Program.run(["describe", name], home: home.path)
      #expect(outcome.code == 0 && outcome.lines[0].hasPrefix(name), "\(name): \(outcome.errors)")
    }
    let member = try Program.run(["describe", "resnet152"], home: home.path)
    #expect(member.code == 0 && member.lines[0].hasPrefix("resnet18 — "))
    let plain = try Program.run(["list", "networks"], home: home.path)
    #expect(plain.lines.first == "networks:" && plain.lines.count > 2)
    #expect(home.names().isEmpty, "looking makes no store")
  }

  @Test(
    "help never fails and leaves no store",
    arguments: [
      ["--help"], ["-h"], ["help"], ["help", "train"], ["help", "runs"], ["train", "--help"],
      ["layers", "-h"],
      ["explain", "--help", "--epochs"], ["list", "--help"], ["describe", "--help"], ["runs", "--help"],
      ["runs", "resume", "--help"], ["data", "--help"], ["data", "verify", "--help"], ["--version"],
      ["senn", "--help"], ["help", "senn"], ["help", "senn", "explain"], ["senn", "sweep", "-h"],
      ["senn", "--json", "explain", "--help"],
    ])
  func help(arguments: [String]) throws {
    let home = try TemporaryFolder()
    let outcome = try Program.run(arguments, home: home.path)
    #expect(outcome.code == 0 && outcome.errors == "" && !outcome.output.isEmpty, "\(outcome.errors)")
    #expect(home.names().isEmpty)
  }

  @Test("the gallery prints a widget in the size and the characters that are asked for, and leaves no store")
  func gallery() throws {
    let home = try TemporaryFolder()
    let listed = try Program.run(["gallery"], home: home.path)
    #expect(listed.code == 0 && listed.lines.contains { $0.hasPrefix("line-chart ") })
    let arguments = ["gallery", "--widget", "line-chart-log", "--size", "40x9", "--color", "mono", "--ascii"]
    let chart = try Program.run(arguments, home: home.path)
    #expect(chart.code == 0 && chart.lines.count == 9 && chart.output.utf8.allSatisfy { $0 < 0x7f })
    #expect(chart.output.contains("step"))
    let colored = try Program.run(["gallery", "--widget", "tabs", "--color", "256"], home: home.path)
    #expect(colored.output.contains("\u{1b}[") && colored.output.contains("38;5;"))
    for (wrong, word) in [
      (["--widget", "line-chrat"], "line-chart"), (["--size", "9"], "--widget"),
      (["--widget", "tabs", "--size", "0x9"], "80x24"),
    ] {
      let outcome = try Program.run(["gallery"] + wrong, home: home.path)
      #expect(outcome.code == 2 && outcome.errors.contains(word), "\(outcome.errors)")
    }
    #expect(home.names().isEmpty)
  }

  @Test("runs list, show, export and remove")
  func runs() throws {
    let trained = try Trained.get()
    let home = try trained.copy()
    let listed = try Program.run(["runs", "list", "--json"], home: home.path).json()
    #expect(listed.count == 1 && listed[0]["id"]?.string == trained.run)
    #expect(listed[0]["status"] == "completed")
    #expect(listed[0]["figures"]?["testAccuracy"] == (try trained.outcome.result()["testAccuracy"]))
    let plain = try Program.run(["runs"], home: home.path)
    #expect(plain.lines.count == 1 && plain.output.hasPrefix(trained.run))

    let shown = try Program.run(["runs", "show", "train"], home: home.path).json()
    #expect(shown.count == 1 && shown[0]["record"]?["settings"]?["epochs"] == 3)
    #expect(shown[0]["record"]?["threads"] == 1)
    #expect(shown[0]["result"]?["epochs"]?.shape == [3])

    // What is exported is a network like any other, and shows the same.
    let target = home.path + "/copy"
    #expect(try Program.run(["runs", "export", "latest", target], home: home.path).code == 0)
    #expect(
      try contents(target + "/weights.safetensors") == contents(trained.folder + "/weights.safetensors"))
    #expect(try Program.run(["runs", "export", "latest", target], home: home.path).code == 2)
    let other = try TemporaryFolder()
    let explained = try Program.run(
      ["explain", "--model", target, "--dataset", "fashion-mini", "--indices", "0", "--json"],
      home: other.path)
    #expect(try explained.result()["predictions"]?.shape == [1])

    #expect(try Program.run(["runs", "remove", "no-such-run"], home: home.path).code == 2)
    let removed = try Program.run(["runs", "remove", trained.run], home: home.path)
    #expect(removed.code == 0 && home.names("runs").isEmpty)
    let none = try Program.run(["runs", "list"], home: home.path)
    #expect(none.code == 0 && none.output == "")
  }

  @Test("data list says where each set is, data verify checks it, and names the damaged file")
  func data() throws {
    let home = try TemporaryFolder()
    let listed = try Program.run(["data", "list"], home: home.path)
    #expect(listed.lines.contains { $0.hasPrefix("fashion-mini\t/") })
    #expect(listed.lines.contains { $0.hasPrefix("shape-texture\tgenerated\t") })
    #expect(listed.lines.contains { $0.hasPrefix("csv\tyours\t") })
    for name in ["breast-cancer", "diabetes", "digits", "iris", "wine"] {
      #expect(listed.lines.contains { $0.hasPrefix("\(name)\t\(Repository.assets)/tabular\t") }, "\(name)")
    }
    let described = try Program.run(["describe", "shape-texture"], home: home.path)
    #expect(
      described.output.contains("Classes: 8: disc, square") && described.output.contains("Here: generated"))
    let verified = try Program.run(["data", "verify", "fashion-mini"], home: home.path)
    #expect(verified.code == 0 && verified.lines.count == 4)
    #expect(verified.lines.allSatisfy { $0.hasPrefix("ok ") })
    let damaged = try DamagedData { name, data in name.contains("t10k-labels") ? data.dropLast(20) : data }
    let bad = try Program.run(
      ["data", "verify", "fashion-mini"], home: home.path, environment: damaged.environment)
    #expect(bad.code == 2 && bad.errorLines.count == 1)
    #expect(bad.lines.count { $0.hasPrefix("bad ") && $0.contains("t10k-labels") } == 1)
    #expect(bad.lines.count { $0.hasPrefix("ok ") } == 3)
  }
}

/// A copy of fashion-mini with something done to its files.
struct DamagedData {
  let folder: TemporaryFolder
  var environment: [String: String] { ["HALFTONE_ASSETS": folder.path] }

  init(_ change: (_ name: String, _ data: Data) -> Data?) throws {
    folder = try TemporaryFolder()
    let source = Repository.assets + "/fashion-mini"
    for name in try FileManager.default.contentsOfDirectory(atPath: source) where name.hasSuffix(".gz") {
      if let data = change(name, try contents(source + "/" + name)) {
        _ = try folder.write(data, "fashion-mini/" + name)
      }
    }
  }
}

enum Repository {
  static let root = (0..<3).reduce(#filePath) { path, _ in (path as NSString).deletingLastPathComponent }
  static var assets: String { root + "/Assets" }
}
