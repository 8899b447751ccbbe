import Engine
import TerminalUI

/// A replay moves the one recorded run through its states; everything else on the screens is as always.
extension AppState {
  /// Opens a recording on the screen that suits its run, at its beginning.
  ///
  /// - Parameter others: runs that the screens name beside it, such as the one that made its network.
  public mutating func open(replay: ReplayState, beside others: [RunState] = []) {
    runs = RunList()
    for run in others { runs.insert(run) }
    self.replay = replay
    hints = .none
    rememberedHints = hints
    // The whole run says which screen is its own.
    let whole = replay.timeline.run(after: replay.timeline.count)
    runs.insert(whole)
    select(whole.job)
    if Self.naturalScreen(whole) == .saliency { adopt(whole) }
    screen = Self.naturalScreen(whole)
    if screen == .concepts { turnConceptsPage(to: ConceptsPage(whole.experiment)) }
    seek(count: 0, position: 0)
    self.replay?.isPlaying = replay.isPlaying
  }

  mutating func reduceReplay(_ action: ReplayAction) {
    guard let replay else { return }
    switch action {
    case .toggle:
      if replay.isAtEnd, !replay.isPlaying { seek(to: 0) }
      self.replay?.isPlaying.toggle()
    case .events(let step):
      self.replay?.isPlaying = false
      let count = min(max(0, replay.count + step), replay.timeline.count)
      seek(count: count, position: replay.timeline.position(after: count))
    case .seconds(let step): seek(to: replay.position + step)
    case .percent(let step): seek(to: replay.position + step / 100 * replay.timeline.duration)
    case .to(let share): seek(to: share * replay.timeline.duration)
    case .point(let point):
      let place = replay.timeline.place(point)
      seek(count: place.count, position: place.position)
    case .faster: turnSpeed(by: 1)
    case .slower: turnSpeed(by: -1)
    }
  }

  /// Lets `seconds` of the wall's time pass.
  public mutating func play(for seconds: Double) {
    guard let replay, replay.isPlaying, seconds > 0 else { return }
    seek(to: replay.position + seconds * replay.speed)
    if self.replay?.isAtEnd == true { self.replay?.isPlaying = false }
  }

  /// To a position; at its ends the first and the last event.
  public mutating func seek(to position: Double) {
    guard let timeline = replay?.timeline else { return }
    let position = min(max(0, position), timeline.duration)
    let count = position >= timeline.duration ? timeline.count : timeline.count(at: position)
    seek(count: count, position: position)
  }

  private mutating func seek(count: Int, position: Double) {
    guard let replay else { return }
    let timeline = replay.timeline
    let known = runs[timeline.job].map { (run: $0, count: replay.count) }
    let isThere =
      runs[timeline.job]?.sequence == (replay.count > 0 ? timeline.events[replay.count - 1].sequence : -1)
    var run = timeline.advance(isThere ? known : nil, to: count)
    // Before its first event a run has a name all the same.
    if count == 0 { run.description = timeline.events.lazy.compactMap(\.description).first }
    runs.insert(run)
    self.replay?.count = count
    self.replay?.position = position
    if saliencyView.job == timeline.job {
      let hasMaps = run.pictures[Convention.Pictures.attributions] != nil
      saliencyView.answered = hasMaps ? timeline.job : nil
    }
  }

  private mutating func turnSpeed(by step: Int) {
    guard let speed = replay?.speed else { return }
    let speeds = ReplayState.speeds
    let next = step > 0 ? speeds.first { $0 > speed } : speeds.last { $0 < speed }
    if let next { replay?.speed = next }
  }
}

extension Event {
  fileprivate var description: JobDescription? {
    if case .queued(let description) = payload { description } else { nil }
  }
}

extension Action {
  /// Whether it would start, steer or remove a job: a replay does none of these.
  var touchesJobs: Bool {
    switch self {
    case .newRun, .pauseOrResume, .step, .cancel, .restart, .remove, .sweep, .sweepMarked, .form: true
    default: false
    }
  }
}
