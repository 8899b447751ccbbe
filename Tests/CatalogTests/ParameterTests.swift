import Catalog
import Testing

func refusal<T>(_ body: () throws -> T) -> String? {
  do {
    _ = try body()
    return nil
  } catch let error as UserError {
    return error.message
  } catch {
    Issue.record("not a user error: \(error)")
    return nil
  }
}

private let epsilon = Parameter(
  "epsilon", "Budget.", unit: "pixels", default: .real(8.0 / 255), range: .reals(0...1), isCommon: true)
private let steps = Parameter("steps", "Steps.", default: .integer(40), range: .integers(1...1000))
private let seeds = Parameter("seeds", "Seeds.", default: .integer(1), range: .integers(1...Int.max))
private let rate = Parameter(
  "learning-rate", "Rate.", default: .real(0.1), range: .reals(0...Double.greatestFiniteMagnitude))
private let random = Parameter("random-start", "Start.", default: .flag(true), range: .flag)
private let norm = Parameter("norm", "Norm.", default: .text("linf"), range: .choice(["l2", "linf"]))
private let note = Parameter("note", "Note.", default: .text(""), range: .text(form: "any text"))
private let card = Card(
  identifier: "demo", title: "Demo", summary: "For tests.",
  parameters: [epsilon, steps, seeds, rate, random, norm, note])

@Suite struct ParameterTests {
  @Test(arguments: [
    (epsilon, "8/255", ParameterValue.real(8.0 / 255)), (epsilon, "0.03", .real(0.03)),
    (epsilon, "1e-3", .real(0.001)),
    (epsilon, "0", .real(0)), (epsilon, "1", .real(1)), (steps, "1", .integer(1)),
    (steps, "1000", .integer(1000)),
    (random, "off", .flag(false)), (random, "YES", .flag(true)), (norm, "l2", .text("l2")),
    (note, "a b", .text("a b")),
  ])
  func `a value in range is read as it is typed`(parameter: Parameter, typed: String, value: ParameterValue)
    throws
  {
    #expect(try parameter.parse(typed) == value)
  }

  @Test(arguments: [
    (epsilon, "8/0", "epsilon: found '8/0', expected a number in 0…1"),
    (epsilon, "8/255/2", "epsilon: found '8/255/2', expected a number in 0…1"),
    (epsilon, "1.5", "epsilon: found '1.5', expected a number in 0…1"),
    (epsilon, "-0.1", "epsilon: found '-0.1', expected a number in 0…1"),
    (epsilon, "nan", "epsilon: found 'nan', expected a number in 0…1"),
    (epsilon, "", "epsilon: found '', expected a number in 0…1"),
    (rate, "inf", "learning-rate: found 'inf', expected a number in 0 or more"),
    (steps, "0", "steps: found '0', expected a whole number in 1…1000"),
    (steps, "1001", "steps: found '1001', expected a whole number in 1…1000"),
    (steps, "many", "steps: found 'many', expected a whole number in 1…1000"),
    (steps, "4.0", "steps: found '4.0', expected a whole number in 1…1000"),
    (steps, "99999999999999999999", "steps: found '99999999999999999999', expected a whole number in 1…1000"),
    (seeds, "0", "seeds: found '0', expected a whole number in 1 or more"),
    (random, "perhaps", "random-start: found 'perhaps', expected true or false"),
    (norm, "l1", "norm: found 'l1', expected one of l2, linf; did you mean 'l2'?"),
    (norm, "euclidean", "norm: found 'euclidean', expected one of l2, linf"),
  ])
  func `anything else is refused by name, found and expected`(
    parameter: Parameter, typed: String, message: String
  ) {
    #expect(refusal { try parameter.parse(typed) } == message)
  }

  @Test func `a spelled value is read back as itself`() throws {
    for value in [0, 1, 0.1, 8.0 / 255, 1e-12, 1.0 / 3] {
      #expect(try epsilon.parse(ParameterValue.real(value).spelled) == .real(value))
    }
    for value in [3.5e300, 1e6, 123_456_789] {
      #expect(try rate.parse(ParameterValue.real(value).spelled) == .real(value))
    }
    #expect(try random.parse(ParameterValue.flag(false).spelled) == .flag(false))
  }
}

@Suite struct SettingsTests {
  @Test func `defaults hold until something is typed`() throws {
    let settings = try Settings(card, typed: ["epsilon": "4/255", "norm": "l2"])
    #expect(settings.real("epsilon") == 4.0 / 255 && settings.text("norm") == "l2")
    #expect(settings.integer("steps") == 40 && settings.real("steps") == 40 && settings.flag("random-start"))
    #expect(settings.differences(from: card).map(\.name) == ["epsilon", "norm"])
    #expect(Settings(card).differences(from: card).isEmpty)
    #expect(settings.json["norm"] == "l2" && settings.json["steps"] == 40)
  }

  @Test func `an unknown parameter offers the nearest name`() {
    #expect(
      refusal { try Settings(card, typed: ["epsilom": "1"]) }
        == "unknown parameter of demo 'epsilom'; did you mean 'epsilon'?")
  }
}

private struct Entry: Catalogued, Sendable {
  let card: Card
  init(_ name: String) { card = Card(identifier: name, title: name, summary: name) }
}

@Suite struct RegistryTests {
  private let registry = Registry("attack", ["bim", "fgsm", "linf-pgd"].map(Entry.init))

  @Test func `a name is found, a near one offered, a far one answered by the list`() throws {
    #expect(try registry.find("fgsm").card.identifier == "fgsm")
    #expect(refusal { try registry.find("fsgm") } == "unknown attack 'fsgm'; did you mean 'fgsm'?")
    #expect(
      refusal { try registry.find("lpgd") } == "unknown attack 'lpgd'; expected one of bim, fgsm, linf-pgd")
    #expect(refusal { try registry.find("") }?.hasPrefix("unknown attack ''") == true)
  }
}
