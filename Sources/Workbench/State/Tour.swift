import Catalog
import Engine

/// One run of the first start's tour.
public struct TourStep: Sendable, Equatable {
  public let experiment: String
  public let settings: Settings
  public let priority: Priority
  /// False for maps that are merely looked at.
  public let stored: Bool
  /// Whether the setting `model` names the run that the tour's first step made.
  public let usesModel: Bool

  public init(
    experiment: String, settings: Settings, priority: Priority = .normal, stored: Bool = true,
    usesModel: Bool = false
  ) {
    self.experiment = experiment
    self.settings = settings
    self.priority = priority
    self.stored = stored
    self.usesModel = usesModel
  }
}

/// How far the tour is.
public struct Tour: Sendable, Equatable {
  public let steps: [TourStep]
  public var index = 0
  /// The run that made the network.
  public var model: JobID?
  /// The run of the current step.
  public var job: JobID?
  /// Whether the tour still chooses the screen: until a person goes elsewhere.
  public var leads = true
}
