// A program for the tests to kill: runs one experiment that emits without end into the store named by argument 1.
// Argument 2 limits the size of files, in bytes: a disk that is full. Exits with 2 when the job ends by a user error.
import Catalog
import Engine
import Glibc

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

if CommandLine.arguments.count > 2, let bytes = UInt(CommandLine.arguments[2]) {
  signal(SIGXFSZ, SIG_IGN)
  var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
  setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
}
let engine = Engine(store: RunStore(home: CommandLine.arguments[1]), experiments: [Endless()])
let job = try engine.perform(
  .start(experiment: "endless", settings: Settings(Endless().card), priority: .normal, stored: true))
exit(engine.wait(for: job)?.isUserError == true ? 2 : 1)
