import Foundation

/// Mean and standard deviation of each channel over all pixels of all inputs, in units of 0…1.
///
/// What a network's normalisation layer records, computed over the training set.
public struct ChannelStatistics: Codable, Sendable, Equatable {
  public let mean: [Double]
  /// Of the population: the sum of squares is divided by the number of pixels.
  public let standardDeviation: [Double]

  public init(mean: [Double], standardDeviation: [Double]) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }
}

extension Dataset {
  /// Computed from a histogram of the bytes, so that the result is exact and the same on every machine.
  public var channelStatistics: ChannelStatistics {
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
