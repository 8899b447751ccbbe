import Catalog
import Engine
import TerminalUI

extension Pictures {
  /// Numbers a picture.
  var each: Int { values.shape.count == 4 ? values.shape.dropFirst().reduce(1, *) : 0 }

  /// The numbers of one of the pictures, in their order.
  func numbers(_ index: Int) -> [Double] {
    (0..<count).contains(index) ? floats(from: index * each, count: each).map(Double.init) : []
  }

  /// Whether they are rows of a table: one column of numbers.
  var isTabular: Bool { values.shape.count == 4 && values.shape[3] == 1 }

  /// Some of the pictures as a set of their own.
  func part(_ range: Range<Int>) -> Pictures {
    let range = range.clamped(to: 0..<count)
    var part = self
    part.values = ArrayValue(
      floats(from: range.lowerBound * each, count: range.count * each),
      shape: [range.count] + values.shape.dropFirst())
    part.captions = range.filter(captions.indices.contains).map { captions[$0] }
    part.scores = range.filter(scores.indices.contains).map { scores[$0] }
    return part
  }

  /// A table's row in words; where it has none its numbers, under the names given if there are as many.
  func features(_ index: Int, names: [String] = []) -> [(name: String, value: String)] {
    let told = captions.indices.contains(index) ? ConceptCaption(captions[index]).features : []
    guard told.isEmpty, isTabular else { return told }
    return numbers(index).enumerated().map { place, number in
      (names.count == each ? names[place] : "feature \(place)", Figures.trimmed(number))
    }
  }

  /// The same with captions in which what differs stands first.
  var withShortCaptions: Pictures {
    var set = self
    set.captions = captions.map { ConceptCaption($0).short }
    return set
  }
}
