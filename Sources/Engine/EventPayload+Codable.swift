import Catalog

/// Written as `{"kind": "point", "value": {…}}`; a kind that this version does not know decodes as `.unknown`.
extension EventPayload: Codable {
  private enum Key: String, CodingKey { case kind, value }

  public init(from decoder: Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func value<T: Decodable>(_ type: T.Type) throws -> T { try container.decode(T.self, forKey: .value) }
    let kind = try container.decode(String.self, forKey: .kind)
    self =
      switch kind {
      case "queued": .queued(try value(JobDescription.self))
      case "started": .started
      case "progress": .progress(try value(Progress.self))
      case "point": .point(try value(Point.self))
      case "grid": .grid(try value(Grid.self))
      case "cell": .cell(try value(Cell.self))
      case "pictures": .pictures(try value(Pictures.self))
      case "note": .note(try value(String.self))
      case "result": .result(try value(JSONValue.self))
      case "paused": .paused
      case "resumed": .resumed
      case "ended": .ended(try value(Ending.self))
      default: .unknown(kind)
      }
  }

  public func encode(to encoder: Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: .kind)
    switch self {
    case .queued(let value): try container.encode(value, forKey: .value)
    case .progress(let value): try container.encode(value, forKey: .value)
    case .point(let value): try container.encode(value, forKey: .value)
    case .grid(let value): try container.encode(value, forKey: .value)
    case .cell(let value): try container.encode(value, forKey: .value)
    case .pictures(let value): try container.encode(value, forKey: .value)
    case .note(let value): try container.encode(value, forKey: .value)
    case .result(let value): try container.encode(value, forKey: .value)
    case .ended(let value): try container.encode(value, forKey: .value)
    case .started, .paused, .resumed, .unknown: break
    }
  }

  /// The name of the kind in files.
  public var kind: String {
    switch self {
    case .queued: "queued"
    case .started: "started"
    case .progress: "progress"
    case .point: "point"
    case .grid: "grid"
    case .cell: "cell"
    case .pictures: "pictures"
    case .note: "note"
    case .result: "result"
    case .paused: "paused"
    case .resumed: "resumed"
    case .ended: "ended"
    case .unknown(let kind): kind
    }
  }
}
