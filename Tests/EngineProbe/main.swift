// A program for the tests to kill: runs one experiment that emits without end into the store named by argument 1.
import Catalog
import Engine

struct Endless: Experiment {
  let card = Card(identifier: "endless", title: "Endless", summary: "Emits points until it is killed.")

  func title(_ settings: Settings) -> String { "without end" }

  func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    var step = 0
    while true {
      context.emit(.point(Point(series: "loss/train", x: Double(step), y: 1 / Double(step + 1))))
      step += 1
      if step.isMultiple(of: 64) {
        try context.checkpoint()
        try context.store?.flush()
      }
    }
  }
}

let engine = Engine(store: RunStore(home: CommandLine.arguments[1]), experiments: [Endless()])
let card = Endless().card
let job = try engine.perform(
  .start(experiment: "endless", settings: Settings(card), priority: .normal, stored: true))
_ = engine.wait(for: job)
