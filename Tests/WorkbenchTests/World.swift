import Catalog
import Engine
import TerminalUI

@testable import Workbench

/// A workbench without engine and terminal: what the state asks of the world is answered at once from the sample, and
/// each frame is drawn as the loop would.
struct World {
  var state: AppState
  private(set) var hits = HitMap()
  private(set) var hasQuit = false
  private var started = 0
  private var streams: [JobID: [Event]]

  init(_ state: AppState) {
    self.state = state
    streams = [
      Sample.trainJob: Sample.training(), Sample.layersJob: Sample.sweep(),
      Sample.explainJob: Sample.explanation(),
    ]
    for events in Sample.senn { streams[events[0].job] = events }
    answer(self.state.followUp())
  }

  mutating func press(_ keys: String...) { for key in keys { press(KeyPress(key)!) } }

  mutating func press(_ press: KeyPress) {
    answer(state.reduce(press) ?? [])
    state.now += 0.05
  }

  mutating func mouse(_ kind: MouseEvent.Kind, _ row: Int, _ column: Int) {
    draw()
    report(kind, row, column)
  }

  /// A report that comes before the next frame is drawn.
  mutating func report(_ kind: MouseEvent.Kind, _ row: Int, _ column: Int) {
    answer(state.reduce(MouseEvent(kind, at: Position(row: row, column: column)), on: hits))
    state.now += 0.05
  }

  /// Presses and lets go, later than a double click would be.
  mutating func click(_ row: Int, _ column: Int) {
    state.now += 2
    mouse(.press(.left), row, column)
    mouse(.release, row, column)
  }

  mutating func take(_ event: Event) { answer(state.reduce(event) + state.followUp()) }

  mutating func resize(_ size: Size) {
    state.size = size
    answer(state.followUp())
  }

  @discardableResult
  mutating func draw() -> Surface {
    var surface = Surface(size: state.size)
    WorkbenchFrame.draw(state, on: &surface, theme: .dark)
    hits = surface.hits
    state.keepScroll(hits)
    return surface
  }

  /// Where something was registered in the last frame.
  func places(where condition: (HitTarget) -> Bool) -> [Position] {
    var found: [Position] = []
    for row in 0..<state.size.rows {
      for column in 0..<state.size.columns {
        let place = Position(row: row, column: column)
        if let top = hits.hits(at: place).first, condition(top.target) { found.append(place) }
      }
    }
    return found
  }

  private mutating func answer(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .load(let job):
        if let events = streams[job] {
          answer(state.reduce(loaded: RunState(job, events: events)))
        } else {
          answer(state.reduce(unreadable: job, message: "\(job): cannot be read"))
        }
      case .start(let request):
        started += 1
        let job = "20251125T01\(1000 + started)Z-\(request.experiment)"
        let sample =
          switch request.experiment {
          case "train": Sample.training()
          case "layers" where request.settings.text("views") == "sets":
            Sample.tried(request.settings.text("sets").split(separator: ";").map(String.init), as: job)
          case "layers": Sample.sweep()
          case "senn-explain": Sample.sennExplanation()
          case "senn-prototypes": Sample.sennPrototypes()
          case "senn-stability": Sample.measures().filter { $0.job == Sample.stabilityJob }
          case "senn-faithfulness": Sample.measures().filter { $0.job == Sample.faithfulnessJob }
          case "senn-sweep": Sample.sennSweepEvents()
          default: Sample.explanation()
          }
        streams[job] = sample.map { event in
          var payload = event.payload
          if case .queued(var description) = payload {
            description.settings = request.settings
            description.priority = request.priority
            payload = .queued(description)
          }
          return Event(job: job, sequence: event.sequence, time: event.time, payload: payload)
        }
        answer(state.reduce(accepted: request, as: job))
        for event in streams[job] ?? [] { answer(state.reduce(event)) }
        answer(state.followUp())
      case .perform(.pause(let job)): send(.paused, to: job)
      case .perform(.resume(let job)): send(.resumed, to: job)
      case .perform(.cancel(let job)): send(.ended(Ending(.cancelled)), to: job)
      case .quit: hasQuit = true
      default: break
      }
    }
  }

  private mutating func send(_ payload: EventPayload, to job: JobID) {
    let next = (state.runs[job]?.sequence ?? 0) + 1
    answer(state.reduce(Event(job: job, sequence: next, time: state.now, payload: payload)))
  }
}
