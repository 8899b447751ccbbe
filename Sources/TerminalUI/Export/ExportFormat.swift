import Catalog
import Foundation

/// How a surface leaves the terminal.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// A picture, 10 × 20 pixels a cell.
  case png
  /// A drawing with real text.
  case svg
  /// Text with escape sequences, for `cat`.
  case ansi
  /// Text alone.
  case text

  /// - Throws: ``UserError`` for another word.
  public init(named name: String) throws {
    guard let format = ExportFormat(rawValue: name) else {
      throw unknownName(name, kind: "format", known: Self.allCases.map(\.rawValue))
    }
    self = format
  }

  /// The ending of a file's name.
  public var suffix: String { self == .text ? "txt" : rawValue }
}

extension Surface {
  /// The surface as the bytes of a file.
  ///
  /// - Parameter theme: gives the colours that cells leave to the terminal.
  /// - Throws: ``UserError`` when the picture is too large to be drawn.
  public func exported(as format: ExportFormat, theme: Theme) throws -> Data {
    switch format {
    case .png: try Sheet(self, theme: theme).png()
    case .svg: Data(Sheet(self, theme: theme).svg.utf8)
    case .ansi: Data(ansiText.utf8)
    case .text: Data((lines.joined(separator: "\n") + "\n").utf8)
    }
  }
}
