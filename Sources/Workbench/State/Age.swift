/// How long ago, in one short word: `now`, `5 min`, `3 h`, `2 d`.
func age(_ seconds: Double) -> String {
  guard seconds.isFinite else { return "–" }
  switch max(0, seconds) {
  case ..<60: return "now"
  case ..<3600: return "\(Int(seconds / 60)) min"
  case ..<86_400: return "\(Int(seconds / 3600)) h"
  default: return "\(Int(min(seconds / 86_400, 99_999))) d"
  }
}
