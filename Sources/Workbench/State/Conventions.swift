import Catalog

/// The names under which experiments and the workbench agree on what is drawn where.
///
/// The workbench knows no method; it knows these words out of event streams and settings, and nothing else.
enum Convention {
  enum Experiment {
    static let train = "train"
    static let layers = "layers"
    static let regimes = "regimes"
    static let explain = "explain"
    static let lesion = "lesion"
    static let paths = "paths"
    static let sennExplain = "senn-explain"
    static let sennPrototypes = "senn-prototypes"
    static let sennStability = "senn-stability"
    static let sennFaithfulness = "senn-faithfulness"
    static let sennSweep = "senn-sweep"
    /// All that are about self-explaining networks.
    static let concepts = [sennExplain, sennPrototypes, sennStability, sennFaithfulness, sennSweep]
  }

  enum Series {
    static let lossTrain = "loss/train"
    static let lossTest = "loss/test"
    static let accuracyTrain = "accuracy/train"
    static let accuracyTest = "accuracy/test"
    static let baseAccuracy = "base/accuracy"
    static let baseError = "base/error"
    static let pathCount = "paths/count"
    static let pathGradient = "gradient/sampled"
    static let pathGradientExact = "gradient/exact"
    static let pathShare = "share/sampled"
    static let pathShareExact = "share/exact"
    /// At the band's ends, the share of all paths in it.
    static let effectivePaths = "paths/effective"
    /// Followed by the number of deleted blocks: by length, the share of paths that is left.
    static let survival = "survival/"
    /// How many rectifiers stand between a residual network's blocks.
    static let rectifiers = "blocks/rectifiers"
    /// The terms of a self-explaining network's loss.
    static let terms = [
      "prediction/train", "penalty/train", "reconstruction/train", "sparsity/train",
    ]
    static let stabilityTest = "stability/test"
    /// What an accuracy is compared with.
    static let ceiling = "ceiling/accuracy"
    static let logistic = "logistic/accuracy"
  }

  enum Grid {
    static let single = "single"
    static let multiple = "multiple"
    static let reordered = "reordered"
    /// In column s the blocks are deleted whose bits s has.
    static let subsets = "subsets"
    /// A row for each measure of distance.
    static let correlation = "correlation"
    static let conceptSummary = "concept-summary"
    static let stability = "stability"
    static let faithfulness = "faithfulness"
    static let sweep = "sweep"
  }

  enum Pictures {
    static let inputs = "inputs"
    static let attributions = "attributions"
    /// Rows of a table as they are, with the columns' names.
    static let rows = "rows"
    static let probeInputs = "probe-inputs"
    static let probeAttributions = "probe-attributions"
    /// h and θ of each input.
    static let concepts = "concepts"
    static let relevances = "relevances"
    static let biasRelevances = "bias-relevances"
    /// What the names of moved inputs and of what is said of them begin with.
    static let noise = "noise-"
    static let attack = "attack-"
    static let neighbours = "neighbours"
    static let prototypes = "prototypes"
    static let conceptGrid = "concept-grid"

    /// Whether they are inputs and no maps: they are shown in their own colours.
    static func areInputs(_ name: String) -> Bool {
      name.hasSuffix(inputs) || name.hasPrefix(conceptGrid) || [neighbours, prototypes].contains(name)
    }
  }

  enum Setting {
    static let model = "model"
    static let network = "network"
    static let dataset = "dataset"
    static let split = "split"
    static let indices = "indices"
    static let method = "method"
    static let target = "target"
    static let sets = "sets"
    static let views = "views"
  }

  enum Figure {
    static let testAccuracy = "testAccuracy"
    static let critical = "critical"
    static let units = "units"
    static let criticalOfRegimes = [
      "criticalPlain", "criticalWeightDecay", "criticalBatchNorm", "criticalBoth",
    ]
  }

  enum Detail {
    static let error = "error"
    static let loss = "loss"
    static let wilsonLow = "wilson-low"
    static let wilsonHigh = "wilson-high"
    static let tau = "tau"
    static let projection = "projection"
    /// What is deleted from a network without skips.
    static let module = "module"
    /// The share of the network's weighted layers before a block.
    static let depth = "depth"
    /// Changes of width or resolution before a block.
    static let stage = "stage"
    static let lost = "lost"
    static let gained = "gained"
    static let p = "p"
    /// The ends of a correlation's interval, or the quartiles around a median.
    static let low = "low"
    static let high = "high"
    /// Over how many units or seeds it is.
    static let units = "units"
    static let seeds = "seeds"
  }
}
