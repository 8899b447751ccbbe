import Catalog
import Foundation
import Testing

@testable import Engine

@Suite("Events as lines")
struct EventTests {
  static let payloads: [EventPayload] = [
    .queued(
      JobDescription(
        experiment: "train", title: "a \"title\"\nover two lines",
        settings: Settings(Scripted { _, _ in .null }.card), priority: .background)),
    .started,
    .progress(
      Progress(phase: "training", done: 1, total: 2, unit: "inputs", rate: 1.5, remaining: .infinity)),
    .point(Point(series: "loss/train", x: 0.1 + 0.2, y: -.infinity)),
    .grid(Grid(name: "joint", title: "t", rows: ["a"], columns: [], quantity: "error", unit: "%", low: 0)),
    .cell(
      Cell(
        grid: "joint", row: 0, column: 3, value: .infinity, details: [Detail("loss", 0.5)], mark: "critical")),
    .pictures(
      Pictures(
        name: "inputs", title: "t",
        values: ArrayValue([1, .infinity, 3, 4] as [Float], shape: [1, 1, 2, 2]),
        isSigned: true, captions: ["#1"], scores: [[Detail("bag", 0.5)]], at: 2)),
    .note("é → 日本 \u{1f600}"),
    .result(["accuracy": 0.5, "rows": [1, 2.5, "x", .null]]),
    .paused, .resumed,
    .ended(Ending(.failed, message: "m", isUserError: true)),
    .unknown("from-the-future"),
  ]

  @Test("each kind comes back as it was written", arguments: payloads)
  func roundTrip(payload: EventPayload) throws {
    let event = Event(job: "j", sequence: 3, time: 1.25, payload: payload)
    let line = try EventLine().encode(event)
    #expect(!line.contains(UInt8(ascii: "\n")))
    #expect(try EventLine().decode(line) == event)
  }

  @Test("a number that is none survives")
  func notANumber() throws {
    let event = Event(job: "j", sequence: 0, time: 0, payload: .point(Point(series: "s", x: 0, y: .nan)))
    let line = try EventLine().encode(event)
    guard case .point(let point) = try EventLine().decode(line).payload else { throw UserError("no point") }
    #expect(point.y.isNaN)
    #expect(String(decoding: line, as: UTF8.self).contains("\"y\":\"nan\""))
  }

  @Test("a kind of a newer version is kept as unknown, whatever it holds")
  func future() throws {
    let line = #"{"job":"j","payload":{"kind":"hologram","value":{"a":[1]}},"sequence":1,"time":2,"more":{}}"#
    #expect(try EventLine().decode(Data(line.utf8)).payload == .unknown("hologram"))
  }

  @Test(
    "pictures whose bytes do not fill their shape are refused",
    arguments: ["[1,1,2,3]", "[-1,-4]", "[9223372036854775807,4]", "[4611686018427387904,4]"])
  func shapes(shape: String) {
    let value = #"{"shape":\#(shape),"elementType":"float32","bytes":"AAAAAAAAAAAAAAAAAAAAAA=="}"#
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(ArrayValue.self, from: Data(value.utf8)) }
  }
}
