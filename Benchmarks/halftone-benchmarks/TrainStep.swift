import Catalog
import Datasets
import Networks
import Torch

/// Training steps at batch 128: SGD with momentum 0.9, data in memory, shuffled anew each epoch.
func trainStep(_ meter: Meter, network name: String, steps: Int) throws {
  let set = try fashion(.train)
  let network = try network(name, for: set)
  let parameters = network.parameters
  for parameter in parameters { parameter.requiringGradient() }
  let optimizer = StochasticGradientDescent(parameters, momentum: 0.9)
  let data = ResidentData(set, transform: network.normalise)
  let pass = Pass.training(Generator(seed: 1))
  var epoch = 0
  var order = Tensor([0]), position = data.count
  try meter.report(units: steps, unit: "step") {
    for _ in 0..<steps {
      if position + 128 > data.count {
        epoch += 1
        order = Generator(seed: Seed(1).derive("shuffle", sample: epoch)).permutation(data.count)
        position = 0
      }
      let batch = data.batch(order[position..<position + 128])
      position += 128
      let logits = network.logits(normalised: batch.inputs, pass)
      let loss = logits.crossEntropy(batch.labels)
      try optimizer.step(try gradients(of: [loss], by: parameters), rate: 0.01)
    }
  }
}
