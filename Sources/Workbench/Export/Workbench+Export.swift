import Catalog
import Engine
import TerminalUI

/// What leaves the workbench: files, the clipboard, a recording. Each says where it went.
extension Workbench {
  private var exports: ExportFolder {
    ExportFolder(named: configuration.exports, run: state.currentRun ?? state.modelRun, store: engine.store)
  }

  /// Writes off the loop's thread: a large picture takes a while.
  func export(_ kind: ExportKind) {
    let folder = exports, name = state.exportName, time = now()
    if let format = kind.format {
      let surface = bareFrame, theme = theme
      write { [try folder.write(surface, as: format, theme: theme, name: name, at: time)] }
    } else if let figures = DataExport(state) {
      write { try folder.write(figures, name: name, at: time) }
    } else {
      state.toast(.information, "No figures on this screen yet")
    }
  }

  private func write(_ body: @escaping @Sendable () throws -> [String]) {
    reader.async { [answers, wake] in
      do { answers.put(.exported(try body())) } catch { answers.put(.failed(Self.message(error))) }
      wake()
    }
  }

  func announce(_ files: [String]) {
    state.toast(.success, "Written: " + files.map(ExportFolder.shown).joined(separator: " and "))
  }

  /// The screen without what is there for a moment only.
  private var bareFrame: Surface {
    var bare = state
    bare.overlay = nil
    bare.toasts = []
    bare.typed.reset()
    bare.isRecording = false
    bare.hints = .none
    var surface = Surface(size: bare.size, traits: traits)
    WorkbenchFrame.draw(bare, on: &surface, theme: theme.adapted(to: traits.depth))
    return surface
  }

  func copy(_ text: String) {
    let isSent = clipboard(text)
    do {
      let file = ExportFolder.shown(try exports.keep(clipboard: text))
      state.toast(
        .success,
        isSent
          ? "Copied to the terminal's clipboard and to \(file): \(text)"
          : "Too long for a terminal's clipboard; copied to \(file)")
    } catch {
      state.toast(.warning, (isSent ? "Copied to the terminal's clipboard. " : "") + Self.message(error))
    }
  }

  // MARK: Recording

  func toggleRecording() {
    if let recorder {
      stop(recorder)
      state.toasts.removeAll { $0.text.hasPrefix("Recording to ") }
      state.toast(.success, "Recorded: \(ExportFolder.shown(recorder.path))")
      return
    }
    do {
      let file = try exports.file("session", suffix: "cast", at: now())
      recorder = try SessionRecorder(path: file, size: state.size, traits: traits, start: now())
      state.isRecording = true
      state.toast(.information, "Recording to \(ExportFolder.shown(file)); \(state.key("record")) ends it")
    } catch {
      state.toast(.failure, Self.message(error))
    }
  }

  /// Takes a frame into the recording, when there is one.
  func record(_ surface: Surface) {
    guard let current = recorder else { return }
    do { try recorder?.append(surface, at: now()) } catch {
      stop(current)
      state.toast(.failure, Self.message(error))
    }
  }

  private func stop(_ recorder: SessionRecorder) {
    recorder.close()
    self.recorder = nil
    state.isRecording = false
  }
}

extension AppState {
  mutating func copy() -> [Effect] {
    if let value = valueToCopy { return [.copy(value)] }
    toast(.information, "Nothing under the cursor to copy")
    return []
  }
}

extension Effect {
  /// Whether it would change a job, a run or what a later start opens with.
  var touchesStore: Bool {
    switch self {
    case .perform, .start, .load, .remove, .save, .remember: true
    default: false
    }
  }
}
