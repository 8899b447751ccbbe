import Catalog
import Foundation
import Torch

// halftone-benchmarks NAME [--threads N] [--samples K]: one measurement of our side, as a line of JSON that
// Benchmarks/run sets beside the peer's of the same name.

let benchmarks: [String: (Meter) throws -> Void] = [
  "background-sweep": backgroundSweep,
  "deep-joint-resnet18": { try deepSweep($0, network: "resnet18-w0.25", joint: true) },
  "deep-joint-vgg16": { try deepSweep($0, network: "vgg16-bn-w0.25", joint: true) },
  "deep-sweep-resnet18": { try deepSweep($0, network: "resnet18-w0.25", joint: false) },
  "deep-sweep-vgg16": { try deepSweep($0, network: "vgg16-bn-w0.25", joint: false) },
  "elementwise-add": elementwiseAdd, "layers-sweep": layersSweep,
  "senn-step-exact": { try selfExplainingStep($0, penalty: .exact) },
  "senn-step-hutchinson": { try selfExplainingStep($0, penalty: .hutchinson) },
  "senn-step-plain": { try selfExplainingStep($0, penalty: nil) },
  "smoothgrad": smoothGrad,
  "train-step-cnn": { try trainStep($0, network: "cnn-small", steps: 20) },
  "train-step-fcn": { try trainStep($0, network: "fcn-3x256", steps: 100) },
]

func value(of option: String, default standard: Int) throws -> Int {
  guard let place = CommandLine.arguments.firstIndex(of: option) else { return standard }
  let typed = CommandLine.arguments.dropFirst(place + 1).first ?? ""
  guard let number = Int(typed), number > 0 else {
    throw UserError("\(option): found '\(typed)', expected a whole number of 1 or more")
  }
  return number
}

do {
  let name = CommandLine.arguments.dropFirst().first ?? ""
  guard let benchmark = benchmarks[name] else {
    throw unknownName(name, kind: "benchmark", known: benchmarks.keys.sorted())
  }
  try Runtime.start(threads: try value(of: "--threads", default: 2))
  try benchmark(Meter(name: name, samples: try value(of: "--samples", default: 5)))
} catch {
  FileHandle.standardError.write(Data("halftone-benchmarks: \(error)\n".utf8))
  exit(2)
}
