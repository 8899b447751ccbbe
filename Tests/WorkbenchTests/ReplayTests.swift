import Catalog
import Engine
import Foundation
import TerminalUI
import Testing

@testable import Workbench

@Suite("Replay") struct ReplayTests {
  static let recordings: [(JobID, [Event])] = [
    (Sample.trainJob, Sample.training()), (Sample.layersJob, Sample.sweep()),
    (Sample.explainJob, Sample.explanation()), (Sample.trainJob, long),
  ]

  /// A long training that was interrupted, resumed a day later, and repeated its last epoch.
  static let long: [Event] = {
    var stream = Sample.Stream(job: Sample.trainJob, time: Sample.start)
    stream.add(.queued(Sample.description(Sample.train, "long")))
    stream.add(.started)
    for step in 0..<4000 {
      stream.add(.point(Point(series: "loss/train", x: Double(step), y: Sample.wave(Double(step)))))
    }
    stream.add(.ended(Ending(.interrupted)))
    stream.add(.queued(Sample.description(Sample.train, "long")), after: 86_400)
    stream.add(.started)
    for step in 3900..<5000 { stream.add(.point(Point(series: "loss/train", x: Double(step), y: 0.5))) }
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }()

  @Test(
    "The state after any number of events is the fold of them, whichever way one got there", arguments: 0..<4)
  func fold(_ index: Int) {
    let (job, events) = Self.recordings[index]
    let timeline = Timeline(job, events: events.shuffled())
    var state = Sample.state()
    state.open(replay: ReplayState(timeline))
    var generator = SplitMix64(seed: UInt64(index) + 1)
    for _ in 0..<120 {
      let count = generator.next(below: timeline.count + 1)
      let direct = RunState(job, events: events.prefix(count))
      #expect(timeline.run(after: count) == direct)
      switch generator.next(below: 4) {
      case 0: state.reduceReplay(.events(generator.next(below: 400) - 200))
      case 1: state.reduceReplay(.percent(Double(generator.next(below: 100)) - 50))
      case 2: state.reduceReplay(.point(.event(count)))
      default: state.seek(to: timeline.duration * Double(generator.next(below: 1000)) / 999)
      }
      let applied = state.replay?.count ?? -1
      guard applied > 0 else { continue }
      #expect(state.runs[job] == RunState(job, events: events.prefix(applied)), "after \(applied) events")
    }
  }

  @Test("Events are stepped through one by one, forwards and back", arguments: 0..<3)
  func steps(_ index: Int) {
    let (job, events) = Self.recordings[index]
    let timeline = Timeline(job, events: events)
    var state = Sample.state()
    state.open(replay: ReplayState(timeline))
    for count in 1...timeline.count {
      _ = state.reduce(KeyPress(".")!)
      #expect(state.replay?.count == count)
    }
    _ = state.reduce(KeyPress(".")!)
    #expect(state.replay?.count == timeline.count && state.replay?.isPlaying == false)
    for count in (0..<timeline.count).reversed() {
      _ = state.reduce(KeyPress(",")!)
      #expect(state.replay?.count == count)
    }
    #expect(state.replay?.position == 0)
  }

  @Test("At its end a replay's screen is that of the run itself", arguments: 0..<3)
  func end(_ index: Int) {
    let (job, events) = Self.recordings[index]
    var live = Sample.state()
    for event in events { _ = live.reduce(event) }
    live.toasts = []
    if let run = live.runs[job] { _ = live.open(run) }
    live.now = events.last?.time ?? 0
    var played = Sample.state()
    played.open(replay: ReplayState(Timeline(job, events: events), speed: 16))
    for _ in 0..<10_000 where played.replay?.isAtEnd == false { played.play(for: 0.05) }
    #expect(played.replay?.isPlaying == false, "it stops at its end")
    var frames: [[String]] = []
    for state in [live, played] {
      let place = Rectangle(row: 0, column: 0, rows: 38, columns: 120)
      var surface = Surface(size: Size(rows: 38, columns: 120))
      ScreenRegistry.screen(state.screen)?.draw(state, in: place, on: &surface, theme: .dark)
      frames.append([surface.ansiText])
    }
    #expect(frames[0] == frames[1])
  }

  @Test("What was idle is cut short; times never fall; the clock is the recording's")
  func times() {
    let timeline = Timeline(Sample.trainJob, events: Self.long)
    #expect(timeline.duration < 86_400 / 2)
    #expect(zip(timeline.times, timeline.times.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(timeline.clock(at: 0) == Self.long.first?.time)
    #expect(timeline.clock(at: timeline.duration) == Self.long.last?.time)
    for (index, position) in timeline.times.enumerated().filter({ $0.offset % 97 == 0 }) {
      #expect(timeline.count(at: position) >= index + 1)
      #expect(timeline.clock(at: position) == Self.long[timeline.count(at: position) - 1].time)
    }
  }

  @Test("Places in a recording are read, and others refused with what was expected")
  func points() throws {
    let timeline = Timeline(Sample.trainJob, events: Sample.training())
    #expect(timeline.place(try ReplayPoint("end")).count == timeline.count)
    #expect(timeline.place(try ReplayPoint("0%")).count == 1)
    #expect(timeline.place(try ReplayPoint("event:17")).count == 17)
    #expect(timeline.place(try ReplayPoint("event:99999")).count == timeline.count)
    let run = timeline.run(after: timeline.place(try ReplayPoint("epoch:7")).count)
    #expect(run.series["loss/train"]?.last?.x == 7)
    let half = timeline.place(try ReplayPoint("50%"))
    #expect(timeline.place(try ReplayPoint("\(half.position)s")).count == half.count)
    for text in ["", "half", "-3s", "101%", "nan", "event:-1", "epoch:x", "1e999"] {
      #expect(throws: UserError.self) { try ReplayPoint(text) }
    }
  }

  @Test("No key starts, steers or removes a job while a recording is played")
  func jobs() {
    for (job, events) in Self.recordings.prefix(3) {
      for share in [0, 0.5, 1.0] {
        var opened = Sample.state()
        opened.open(replay: ReplayState(Timeline(job, events: events)))
        opened.reduceReplay(.to(share))
        for screen in ScreenID.allCases {
          for press in KeyLawTests.presses {
            for second in [nil, KeyPress("enter")!, KeyPress("y")!] {
              var state = opened
              _ = state.apply(.show(screen))
              var effects = state.reduce(press) ?? []
              if let second { effects += state.reduce(second) ?? [] }
              for effect in effects {
                switch effect {
                case .start, .perform, .remove, .load: Issue.record("\(press.text) on \(screen): \(effect)")
                default: break
                }
              }
            }
          }
        }
      }
    }
  }

  @Test("A press on the bar goes there, and a drag follows the pointer")
  func bar() throws {
    var state = Sample.state()
    state.size = Size(rows: 30, columns: 100)
    state.open(replay: ReplayState(Timeline(Sample.trainJob, events: Sample.training())))
    var surface = Surface(size: state.size)
    WorkbenchFrame.draw(state, on: &surface, theme: .dark)
    let columns = (0..<100).filter { column in
      surface.hits.hits(at: Position(row: 28, column: column)).first?.target == .scrub
    }
    let (first, last) = (try #require(columns.first), try #require(columns.last))
    _ = state.reduce(MouseEvent(.press(.left), at: Position(row: 28, column: last)), on: surface.hits)
    #expect(state.replay?.isAtEnd == true)
    _ = state.reduce(
      MouseEvent(.drag(.left), at: Position(row: 28, column: (first + last) / 2)), on: surface.hits)
    #expect(abs((state.replay?.share ?? 0) - 0.5) < 0.02)
    _ = state.reduce(MouseEvent(.drag(.left), at: Position(row: 3, column: 0)), on: surface.hits)
    #expect(state.replay?.position == 0)
  }
}
