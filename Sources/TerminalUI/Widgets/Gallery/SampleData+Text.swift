extension SampleData {
  static func log(lines: Int) -> LogBuffer {
    var buffer = LogBuffer(capacity: 500)
    for index in 0..<lines {
      let second = index * 7 % 60
      let time = "14:\(10 + index / 9 % 50):\(second < 10 ? "0" : "")\(second)"
      switch index % 11 {
      case 4: buffer.append(LogLine("checkpoint 0\(index % 10) written", level: .debug, time: time))
      case 7: buffer.append(LogLine("3 gradients clipped at norm 10", level: .warning, time: time))
      case 10: buffer.append(LogLine("loss is not finite, step taken back", level: .error, time: time))
      default: buffer.append(LogLine("step \(index * 120)  loss 0.\(900 - index * 9 % 800)", time: time))
      }
    }
    return buffer
  }

  static var heldLog: LogPane {
    let buffer = log(lines: 120)
    var state = LogState(minimum: .information, search: "loss")
    state.scroll(by: -20, buffer, visible: 9)
    state.find(forward: false, buffer, visible: 9)
    return LogPane(buffer, state: state)
  }

  static var hostileLog: LogPane {
    var buffer = LogBuffer(capacity: 100)
    for (index, text) in hostileTexts.enumerated() {
      buffer.append(LogLine(text, level: LogLevel.allCases[index % 4], time: "0\(index)"))
    }
    return LogPane(buffer)
  }

  static func tree(_ open: Set<String>) -> Tree {
    func layer(_ name: String, _ shape: String, _ count: String) -> TreeNode {
      TreeNode(
        "\(name)\(shape)", TextLine(name) + TextLine(" \(shape)", .muted), detail: TextLine(count, .muted))
    }
    func block(_ number: Int) -> TreeNode {
      TreeNode(
        "block\(number)", TextLine("block\(number)"), detail: TextLine("73.9k", .muted),
        children: [
          layer("conv1", "64×\(number)×3×3", "36.9k"), layer("bn1", "64·\(number)", "128"),
          layer("conv2", "64×64×\(number)×3", "36.9k"),
        ])
    }
    let model = TreeNode(
      "model", TextLine("resnet", .title, .bold), detail: TextLine("0.46M", .text),
      children: [layer("stem", "64×3×3×3", "1.7k"), block(1), block(2), layer("fc", "10×64", "650")])
    var state = TreeState(expanded: open)
    state.move(by: 2, [model])
    return Tree(
      [model, TreeNode("data", TextLine("fashion-mnist"), detail: TextLine("70 000", .muted))], state: state)
  }
}
