import TerminalUI

/// One of the workbench's screens: draws the state into a rectangle, and has no state of its own.
protocol Screen: Sendable {
  var identifier: ScreenID { get }
  func draw(_ state: AppState, in rectangle: Rectangle, on surface: inout Surface, theme: Theme)
}

/// All screens, in the order of their digits.
enum ScreenRegistry {
  static let all: [any Screen] = [
    RunsScreen(), TrainingScreen(), LayersScreen(), SaliencyScreen(), LesionsScreen(),
    ConceptsScreen(),
  ]

  static func screen(_ identifier: ScreenID) -> (any Screen)? { all.first { $0.identifier == identifier } }
}
