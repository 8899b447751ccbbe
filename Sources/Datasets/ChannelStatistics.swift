import Foundation

/// Mean and standard deviation of each channel over all pixels of all inputs, in units of 0…1, or over the rows of a table,
/// in the columns' units.
///
/// What a network's normalisation layer records, computed over the training set.
public struct ChannelStatistics: Codable, Sendable, Equatable {
  public let mean: [Double]
  /// Of the population: the sum of squares is divided by the number of pixels or rows.
  public let standardDeviation: [Double]

  public init(mean: [Double], standardDeviation: [Double]) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }
}

extension Dataset {
  /// Of pictures computed from a histogram of the bytes, so that the result is exact and the same on every machine.
  ///
  /// A table's columns that never change, and the channels of coded ones, have mean 0 and deviation 1: a network takes them
  /// as they are.
  public var channelStatistics: ChannelStatistics {
    features.map(columnStatistics) ?? pictureStatistics
  }

  private func columnStatistics(_ features: FeatureTable) -> ChannelStatistics {
    let values = inputs.floats, width = features.width
    var mean = [Double](repeating: 0, count: width), deviation = [Double](repeating: 1, count: width)
    for feature in features.features where feature.kind == .numeric {
      for column in feature.columns {
        let numbers = stride(from: column, to: values.count, by: width).map { Double(values[$0]) }
        let average = numbers.reduce(0, +) / Double(max(1, numbers.count))
        let squares = numbers.reduce(0) { $0 + ($1 - average) * ($1 - average) }
        let spread = (squares / Double(max(1, numbers.count))).squareRoot()
        guard spread > 0 else { continue }
        (mean[column], deviation[column]) = (average, spread)
      }
    }
    return ChannelStatistics(mean: mean, standardDeviation: deviation)
  }

  private var pictureStatistics: ChannelStatistics {
    let channels = inputs.shape[1], area = inputs.shape[2] * inputs.shape[3]
    var mean: [Double] = [], deviation: [Double] = []
    for channel in 0..<channels {
      let histogram = histogram(channel, of: channels, area)
      let total = Double(max(1, histogram.reduce(0, +)))
      let sum = histogram.enumerated().reduce(0) { $0 + $1.offset * $1.element }
      let squares = histogram.enumerated().reduce(0) { $0 + $1.offset * $1.offset * $1.element }
      let average = Double(sum) / total
      mean.append(average / 255)
      deviation.append(max(0, Double(squares) / total - average * average).squareRoot() / 255)
    }
    return ChannelStatistics(mean: mean, standardDeviation: deviation)
  }

  private func histogram(_ channel: Int, of channels: Int, _ area: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: 256)
    inputs.bytes.withUnsafeBytes { raw in
      counts.withUnsafeMutableBufferPointer { counts in
        var plane = channel &* area
        while plane < raw.count {
          var place = plane
          while place < plane &+ area {
            counts[Int(raw[place])] &+= 1
            place &+= 1
          }
          plane &+= channels &* area
        }
      }
    }
    return counts
  }
}
