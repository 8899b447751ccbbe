import Catalog
import Foundation
import Networks
import Testing
import Torch

/// A network file that must be refused, and what the one line must say beside the file's name.
struct BadForm: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String
  let words: [String]

  init(_ name: String, _ text: String, _ words: String...) {
    testDescription = name
    self.text = text
    self.words = words
  }
}

private let flatten = layer("flatten", "flatten")
private let out = layer("out", "linear", "in = 4\nout = 2")
private let fine = form(flatten + out)

private let badForms: [BadForm] = [
  BadForm(
    "a cycle",
    form(
      flatten + layer("a", "linear", "in = 4\nout = 4\nfrom = [\"c\"]") + layer("b", "relu")
        + layer("c", "relu") + out),
    "layer 'a'", "cycle a ← c ← b ← a", "expected"),
  BadForm(
    "a layer that draws from itself", form(flatten + layer("a", "add", #"from = ["flatten", "a"]"#) + out),
    "layer 'a'", "cycle a ← a"),
  BadForm(
    "an unknown layer type", form(flatten + layer("out", "liner", "in = 4\nout = 2")), "layer 'out'",
    "unknown layer type 'liner'", "did you mean 'linear'"),
  BadForm(
    "a name that stands twice", form(flatten + layer("flatten", "relu") + out), "layer 'flatten'", "twice"),
  BadForm(
    "the input's name", form(layer("input", "flatten") + out), "layer 'input'", "the network's own input"),
  BadForm(
    "an unknown source", form(flatten + layer("relu", "relu", #"from = ["flaten"]"#) + out), "layer 'relu'",
    "unknown layer 'flaten'", "did you mean 'flatten'"),
  BadForm(
    "a shape that does not fit", form(flatten + layer("out", "linear", "in = 5\nout = 2")), "layer 'out'",
    "found inputs [[4]]", "expected one of shape [5]"),
  BadForm("a linear layer on a picture", form(out), "layer 'out'", "found inputs [[1, 2, 2]]", "[4]"),
  BadForm(
    "channels that do not fit", form(layer("conv", "conv2d", "in = 3\nout = 2\nkernel = 1") + flatten + out),
    "layer 'conv'", "found inputs [[1, 2, 2]]", "[3, H, W]"),
  BadForm(
    "a window beyond the input", form(layer("pool", "max-pool2d", "kernel = [1, 3]") + flatten + out),
    "layer 'pool'",
    "[1, 2, 2]", "[1, 3]"),
  BadForm(
    "a pool padded by more than half",
    form(layer("pool", "max-pool2d", "kernel = 2\npadding = 2") + flatten + out),
    "layer 'pool'", "padding", "found [2, 2]", "half of the kernel [2, 2]"),
  BadForm(
    "an addition of unlike shapes",
    form(flatten + layer("sum", "add", #"from = ["input", "flatten"]"#) + out),
    "layer 'sum'", "found inputs [[1, 2, 2], [4]]", "one shape"),
  BadForm("an addition of one", form(flatten + layer("sum", "add") + out), "layer 'sum'", "two or more"),
  BadForm(
    "a stray key", form(flatten + layer("out", "linear", "in = 4\nout = 2\nbais = false")), "layer 'out'",
    "unknown key of linear 'bais'", "did you mean 'bias'"),
  BadForm(
    "a stray table", fine + "\n[training]\nepochs = 3\n", "unknown key of a network file 'training'", "input"),
  BadForm(
    "a stray key of the input", fine.replacing("deviation =", with: "std = [1.0]\ndeviation ="), "[input]",
    "unknown key of [input] 'std'"),
  BadForm(
    "a word for a number", form(flatten + layer("out", "linear", "in = \"4\"\nout = 2")), "layer 'out'",
    "in: found '4'",
    "expected a whole number"),
  BadForm(
    "a fraction for a whole number", form(flatten + layer("out", "linear", "in = 4.0\nout = 2")),
    "layer 'out'",
    "in: found 4.0", "expected a whole number"),
  BadForm(
    "a number for a flag", form(flatten + layer("out", "linear", "in = 4\nout = 2\nbias = 1")), "layer 'out'",
    "bias: found 1", "expected true or false"),
  BadForm(
    "a missing key", form(flatten + layer("out", "linear", "in = 4")), "layer 'out'", "out: found nothing",
    "expected a whole number"),
  BadForm(
    "no room for a channel", form(flatten + layer("out", "linear", "in = 4\nout = 0")), "layer 'out'",
    "out: found 0"),
  BadForm(
    "an unknown initialiser", form(flatten + layer("out", "linear", "in = 4\nout = 2\ninitialiser = \"he\"")),
    "layer 'out'", "initialiser: found 'he'", "kaiming-normal"),
  BadForm(
    "three extents of a window", form(layer("pool", "max-pool2d", "kernel = [1, 1, 1]") + flatten + out),
    "layer 'pool'",
    "kernel: found [1, 1, 1]", "one or two"),
  BadForm(
    "groups that do not divide",
    form(layer("c", "conv2d", "in = 1\nout = 3\nkernel = 1\ngroups = 2") + flatten + out),
    "layer 'c'", "groups: found 2", "divisor"),
  BadForm(
    "a probability of one", form(flatten + layer("d", "dropout", "probability = 1.0") + out), "layer 'd'",
    "probability: found 1.0"),
  BadForm(
    "no number at all", form(flatten + layer("d", "dropout", "probability = nan") + out), "layer 'd'",
    "probability: found nan"),
  BadForm(
    "a date", form(flatten + layer("d", "dropout", "probability = 2020-01-01") + out), "layer 'd'",
    "probability",
    "found a date or time"),
  BadForm(
    "a source that is no list", form(flatten + layer("r", "relu", "from = \"flatten\"") + out), "layer 'r'",
    "from: found 'flatten'", "expected a list"),
  BadForm("no source", form(flatten + layer("r", "relu", "from = []") + out), "layer 'r'", "from: found []"),
  BadForm(
    "an output that nobody uses",
    form(flatten + layer("r", "relu") + layer("out", "linear", "in = 4\nout = 2\nfrom = [\"flatten\"]")),
    "layer 'r'", "no layer that draws from it"),
  BadForm("no name", form("[[layer]]\ntype = \"relu\"\n"), "layer 1", "name: found nothing"),
  BadForm("no type", form("[[layer]]\nname = \"x\"\n"), "layer 'x'", "type: found nothing"),
  BadForm("a name with a line break", form(layer(#"a\nb"#, "relu")), "layer 1", "name: found", "control"),
  BadForm("a type with a line break", form(layer("a", #"re\nlu"#)), "layer 'a'", "type: found"),
  BadForm(
    "a source with a line break", form(flatten + layer("r", "relu", #"from = ["a\nb"]"#) + out), "layer 'r'"),
  BadForm("no layer", form("layer = []"), "output", "layer"),
  BadForm("one [layer]", form("[layer]\nname = \"x\""), "layer: found a table", "[[layer]]"),
  BadForm(
    "no input", fine.replacing("[input]", with: "[inputs]"), "unknown key", "'inputs'", "did you mean 'input'"
  ),
  BadForm(
    "an input that is no table", "schema = 1\ninput = 3\n[output]\n", "input: found 3",
    "expected the table [input]"),
  BadForm(
    "no input table", "schema = 1\n[output]\nclasses = [\"a\", \"b\"]\n", "input: found nothing", "[input]"),
  BadForm("no output table", "schema = 1\n[input]\nshape = [1, 2, 2]\n", "output: found nothing", "[output]"),
  BadForm("no shape", fine.replacing("shape = [1, 2, 2]", with: ""), "[input]", "shape: found nothing"),
  BadForm(
    "a flat shape", form(flatten + out, shape: "[4]"), "input shape", "found [4]", "[channels, rows, columns]"
  ),
  BadForm(
    "an enormous shape", form(flatten + out, shape: "[4000000000, 4000000000, 4000000000]"), "input shape",
    "at most"),
  BadForm(
    "a shape of words", form(flatten + out, shape: #"["a", 2, 2]"#), "shape: found ['a', 2, 2]",
    "whole numbers"),
  BadForm(
    "means that do not fit", form(flatten + out, mean: "[0.1, 0.2]"), "normalisation", "2 means", "expected 1"
  ),
  BadForm("a mean that is no number", form(flatten + out, mean: "[inf]"), "normalisation", "inf", "finite"),
  BadForm(
    "a deviation of zero", fine.replacing("deviation = [1.0]", with: "deviation = [0]"), "normalisation",
    "[0.0]"),
  BadForm(
    "classes that do not fit", form(flatten + out, classes: #"["a", "b", "c"]"#), "layer 'out'", "[2]",
    "3 classes"),
  BadForm("one class", form(flatten + out, classes: #"["a"]"#), "layer 'out'", "shape [2]", "1 class"),
  BadForm(
    "no classes", fine.replacing("classes = [\"no\", \"yes\"]", with: ""), "[output]",
    "classes: found nothing"),
  BadForm(
    "an unknown kind", form(flatten + out, output: "kind = \"scores\""), "kind: found 'scores'", "'logits'"),
  BadForm(
    "logits that are probabilities",
    form(flatten + out + layer("softmax", "softmax"), output: "kind = \"logits\""),
    "'logits'", "expected 'probabilities'", "'softmax'"),
  BadForm(
    "probabilities that are logits", form(flatten + out, output: "kind = \"probabilities\""),
    "'probabilities'",
    "expected 'logits'"),
  BadForm(
    "another schema", fine.replacing("schema = 1", with: "schema = 2"), "schema: found 2", "expected 1"),
  BadForm("no schema", fine.replacing("schema = 1", with: ""), "schema: found nothing", "expected 1"),
  BadForm("broken TOML", fine + "\nkey = = 3\n", "line "),
  BadForm("a key that stands twice", fine + "\nname = \"a\"\nname = \"b\"\n", "line "),
  BadForm(
    "a tensor beyond all measure",
    form(layer("c", "conv2d", "in = 1\nout = 16777216\nkernel = 1\npadding = 16777216") + flatten + out),
    "layer 'c'",
    "expected at most"),
  BadForm(
    "weights beyond all measure",
    form(
      flatten + layer("a", "linear", "in = 4\nout = 16777216")
        + layer("b", "linear", "in = 16777216\nout = 16777216") + out),
    "layer 'b'", "expected at most"),
  BadForm(
    "a size beyond all measure", form(flatten + layer("out", "linear", "in = 9223372036854775807\nout = 2")),
    "layer 'out'", "in: found 9223372036854775807"),
]

@Suite struct BadNetworkFileTests {
  @Test(arguments: badForms) func `a bad form is refused in one clear line`(_ bad: BadForm) {
    let error = #expect(throws: UserError.self) { try read(bad.text) }
    guard let line = error?.message else { return }
    #expect(!line.contains { $0.isNewline }, "\(line)")
    #expect(line.contains("/network.toml"), "\(line)")
    for word in bad.words { #expect(line.contains(word), "\(line)") }
    #expect(line.count < 400, "\(line)")
  }

  @Test func `a missing file and one that is no text are refused`() throws {
    try inTemporaryFolder { folder in
      let missing = #expect(throws: UserError.self) { try NetworkFolder.load(folder) }
      #expect(missing!.message.hasPrefix("\(folder)/network.toml: "))
      try Data([0xff, 0xfe, 0x00]).write(to: URL(filePath: folder + "/network.toml"))
      #expect(throws: UserError.self) { try NetworkFolder.load(folder) }
    }
  }
}
