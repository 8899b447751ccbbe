import Catalog
import Foundation

/// A run's `events.jsonl` as a sequence of events, read as it is asked for.
///
/// A torn last line is left out; a line that is no event is passed over; a kind that this version does not know
/// comes as ``EventPayload/unknown(_:)``. The last progress and pictures of a name may stand after later events.
public struct Recording: Sequence, Sendable {
  public let path: String
  /// The job of line 1.
  public let job: JobID
  private let file: LineFile
  private let first: Int

  private struct Header: Decodable {
    let schema: Int
    let job: JobID?
  }

  /// - Throws: ``UserError`` when the file cannot be read, is no recording, or a newer version wrote it.
  public init(path: String) throws {
    self.path = path
    file = try LineFile(path: path)
    var lines = LineIterator(file: file, offset: 0)
    let line = lines.next() ?? Data()
    guard let header = try? JSONDecoder().decode(Header.self, from: line) else {
      throw UserError("\(path): line 1: expected {\"schema\":\(EventLine.schema),…}, found no such object")
    }
    guard header.schema <= EventLine.schema else {
      throw UserError("\(path): found schema \(header.schema), expected \(EventLine.schema) or older")
    }
    job = header.job ?? ""
    first = line.count + 1
  }

  public func makeIterator() -> Iterator { Iterator(lines: LineIterator(file: file, offset: first)) }

  /// Of what is written from now on.
  func tail() throws -> Iterator {
    Iterator(lines: LineIterator(file: file, offset: Swift.max(first, try EventTail.wholeLines(path: path))))
  }

  /// After nil it may be asked again: it goes on with what was written since. So a run that another program is
  /// working on can be followed.
  public struct Iterator: IteratorProtocol {
    private var lines: LineIterator
    private let coder = EventLine()

    init(lines: LineIterator) { self.lines = lines }

    public mutating func next() -> Event? {
      while let line = lines.next() {
        if let event = try? coder.decode(line) { return event }
      }
      return nil
    }
  }
}
