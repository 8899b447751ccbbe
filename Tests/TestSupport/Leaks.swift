import Testing
import Torch

/// Runs `body` and expects that it leaves no tensor of this thread alive.
public func expectNoLeak(
  _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) rethrows {
  let before = Runtime.liveTensors
  try body()
  #expect(Runtime.liveTensors == before, comment ?? "tensors left alive", sourceLocation: sourceLocation)
}
