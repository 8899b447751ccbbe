import Catalog

/// Everything that decides which maps are shown.
public struct SaliencyRequest: Sendable, Equatable {
  public var model: String
  public var dataset: String?
  public var split: String?
  public var method: String
  public var target: SaliencyTarget
  public var page: Int

  init(
    model: String, dataset: String?, split: String?, method: String, target: SaliencyTarget, page: Int
  ) {
    self.model = model
    self.dataset = dataset
    self.split = split
    self.method = method
    self.target = target
    self.page = page
  }

  public var indices: String {
    let first = page * SaliencyView.pageSize
    return "\(first)-\(first + SaliencyView.pageSize - 1)"
  }

  /// What a run was asked for; nil when its settings are not such a page.
  init?(_ settings: Settings) {
    func text(_ name: String) -> String? {
      if case .text(let value)? = settings.values[name] { value } else { nil }
    }
    guard let model = text(Convention.Setting.model), let method = text(Convention.Setting.method),
      let target = text(Convention.Setting.target).flatMap(SaliencyTarget.init(spelled:)),
      let indices = text(Convention.Setting.indices),
      let first = indices.split(separator: "-").first.flatMap({ Int($0) })
    else { return nil }
    self.init(
      model: model, dataset: text(Convention.Setting.dataset), split: text(Convention.Setting.split),
      method: method, target: target, page: first / SaliencyView.pageSize)
    guard self.indices == indices else { return nil }
  }
}
