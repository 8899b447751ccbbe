import Catalog
import Foundation
import Testing

@Suite("Damaged files: one line that names the file, exit 2, no trace")
struct BadDataTests {
  @Test("a compressed data file that is cut, flipped, lengthened or another's")
  func compressed() throws {
    let home = try TemporaryFolder()
    let changes: [(Data) -> Data] = [
      { $0.dropLast($0.count / 3) }, { $0 + Data("more".utf8) },
      {
        var data = $0
        data[data.count / 2] ^= 0x10
        return data
      },
    ]
    for change in changes {
      let damaged = try DamagedData { name, data in name.contains("train-images") ? change(data) : data }
      try refuse(
        ["train", "--epochs", "1"], ["fashion-mini-train-images-idx3-ubyte.gz"], home: home,
        environment: damaged.environment)
    }
    let swapped = try DamagedData { name, data in
      name.contains("train-labels")
        ? try? contents(Repository.assets + "/fashion-mini/fashion-mini-t10k-labels-idx1-ubyte.gz") : data
    }
    try refuse(
      ["train", "--epochs", "1"], ["train-labels-idx1-ubyte.gz", "[500]", "[2000]"], home: home,
      environment: swapped.environment)
    let missing = try DamagedData { name, data in name.contains("train-labels") ? nil : data }
    try refuse(
      ["train", "--epochs", "1"], ["train-labels-idx1-ubyte.gz: missing"], home: home,
      environment: missing.environment)
  }

  @Test("a plain data file of another magic, type, size or length")
  func plain() throws {
    let home = try TemporaryFolder()
    let files: [(Data, [String])] = [
      (Data([1, 2, 3, 4]) + Data(count: 100), []),
      (idx([0x7fff_ffff, 0x7fff_ffff, 0x7fff_ffff], bytes: 100), []),
      (idx([10, 28, 28], bytes: 7840), ["[10, 28, 28]", "[60000, 28, 28]"]),
    ]
    for (file, words) in files {
      let data = try TemporaryFolder()
      let path = try data.write(file, "mnist/train-images-idx3-ubyte")
      try refuse(
        ["train", "--dataset", "mnist"], [path] + words, home: home, environment: ["HALFTONE_DATA": data.path]
      )
    }
  }

  @Test("a data set that is not here says where it was looked for and what can be done")
  func missing() throws {
    let home = try TemporaryFolder()
    // The copy has no neighbours, so that a data set beside the repository is not found either.
    let assets = try DamagedData { $1 }
    try refuse(
      ["train", "--dataset", "mnist"], ["mnist: no files found", home.path, "HALFTONE_DATA"], home: home,
      environment: assets.environment)
  }

  @Test(
    "a picture that cannot be read is left out of a folder, and said; a folder without classes is refused")
  func folders() throws {
    let home = try TemporaryFolder(), pictures = try TemporaryFolder()
    let picture = try contents(Repository.root + "/Documentation/pictures/runs.png")
    for name in ["a", "b"] { for place in 0..<3 { _ = try pictures.write(picture, "\(name)/\(place).png") } }
    let cut = try pictures.write(picture.prefix(1000), "b/3.png")
    let dataset = "folder:size=8,test=0.3:" + pictures.path
    let arguments = [
      "train", "--dataset", dataset, "--network", "fcn-1x8", "--epochs", "1", "--threads", "1",
    ]
    let outcome = try Program.run(arguments, home: home.path)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(
      outcome.errors.contains("1 of ") && outcome.errors.contains("left out \(cut): not a readable PNG"))
    let trained = home.names("runs")[0]
    let log = home.path + "/runs/" + trained + "/log.txt"
    #expect(String(decoding: try contents(log), as: UTF8.self).contains(cut), "the run says it too")
    let explained = try Program.run(["explain", "--indices", "0", "--json"], home: home.path)
    #expect(try explained.result()["classes"] == ["a", "b"])
    try refuse(
      ["explain", "--dataset", "shape-texture"], ["shape-texture", "[3, 32, 32]", "[3, 8, 8]"], home: home)
    let verified = try Program.run(["data", "verify", dataset], home: home.path)
    #expect(verified.code == 2 && verified.lines.count { $0.hasPrefix("ok ") } == 6)
    // A run that was killed just before its end does not go on with other pictures.
    let events = home.path + "/runs/" + trained + "/events.jsonl"
    let lines = String(decoding: try contents(events), as: UTF8.self).split(separator: "\n")
    try (lines.dropLast(2).joined(separator: "\n") + "\n").write(
      toFile: events, atomically: true, encoding: .utf8)
    let other = try contents(Repository.root + "/Documentation/pictures/training.png")
    for name in ["a", "b"] { for place in 0..<3 { _ = try pictures.write(other, "\(name)/\(place).png") } }
    let changed = try Program.run(["runs", "resume", trained], home: home.path)
    #expect(changed.code == 2 && changed.errorLines.last?.contains("with which the run began") == true)
    for name in ["a", "b"] { for place in 0..<3 { _ = try pictures.write(picture, "\(name)/\(place).png") } }
    let resumed = try Program.run(["runs", "resume", trained, "--json"], home: home.path)
    #expect(try resumed.result()["run"]?.string == trained, "\(resumed.errors)")

    let empty = try TemporaryFolder()
    try refuse(
      ["train", "--dataset", "folder:" + empty.path], [empty.path, "found no sub-folder"], home: home)
  }

  @Test("a table is learnt from, and one that cannot be read is refused with row and column")
  func tables() throws {
    let home = try TemporaryFolder(), tables = try TemporaryFolder()
    let rows = (0..<40).map { "\($0),\($0 % 3 == 0 ? "a" : "b"),\($0 < 20 ? "no" : "yes")" }
    func table(_ changed: [Int: String]) throws -> String {
      let lines = ["x,c,y"] + rows.indices.map { changed[$0] ?? rows[$0] }
      return try tables.write(Data(lines.joined(separator: "\n").utf8), "t.csv")
    }
    func arguments(_ options: String, _ path: String) -> [String] {
      [
        "train", "--dataset", "csv:\(options)\(path)#y", "--network", "fcn-1x8", "--epochs", "1", "--threads",
        "1", "--json",
      ]
    }
    let good = try Program.run(arguments("", table([:])), home: home.path)
    #expect(try good.result()["testAccuracy"]?.double != nil, "\(good.errors)")
    let explained = try Program.run(["explain", "--indices", "0", "--json"], home: home.path)
    #expect(try explained.result()["features"] == ["x", "c=a", "c=b"])
    let changes: [(String, [String])] = [
      ("7,a", ["t.csv: row 9: found 2 fields, expected 3"]),
      ("seven,a,no", ["row 9, column 1 ('x'): found 'seven'"]),
      (",a,no", ["row 9, column 1 ('x'): found nothing"]),
      ("nan,a,no", ["row 9, column 1 ('x'): found 'nan'"]),
      ("7,\"a,no", ["row 9, column 2: found a quote that is never closed"]),
    ]
    for (line, words) in changes {
      try refuse(Array(arguments("", table([7: line])).dropLast()), words, home: home)
    }
    let skipped = try Program.run(
      Array(arguments("bad=skip:", table([7: "nan,a,no"])).dropLast()), home: home.path)
    #expect(skipped.code == 0 && skipped.errors.contains("1 of 40 rows cannot be read"), "\(skipped.errors)")
  }

  @Test("weights that are cut, hostile, of another type or shape, or no numbers")
  func weights() throws {
    let trained = try Trained.get()
    let home = try TemporaryFolder()
    let good = try contents(trained.folder + "/weights.safetensors")
    let arrays = try Safetensors(data: good, path: "good").arrays()
    func changed(_ change: (inout [String: ArrayValue]) -> Void) throws -> Data {
      var other = arrays
      change(&other)
      let path = home.path + "/changed"
      try Safetensors.write(other, to: path)
      return try contents(path)
    }
    let entry = #"{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#
    let files: [(Data, String)] = [
      (good.dropLast(100), ""),
      (safetensors("{}", data: 8, length: 1 << 60), ""),
      (safetensors(#"{"a":\#(entry),"a":\#(entry)}"#, data: 8), "a"),
      (safetensors(#"{"a":\#(entry),"b":\#(entry)}"#, data: 8), ""),
      (safetensors(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9999]}}"#, data: 8), ""),
      (try changed { $0["fc1.bias"] = ArrayValue([Int](repeating: 0, count: 256)) }, "fc1.bias"),
      (try changed { $0["fc1.bias"] = ArrayValue([Float](repeating: 0, count: 255)) }, "fc1.bias"),
      (try changed { $0["fc1.bias"] = nil }, "fc1.bias"),
      (try changed { $0["fc1.bias"] = ArrayValue([Float](repeating: .nan, count: 256)) }, "fc1.bias"),
    ]
    for (index, (file, word)) in files.enumerated() {
      let path = try home.write(file, "\(index)/weights.safetensors")
      let folder = (path as NSString).deletingLastPathComponent
      try FileManager.default.copyItem(
        atPath: trained.folder + "/network.toml", toPath: folder + "/network.toml")
      try refuse(explain(folder), [path, word].filter { !$0.isEmpty }, home: home)
    }
  }

  @Test("a network file with a cycle, an unknown layer, a shape that does not fit, or no TOML at all")
  func networks() throws {
    let trained = try Trained.get()
    let home = try TemporaryFolder()
    let good = try String(contentsOfFile: trained.folder + "/network.toml", encoding: .utf8)
    let last = "\n[[layer]]\nname = \"more\"\ntype = "
    let forms: [(String, [String])] = [
      (good + last + "\"relu\"\nfrom = [\"more\"]\n", ["more"]),
      (good + last + "\"relu\"\nfrom = [\"nowhere\"]\n", ["nowhere"]),
      (good + last + "\"reul\"\n", ["'reul'", "'relu'"]),
      (good + last + "\"linear\"\nin = 11\nout = 10\n", ["more", "11", "10"]),
      (good + "\n[[layer\n", ["line "]),
    ]
    for (index, (form, words)) in forms.enumerated() {
      let path = try home.write(form, "\(index)/network.toml")
      try FileManager.default.copyItem(
        atPath: trained.folder + "/weights.safetensors",
        toPath: home.path + "/\(index)/weights.safetensors")
      try refuse(explain(path), [path] + words, home: home)
    }
    let lonely = try home.write(good, "lonely/network.toml")
    try refuse(explain(lonely), ["lonely/weights.safetensors"], home: home)
    _ = try home.write("", "none/readme")
    try refuse(explain(home.path + "/none"), ["none", "network.toml"], home: home)
    try refuse(explain(home.path + "/not/there"), ["not/there"], home: home)
    try refuse(
      ["layers", "--model", trained.folder, "--dataset", "fashion-mini"], [trained.folder, "training run"],
      home: home)
  }

  @Test("a TorchScript file that is none, and what needs named layers")
  func scripts() throws {
    let home = try TemporaryFolder()
    let path = try home.write("no model", "net.pt")
    try refuse(explain(path), [path, "TorchScript"], home: home)
    try refuse(explain(home.path + "/none.pt"), ["none.pt"], home: home)
    try refuse(["layers", "--model", path], [path, "named layers"], home: home)
  }

  @Test("a checkpoint of another architecture, in a sweep and in a training that goes on")
  func checkpoints() throws {
    let trained = try Trained.get()
    let home = try trained.copy()
    let run = home.path + "/runs/" + trained.run
    let other = try TemporaryFolder()
    let small = try Program.run(
      ["train", "--network", "fcn-3x8", "--epochs", "1", "--train-limit", "50", "--json"], home: other.path)
    let foreign = other.path + "/runs/" + (try small.result()["run"]!.string!) + "/checkpoints/"

    let checkpoint = run + "/checkpoints/epoch-0002.safetensors"
    let kept = try contents(checkpoint)
    try contents(foreign + "epoch-0001.safetensors").write(to: URL(filePath: checkpoint))
    try refuse(["layers", "--limit", "50"], [checkpoint, "8", "256"], home: home)
    try kept.write(to: URL(filePath: checkpoint))

    // Without its last lines the run counts as killed just before its end.
    let events = run + "/events.jsonl"
    let lines = String(decoding: try contents(events), as: UTF8.self).split(separator: "\n")
    try (lines.dropLast(2).joined(separator: "\n") + "\n").write(
      toFile: events, atomically: true, encoding: .utf8)
    let latest = run + "/checkpoints/latest.safetensors"
    let state = try contents(latest)
    for bad in [try contents(foreign + "latest.safetensors"), state.prefix(1000), kept] {
      try bad.write(to: URL(filePath: latest))
      try refuse(["runs", "resume", "latest"], [latest], home: home)
    }
    try state.write(to: URL(filePath: latest))
    let resumed = try Program.run(["runs", "resume", "latest", "--json"], home: home.path)
    #expect(try resumed.result().comparable == trained.outcome.result().comparable)
  }

  @Test("indices, targets and inputs that do not fit")
  func inputs() throws {
    let home = try Trained.get().copy()
    for (indices, word) in [
      ("500", "0…499"), ("5-3", "'5-3'"), ("a", "'a'"), ("0-9223372036854775807", "0…499"),
    ] { try refuse(["explain", "--indices", indices], ["indices", word], home: home) }
    try refuse(["explain", "--target", "sandel"], ["target", "sandel"], home: home)
    var cut = npy([2, 28, 28])
    cut.removeLast(50)
    let files: [(String, Data, [String])] = [
      ("wide.npy", npy([2, 14, 14]), ["14", "28"]),
      ("deep.npy", npy([1, 2, 1, 28, 28]), ["[1, 2, 1, 28, 28]"]),
      ("cut.npy", cut, []),
      ("small.png", Data(base64Encoded: onePixel)!, ["[1, 1, 1]", "[1, 28, 28]"]),
      ("cut.png", Data(base64Encoded: onePixel)!.prefix(40), []),
      ("words.txt", Data("hello".utf8), ["68 65 6c 6c"]),
      (
        "no.safetensors", safetensors(#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, data: 8),
        ["inputs"]
      ),
    ]
    for (name, data, words) in files {
      let path = try home.write(data, name)
      try refuse(["explain", "--input", path], [path] + words, home: home)
    }
    try refuse(["explain", "--input", home.path + "/missing.png"], ["missing.png"], home: home)
    let plain = try home.write(npy([1, 28, 28]), "plain.npy")
    try refuse(["explain", "--input", plain, "--target", "label"], ["label"], home: home)
  }

  private func explain(_ model: String) -> [String] {
    ["explain", "--model", model, "--dataset", "fashion-mini", "--indices", "0"]
  }

  /// A grey picture of 1×1.
  private let onePixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
}
