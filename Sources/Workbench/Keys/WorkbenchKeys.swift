import TerminalUI

/// The one key table: it drives dispatch, footer, help, palette and the README's table.
public enum WorkbenchKeys {
  public typealias Map = KeyMap<KeyContext, Action>
  typealias Binding = KeyBinding<KeyContext, Action>

  public static let map = Map(screens + everywhere + overlays + motion)

  private static let screens: [Binding] = [
    Binding(
      .runs, "open", keys: "enter", .activate, label: "open", help: "open the run on the screen that suits it"
    ),
    Binding(.runs, "filter", keys: "/", .filter, label: "filter", help: "filter the runs"),
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
      .layers, "next-map", keys: "], v", .nextMap, label: "next map",
      help: "next map: re-init, re-rand, joint, distances"),
    Binding(.layers, "previous-map", keys: "[, V", .previousMap, help: "previous map"),
    Binding(.layers, "sweep", keys: "w", .sweep, label: "sweep", help: "sweep the layers of this network"),
    Binding(.saliency, "next-method", keys: "m", .nextMethod, label: "method", help: "next method"),
    Binding(.saliency, "previous-method", keys: "M", .previousMethod, help: "previous method"),
    Binding(.saliency, "next-class", keys: "]", .nextTarget, label: "class", help: "explain the next class"),
    Binding(.saliency, "previous-class", keys: "[", .previousTarget, help: "explain the previous class"),
    Binding(
      .saliency, "next-page", keys: ">, page-down", .nextPage, label: "next page", help: "next page of inputs"
    ),
    Binding(.saliency, "previous-page", keys: "<, page-up", .previousPage, help: "previous page of inputs"),
    Binding(.saliency, "choose-class", keys: "c", .chooseTarget, help: "choose the class from a list"),
    Binding(.saliency, "choose-method", keys: "e", .chooseMethod, help: "choose the method from a list"),
  ]

  private static let everywhere: [Binding] = [
    Binding(.everywhere, "new-run", keys: "n", .newRun, label: "new run", help: "start a new run"),
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
      .everywhere, "palette", keys: ":", .palette, label: "palette", help: "find and do anything by name"),
    Binding(.everywhere, "theme", keys: "t", .nextTheme, help: "next colour theme"),
    Binding(.everywhere, "help", keys: "?, f1", .help, help: "all keys and what they do"),
    Binding(.everywhere, "quit", keys: "q, ctrl-c", .quit, help: "leave; asks while a run is going on"),
    Binding(.everywhere, "runs", keys: "1", .show(.runs), help: "go to Runs"),
    Binding(.everywhere, "training", keys: "2", .show(.training), help: "go to Training"),
    Binding(.everywhere, "layers", keys: "3", .show(.layers), help: "go to Layers"),
    Binding(.everywhere, "saliency", keys: "4", .show(.saliency), help: "go to Saliency"),
    Binding(.everywhere, "up", keys: "k", .up, help: "up"),
    Binding(.everywhere, "down", keys: "j", .down, help: "down"),
    Binding(.everywhere, "left", keys: "h", .left, help: "left"),
    Binding(.everywhere, "right", keys: "l", .right, help: "right"),
    Binding(.everywhere, "first", keys: "g", .top, help: "first"),
    Binding(.everywhere, "last", keys: "G", .bottom, help: "last"),
    Binding(.everywhere, "half-page-down", keys: "ctrl-d", .pageDown, help: "a page down"),
    Binding(.everywhere, "half-page-up", keys: "ctrl-u", .pageUp, help: "a page up"),
  ]

  private static let overlays: [Binding] = [
    Binding(.filter, "keep-filter", keys: "enter", .activate, label: "keep", help: "keep the filter"),
    Binding(.filter, "drop-filter", keys: "escape, ctrl-c", .back, label: "drop", help: "drop the filter"),
    Binding(.palette, "run-entry", keys: "enter", .activate, label: "do it", help: "do what is chosen"),
    Binding(.palette, "close-palette", keys: "escape, ctrl-c", .back, label: "close", help: "close"),
    Binding(.chooser, "choose", keys: "enter", .activate, label: "choose", help: "take what is chosen"),
    Binding(.chooser, "chooser-down", keys: "j", .down, help: "down"),
    Binding(.chooser, "chooser-up", keys: "k", .up, help: "up"),
    Binding(.chooser, "close-list", keys: "escape, q, ctrl-c", .back, label: "close", help: "close"),
    Binding(.form, "next-field", keys: "down, tab", .down, label: "next", help: "next field"),
    Binding(.form, "other-choice", keys: "left", .left, label: "change", help: "another choice"),
    Binding(.form, "start", keys: "enter", .activate, label: "start", help: "start the run"),
    Binding(.form, "default", keys: "ctrl-r", .reset, label: "default", help: "back to the default"),
    Binding(
      .form, "close-form", keys: "escape, ctrl-c", .back, label: "close", help: "close without starting"),
    Binding(.question, "yes", keys: "enter, y", .activate, label: "yes", help: "do it"),
    Binding(.question, "no", keys: "escape, n, q", .back, label: "no", help: "do not"),
    Binding(
      .help, "close-help", keys: "escape, q, ?, enter, x, ctrl-c", .back, label: "close", help: "close"),
    Binding(.help, "help-down", keys: "down, j", .down, label: "scroll", help: "down"),
    Binding(.help, "help-up", keys: "k", .up, help: "up"),
  ]

  /// The letters that move like an arrow outside text.
  static func letters(for action: Action) -> [KeyChord] {
    map.bindings.filter { $0.context == .everywhere && $0.action == action }.flatMap(\.chords)
  }

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

extension AppState {
  /// Where the next key counts, the innermost first.
  public var keyContexts: [KeyContext] {
    switch overlay {
    case .palette: [.palette, .motion]
    case .chooser: [.chooser, .motion]
    case .form: [.form, .motion]
    case .confirm: [.question, .motion]
    case .help, .command: [.help, .motion]
    case nil:
      screen == .runs && runsView.isTyping ? [.filter, .motion] : [KeyContext(screen), .everywhere, .motion]
    }
  }

  /// Whether letters are text just now.
  public var isTyping: Bool {
    switch overlay {
    case .palette, .form: true
    case .chooser, .confirm, .help, .command: false
    case nil: screen == .runs && runsView.isTyping
    }
  }

  /// The action of one key; nil where it means nothing.
  public func action(for press: KeyPress) -> Action? {
    if isTyping, let character = press.typed { return .type(character) }
    if case .confirm(let question)? = overlay, press == KeyPress(.character("c"), .control) {
      // A second Ctrl-C means it.
      return question.subject == .quit ? .activate : .back
    }
    guard case .action(let action) = WorkbenchKeys.map.match([press], in: keyContexts) else { return nil }
    return action
  }
}

extension WorkbenchKeys {
  /// The table as a page: `Documentation/keys.md`.
  public static var page: String {
    let order: [KeyContext] = [
      .everywhere, .motion, .runs, .training, .layers, .saliency, .filter, .palette, .chooser, .form,
      .question,
      .help,
    ]
    let sections = order.map { "## \($0.title)\n\n\(map.markdown(in: $0))\n" }
    return """
      # Keys of the workbench

      Made from the one table that also drives dispatch, footer, help and palette (`Sources/Workbench/Keys`);
      `RECORD=1 swift test --filter WorkbenchTests` writes it anew.


      """ + sections.joined(separator: "\n")
  }
}
