/// Where a method comes from.
public struct Citation: Codable, Sendable, Equatable {
  public let authors: String
  public let title: String
  public let venue: String
  public let year: Int
  /// arXiv number, when there is one.
  public let arXiv: String?

  public init(authors: String, title: String, venue: String, year: Int, arXiv: String? = nil) {
    self.authors = authors
    self.title = title
    self.venue = venue
    self.year = year
    self.arXiv = arXiv
  }

  /// `Zhang, Bengio, Singer (2022), Are All Layers Created Equal?, JMLR 23(67), arXiv 1902.01996`
  public var line: String {
    "\(authors) (\(year)), \(title), \(venue)" + (arXiv.map { ", arXiv \($0)" } ?? "")
  }
}
