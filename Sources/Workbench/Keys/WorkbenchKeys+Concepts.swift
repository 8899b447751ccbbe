import TerminalUI

extension WorkbenchKeys {
  static let concepts: [Binding] = [
    Binding(.concepts, "previous-input", keys: "left, h", .left, help: "the input before; on the sweep λ"),
    Binding(.concepts, "next-input", keys: "right, l", .right, label: "input", help: "the next input, or λ"),
    Binding(.concepts, "previous-concept", keys: "up, k", .up, help: "the concept before"),
    Binding(.concepts, "next-concept", keys: "down, j", .down, label: "concept", help: "the next concept"),
    Binding(
      .concepts, "next-view", keys: "], v", .nextMap, label: "view",
      help: "next view: explanation, prototypes, measures, λ-sweep"),
    Binding(.concepts, "previous-view", keys: "[, V", .previousMap, help: "previous view"),
    Binding(
      .concepts, "zero-concept", keys: "enter", .activate, label: "θ to 0",
      help: "set the concept's θ, or h where values are shown, to 0, or put it back"),
    Binding(
      .concepts, "more-concept", keys: "+, =", .more, label: "step",
      help: "raise the concept's θ by a quarter, or h by a step"),
    Binding(.concepts, "less-concept", keys: "-", .less, help: "lower the concept's θ or h"),
    Binding(.concepts, "put-back", keys: "u", .putBack, label: "undo", help: "put all concepts back"),
    Binding(
      .concepts, "next-quantity", keys: "m", .nextMethod, label: "quantity",
      help: "bars of contribution, relevance, value; prototypes: top, least, contrast, decoded"),
    Binding(.concepts, "previous-quantity", keys: "M", .previousMethod, help: "the quantity or kind before"),
    Binding(
      .concepts, "more-noise", keys: ">", .nextPage, label: "noise", help: "move the input by more noise"),
    Binding(.concepts, "less-noise", keys: "<", .previousPage, help: "by less noise"),
    Binding(
      .concepts, "attack-concepts", keys: "A", .attackConcepts, label: "attack",
      help: "show the input whose concepts were attacked, or the input itself"),
    Binding(
      .concepts, "next-contrast", keys: "c", .nextTarget, label: "contrast",
      help: "compare with the next class"),
    Binding(
      .concepts, "previous-contrast", keys: "C", .previousTarget, help: "compare with the class before"),
    Binding(
      .concepts, "raw-relevance", keys: "y", .rawRelevances, label: "raw θ",
      help: "θ as it is, or less its mean over the classes, which no probability depends on"),
    Binding(
      .concepts, "sort-concepts", keys: "O", .sortConcepts, label: "sort",
      help: "what contributes most first, or in order"),
    Binding(
      .concepts, "senn-explain", keys: "e", .form(Convention.Experiment.sennExplain), label: "explain",
      help: "explain inputs by this network's concepts"),
    Binding(
      .concepts, "senn-prototypes", keys: "p", .form(Convention.Experiment.sennPrototypes),
      label: "prototypes", help: "look for the prototypes of its concepts"),
    Binding(
      .concepts, "senn-stability", keys: "S", .form(Convention.Experiment.sennStability), label: "stability",
      help: "measure how stable its explanations are"),
    Binding(
      .concepts, "senn-faithfulness", keys: "F", .form(Convention.Experiment.sennFaithfulness),
      label: "faithfulness", help: "measure how faithful they are"),
    Binding(
      .concepts, "senn-sweep", keys: "w", .form(Convention.Experiment.sennSweep), label: "λ-sweep",
      help: "train networks with ever more weight on the penalty"),
  ]
}
