import TerminalUI

/// The one key table: it drives dispatch, footer, help, palette and the README's table.
public enum WorkbenchKeys {
  public typealias Map = KeyMap<KeyContext, Action>
  typealias Binding = KeyBinding<KeyContext, Action>

  public static let map = Map(screens + concepts + everywhere + overlays + replay + motion)

  private static let screens: [Binding] = [
    Binding(
      .runs, "open", keys: "enter", .activate, label: "open", help: "open the run on the screen that suits it"
    ),
    Binding(.runs, "filter", keys: "/", .search, label: "filter", help: "filter the runs"),
    Binding(
      .runs, "mark", keys: "m", .mark, label: "mark",
      help: "mark the training, sweep or lesions: marked ones are drawn together"),
    Binding(.runs, "unmark-all", keys: "M", .unmarkAll, help: "take all marks away"),
    Binding(.runs, "cancel", keys: "c", .cancel, label: "cancel", help: "cancel the run (asks)"),
    Binding(
      .runs, "remove", keys: "d, delete", .remove, label: "remove",
      help: "remove the run and its folder (asks)"),
    Binding(
      .training, "read-left", keys: "left, h", .left, label: "read back", help: "move the reading line back"),
    Binding(.training, "read-right", keys: "right, l", .right, help: "move the reading line on"),
    Binding(
      .training, "log-axis", keys: "y", .logarithmic, label: "log axis",
      help: "loss on a logarithmic or a linear axis"),
    Binding(
      .training, "more-smoothing", keys: "+, =", .more, label: "smooth",
      help: "smooth the curves of training more"),
    Binding(.training, "less-smoothing", keys: "-", .less, help: "smooth the curves of training less"),
    Binding(
      .layers, "next-map", keys: "], v", .nextMap, label: "next map",
      help: "next map: re-init, re-rand, joint, distances"),
    Binding(.layers, "previous-map", keys: "[, V", .previousMap, help: "previous map"),
    Binding(
      .layers, "fold", keys: "-", .less, label: "fold",
      help: "show the block at the cursor as one line; again: its stage; again: every stage"),
    Binding(.layers, "unfold", keys: "+, =", .more, help: "open the line at the cursor; again: all"),
    Binding(
      .layers, "fold-all", keys: "_", .foldAll, label: "overview",
      help: "every block as one line; again: every stage; again: every layer"),
    Binding(
      .layers, "sweep", keys: "w", .sweep, label: "sweep",
      help: "sweep the layers of this network; while it learns, follow it"),
    Binding(
      .layers, "mark-unit", keys: "m", .mark, label: "mark", help: "mark the unit, or all of a folded line"),
    Binding(
      .layers, "reset-marked", keys: "W", .sweepMarked, label: "reset marked",
      help: "reset the marked units together"),
    Binding(
      .layers, "compare-sweeps", keys: "c", .compare, label: "compare",
      help: "compare with another sweep; again: the next one, after the last none"),
    Binding(
      .layers, "next-panel", keys: "p", .nextPanel, label: "panel", help: "the next of the maps side by side"),
    Binding(.layers, "previous-panel", keys: "P", .previousPanel, help: "the one before"),
    Binding(.layers, "unmark-units", keys: "M", .unmarkAll, help: "take all marks away"),
    Binding(.saliency, "next-method", keys: "m", .nextMethod, label: "method", help: "next method"),
    Binding(.saliency, "previous-method", keys: "M", .previousMethod, help: "previous method"),
    Binding(.saliency, "next-class", keys: "]", .nextTarget, label: "class", help: "explain the next class"),
    Binding(.saliency, "previous-class", keys: "[", .previousTarget, help: "explain the previous class"),
    Binding(
      .saliency, "next-page", keys: ">, page-down", .nextPage, label: "next page", help: "next page of inputs"
    ),
    Binding(.saliency, "previous-page", keys: "<, page-up", .previousPage, help: "previous page of inputs"),
    Binding(.saliency, "zoom-in", keys: "+, =", .more, label: "enlarge", help: "enlarge a part of the input"),
    Binding(.saliency, "zoom-out", keys: "-", .less, help: "show more of the input"),
    Binding(.saliency, "choose-class", keys: "c", .chooseTarget, help: "choose the class from a list"),
    Binding(.saliency, "choose-method", keys: "e", .chooseMethod, help: "choose the method from a list"),
    Binding(.lesions, "previous-block", keys: "left, h", .left, help: "the block before"),
    Binding(.lesions, "next-block", keys: "right, l", .right, label: "block", help: "the next block"),
    Binding(
      .lesions, "toggle-block", keys: "enter", .activate, label: "delete block",
      help: "delete the chosen block from the drawn paths, or put it back"),
    Binding(
      .lesions, "lesion", keys: "w", .sweep, label: "lesions",
      help: "delete and exchange this network's blocks"),
    Binding(
      .lesions, "paths", keys: "p", .measurePaths, label: "paths", help: "measure this network's paths"),
    Binding(
      .lesions, "next-paths", keys: "], v", .nextMap, label: "view",
      help: "next view of the paths: lengths, what survives, each of them"),
    Binding(.lesions, "previous-paths", keys: "[, V", .previousMap, help: "previous view of the paths"),
    Binding(
      .lesions, "compare", keys: "c", .compare, label: "compare",
      help: "single deletions of marked runs on one axis, or as stems again"),
  ]

  private static let everywhere: [Binding] = [
    Binding(.everywhere, "new-run", keys: "n, a", .newRun, label: "new run", help: "start a new run"),
    Binding(
      .everywhere, "pause", keys: "space", .pauseOrResume, label: "pause",
      help: "pause the run, or let it go on"),
    Binding(.everywhere, "step", keys: "s", .step, label: "step", help: "let a paused run do one step"),
    Binding(
      .everywhere, "resume", keys: "r", .restart, label: "resume",
      help: "resume a run that stopped before its end"),
    Binding(
      .everywhere, "zoom", keys: "z", .zoom, label: "zoom", help: "give the focused pane the whole screen"),
    Binding(
      .everywhere, "freeze", keys: "f", .freeze, label: "freeze", help: "freeze the view; the run goes on"),
    Binding(
      .everywhere, "command-line", keys: "x", .command, label: "as command",
      help: "show the command line that repeats this"),
    Binding(
      .everywhere, "search", keys: "/", .search, label: "search", help: "look for a text"),
    Binding(
      .everywhere, "palette", keys: ":", .palette, label: "palette", help: "find and do anything by name"),
    Binding(
      .everywhere, "log", keys: "o", .log, label: "log", help: "show or hide the log of the run"),
    Binding(
      .everywhere, "theme", keys: "t", .chooseTheme, help: "choose the colour theme, seen as you choose"),
    Binding(
      .everywhere, "bytes", keys: "b", .bytes, help: "what the screen sends to the terminal, and the budget"),
    Binding(
      .everywhere, "hints", keys: "H", .hints, help: "show the hints again from the first, or hide them"),
    Binding(
      .everywhere, "export", keys: "E", .exportMenu,
      help: "write this screen as PNG, SVG, ANSI or text, or its figures as CSV"),
    Binding(
      .everywhere, "copy", keys: "Y", .copy, help: "copy the value under the cursor to the clipboard"),
    Binding(
      .everywhere, "record", keys: "R", .record, help: "record the session, or end the recording"),
    Binding(.everywhere, "help", keys: "?, f1", .help, help: "all keys and what they do"),
    Binding(.everywhere, "quit", keys: "q, ctrl-c", .quit, help: "leave; asks while a run is going on"),
    Binding(.everywhere, "runs", keys: "1, g r", .show(.runs), help: "go to Runs"),
    Binding(.everywhere, "training", keys: "2, g t", .show(.training), help: "go to Training"),
    Binding(.everywhere, "layers", keys: "3, g l", .show(.layers), help: "go to Layers"),
    Binding(.everywhere, "saliency", keys: "4, g s", .show(.saliency), help: "go to Saliency"),
    Binding(.everywhere, "lesions", keys: "5, g b", .show(.lesions), help: "go to Lesions"),
    Binding(.everywhere, "concepts", keys: "6, g c", .show(.concepts), help: "go to Concepts"),
    Binding(.everywhere, "up", keys: "k", .up, help: "up"),
    Binding(.everywhere, "down", keys: "j", .down, help: "down"),
    Binding(.everywhere, "left", keys: "h", .left, help: "left"),
    Binding(.everywhere, "right", keys: "l", .right, help: "right"),
    Binding(.everywhere, "first", keys: "g g", .top, help: "first"),
    Binding(.everywhere, "last", keys: "G, g e", .bottom, help: "last"),
    Binding(.everywhere, "half-page-down", keys: "ctrl-d", .pageDown, help: "a page down"),
    Binding(.everywhere, "half-page-up", keys: "ctrl-u", .pageUp, help: "a page up"),
  ]

  private static let overlays: [Binding] = [
    Binding(
      .search, "keep-search", keys: "enter", .activate, label: "keep",
      help: "keep it; then n and N go through what was found"),
    Binding(.search, "drop-search", keys: "escape, ctrl-c", .back, label: "drop", help: "drop it"),
    Binding(.search, "clear-search", keys: "ctrl-u", .reset, help: "erase all of it"),
    Binding(.matches, "next-match", keys: "n", .nextMatch, label: "next match", help: "next match"),
    Binding(.matches, "previous-match", keys: "N", .previousMatch, help: "previous match"),
    Binding(.palette, "run-entry", keys: "enter", .activate, label: "do it", help: "do what is chosen"),
    Binding(.palette, "close-palette", keys: "escape, ctrl-c", .back, label: "close", help: "close"),
    Binding(.chooser, "choose", keys: "enter", .activate, label: "choose", help: "take what is chosen"),
    Binding(.chooser, "chooser-down", keys: "j", .down, help: "down"),
    Binding(.chooser, "chooser-up", keys: "k", .up, help: "up"),
    Binding(.chooser, "chooser-search", keys: "/", .search, label: "search", help: "look for a text"),
    Binding(.chooser, "close-list", keys: "escape, q, ctrl-c", .back, label: "close", help: "close"),
    Binding(.form, "next-field", keys: "down, tab", .down, label: "next", help: "next field"),
    Binding(.form, "other-choice", keys: "left", .left, label: "change", help: "another choice"),
    Binding(.form, "start", keys: "enter", .activate, label: "start", help: "start the run"),
    Binding(.form, "default", keys: "ctrl-r", .reset, label: "default", help: "back to the default"),
    Binding(
      .form, "close-form", keys: "escape, ctrl-c", .back, label: "close", help: "close without starting"),
    Binding(.question, "yes", keys: "enter, y", .activate, label: "yes", help: "do it"),
    Binding(.question, "no", keys: "escape, n, q, ctrl-c", .back, label: "no", help: "do not"),
    Binding(.leaving, "mean-it", keys: "ctrl-c", .activate, help: "a second Ctrl-C means it"),
    Binding(.help, "help-search", keys: "/", .search, label: "search", help: "show only what matches"),
    Binding(
      .help, "close-help", keys: "escape, q, ?, enter, x, ctrl-c", .back, label: "close", help: "close"),
    Binding(.help, "copy-line", keys: "Y, y", .copy, help: "copy the command line"),
    Binding(.help, "help-down", keys: "down, j", .down, label: "scroll", help: "down"),
    Binding(.help, "help-up", keys: "k", .up, help: "up"),
  ]

  private static let replay: [Binding] = [
    Binding(.replay, "play", keys: "space", .replay(.toggle), label: "play", help: "play, or stand still"),
    Binding(
      .replay, "next-event", keys: ".", .replay(.events(1)), label: "event", help: "one event further"),
    Binding(.replay, "previous-event", keys: "comma", .replay(.events(-1)), help: "one event back"),
    Binding(
      .replay, "seconds-on", keys: ")", .replay(.seconds(10)), label: "10 s", help: "ten seconds further"),
    Binding(.replay, "seconds-back", keys: "(", .replay(.seconds(-10)), help: "ten seconds back"),
    Binding(
      .replay, "percent-on", keys: "}", .replay(.percent(10)), label: "10 %", help: "a tenth further"),
    Binding(.replay, "percent-back", keys: "{", .replay(.percent(-10)), help: "a tenth back"),
    Binding(.replay, "faster", keys: ">", .replay(.faster), label: "speed", help: "faster"),
    Binding(.replay, "slower", keys: "<", .replay(.slower), help: "slower"),
    Binding(.replay, "rewind", keys: "r", .replay(.to(0)), label: "rewind", help: "to the first event"),
    Binding(.replay, "replay-end", keys: "e", .replay(.to(1)), help: "to the last event"),
  ]

  private static let motion: [Binding] = [
    Binding(.motion, "line-up", keys: "up, ctrl-p", .up, help: "up"),
    Binding(.motion, "line-down", keys: "down, ctrl-n", .down, help: "down"),
    Binding(.motion, "column-left", keys: "left", .left, help: "left"),
    Binding(.motion, "column-right", keys: "right", .right, help: "right"),
    Binding(.motion, "page-up", keys: "page-up", .pageUp, help: "a page up"),
    Binding(.motion, "page-down", keys: "page-down", .pageDown, help: "a page down"),
    Binding(.motion, "home", keys: "home", .top, help: "first"),
    Binding(.motion, "end", keys: "end", .bottom, help: "last"),
    Binding(.motion, "next-pane", keys: "tab", .nextPane, help: "next pane or field"),
    Binding(.motion, "previous-pane", keys: "shift-tab", .previousPane, help: "previous pane or field"),
    Binding(.motion, "enter", keys: "enter", .activate, help: "open, start, confirm"),
    Binding(.motion, "back", keys: "escape", .back, help: "back; never quits"),
    Binding(.motion, "suspend", keys: "ctrl-z", .suspend, help: "to the shell; fg comes back"),
    Binding(.motion, "repaint", keys: "ctrl-l", .repaint, help: "draw everything again"),
    Binding(.motion, "erase", keys: "backspace", .erase, help: "erase"),
    Binding(.motion, "erase-forward", keys: "delete", .eraseForward, help: "erase the next character"),
  ]
}

extension WorkbenchKeys {
  /// The table as a page: `Documentation/keys.md`.
  public static var page: String {
    let order: [KeyContext] = [
      .everywhere, .motion, .runs, .training, .layers, .saliency, .lesions, .concepts, .search, .matches,
      .palette,
      .chooser,
      .form,
      .question, .leaving, .help, .replay,
    ]
    let sections = order.map { "## \($0.title)\n\n\(map.markdown(in: $0))\n" }
    return """
      # Keys of the workbench

      Made from the one table that also drives dispatch, footer, help and palette (`Sources/Workbench/Keys`);
      `RECORD=1 swift test --filter WorkbenchTests` writes it anew. Keys divided by a blank are pressed one after the
      other. A digit that opens no screen begins a count: `6j` moves six down, `12gg` goes to line 12; `0` begins one
      with any digit (`012j`). What has been typed of a count or a chord stands in the last row, with what can follow;
      Esc drops it. Every action can have other keys: see `config.md`.


      """ + sections.joined(separator: "\n")
  }
}
