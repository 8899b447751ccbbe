import Catalog
import Engine

/// A place in a recording as a person writes it: `50%`, `90s`, `event:120`, `epoch:7`, `end`.
public enum ReplayPoint: Sendable, Hashable {
  /// 0…1 of the whole.
  case share(Double)
  /// Seconds of play from the beginning.
  case seconds(Double)
  /// After so many events.
  case event(Int)
  /// Where the first curve that is counted in epochs reaches it.
  case epoch(Double)

  /// - Throws: ``UserError`` for another form.
  public init(_ text: String) throws {
    func refusal() -> UserError {
      UserError(
        "at: found '\(printable(text))', expected 50%, 90s, event:120, epoch:7 or end")
    }
    func number(_ digits: some StringProtocol) throws -> Double {
      guard let value = Double(String(digits)), value.isFinite, value >= 0 else { throw refusal() }
      return value
    }
    if text == "end" {
      self = .share(1)
    } else if text.hasSuffix("%") {
      let share = try number(text.dropLast())
      guard share <= 100 else { throw refusal() }
      self = .share(share / 100)
    } else if text.hasPrefix("event:") {
      guard let count = Int(text.dropFirst(6)), count >= 0 else { throw refusal() }
      self = .event(count)
    } else if text.hasPrefix("epoch:") {
      self = .epoch(try number(text.dropFirst(6)))
    } else {
      self = .seconds(try number(text.hasSuffix("s") ? text.dropLast() : text[...]))
    }
  }
}

extension Timeline {
  /// How many events have happened there, and when that is.
  public func place(_ point: ReplayPoint) -> (count: Int, position: Double) {
    let position: Double
    switch point {
    case .share(let share): position = duration * min(1, max(0, share))
    case .seconds(let seconds): position = min(duration, max(0, seconds))
    case .event(let number):
      let count = min(max(0, number), self.count)
      return (count, self.position(after: count))
    case .epoch(let epoch):
      let reached = events.firstIndex { event in
        if case .point(let point) = event.payload { point.x >= epoch } else { false }
      }
      let count = reached.map { $0 + 1 } ?? self.count
      return (count, self.position(after: count))
    }
    return (count(at: position), position)
  }
}
