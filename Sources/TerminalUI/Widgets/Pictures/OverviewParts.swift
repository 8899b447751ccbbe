/// The lines that each part of a shorter drawing of them stands for; at least one.
struct OverviewParts {
  let count: Int
  let rows: Int

  func lines(_ part: Int) -> Range<Int> {
    let start = min(count - 1, part * count / rows)
    return start..<max(start + 1, min(count, (part + 1) * count / rows))
  }
}
