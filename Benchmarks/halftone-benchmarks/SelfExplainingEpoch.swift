import Catalog
import Datasets
import Networks
import SelfExplaining
import Torch

/// Steps of a self-explaining network (5 concepts, 10 classes) at batch 100 with Adam: without the penalty, with the exact
/// one or with Hutchinson's; reconstruction and sparsity always.
func selfExplainingStep(_ meter: Meter, penalty form: GradientPenalty.Form?, steps: Int = 10) throws {
  let set = try fashion(.train)
  let senn = try SelfExplainingNetwork(network("senn-lenet-k5", for: set))
  let parameters = senn.network.parameters
  for parameter in parameters { parameter.requiringGradient() }
  let optimizer = Adam(parameters)
  let data = ResidentData(set, transform: senn.network.normalise)
  let order = Generator(seed: 1).permutation(data.count)
  let loss = SelfExplainingLoss(penalty: GradientPenalty(form ?? .exact))
  let weights = SelfExplainingLoss.Weights(
    lambda: form == nil ? 0 : 0.01, reconstruction: 1, sparsity: 2e-5)
  let generator = Generator(seed: 2), pass = Pass.training(Generator(seed: 3))
  var position = 0
  try meter.report(units: steps, unit: "step") {
    for _ in 0..<steps {
      if position + 100 > data.count { position = 0 }
      let batch = data.batch(order[position..<position + 100])
      position += 100
      let terms = try loss.terms(senn, batch.inputs, weights, pass, generator) {
        $0.crossEntropy(batch.labels)
      }
      try optimizer.step(try gradients(of: [terms.total], by: parameters), rate: 1e-3)
    }
  }
}
