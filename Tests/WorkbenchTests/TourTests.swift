import Catalog
import Engine
import Testing

@testable import Workbench

@Suite struct TourTests {
  private let steps = [
    TourStep(experiment: "train", settings: Settings(Sample.train)),
    TourStep(experiment: "layers", settings: Settings(Sample.layers), usesModel: true),
    TourStep(
      experiment: "explain", settings: Settings(Sample.explain), priority: .interactive, stored: false,
      usesModel: true),
  ]

  private func request(_ effects: [Effect]) -> StartRequest? {
    effects.lazy.compactMap { if case .start(let request) = $0 { request } else { nil } }.first
  }

  @Test("The tour trains, then sweeps the network it made, then explains it, and shows each")
  func whole() throws {
    var state = Sample.state()
    let first = try #require(request(state.begin(tour: steps)))
    _ = state.reduce(accepted: first, as: Sample.trainJob)
    #expect(state.screen == .training)
    var effects: [Effect] = []
    for event in Sample.training() { effects += state.reduce(event) }
    let second = try #require(request(effects))
    #expect(second.settings.text("model") == Sample.trainJob)
    _ = state.reduce(accepted: second, as: Sample.layersJob)
    #expect(state.screen == .layers)
    effects = []
    for event in Sample.sweep() { effects += state.reduce(event) }
    let third = try #require(request(effects))
    #expect(third.experiment == "explain" && !third.stored)
    _ = state.reduce(accepted: third, as: Sample.explainJob)
    for event in Sample.explanation() { _ = state.reduce(event) }
    #expect(state.tour == nil)
    #expect(state.screen == .layers)
    #expect(request(state.reduce(.show(.saliency))) == nil, "the tour's maps are shown, not asked for again")
    #expect(state.saliencyRun?.job == Sample.explainJob)
  }

  @Test("Once a person has gone elsewhere the tour goes on without pulling them along")
  func elsewhere() throws {
    var state = Sample.state()
    _ = state.reduce(accepted: try #require(request(state.begin(tour: steps))), as: Sample.trainJob)
    _ = state.reduce(.show(.runs))
    var effects: [Effect] = []
    for event in Sample.training() { effects += state.reduce(event) }
    _ = state.reduce(accepted: try #require(request(effects)), as: Sample.layersJob)
    #expect(state.screen == .runs)
  }

  @Test("A cancelled step ends the tour")
  func cancelled() throws {
    var state = Sample.state()
    _ = state.reduce(accepted: try #require(request(state.begin(tour: steps))), as: Sample.trainJob)
    for event in Sample.training(epochs: 1) { _ = state.reduce(event) }
    let effects = state.reduce(
      Event(job: Sample.trainJob, sequence: 9999, time: 0, payload: .ended(Ending(.cancelled))))
    #expect(request(effects) == nil)
    #expect(state.tour == nil)
  }
}
