// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Another libtorch (a wheel's `torch` folder, 2.7 or newer) may be named by LIBTORCH; without it the
// distribution's libtorch-dev serves. See Documentation/libtorch.md.
let libtorch = Context.environment["LIBTORCH"].flatMap { $0.isEmpty ? nil : $0 }
if let libtorch, !FileManager.default.fileExists(atPath: libtorch + "/include/ATen/ATen.h") {
  fatalError("LIBTORCH=\(libtorch): no include/ATen/ATen.h there; expected the `torch` folder of a wheel")
}

var cxxSettings: [CXXSetting] = []
var torchLinker: [LinkerSetting] = [.linkedLibrary("torch_cpu"), .linkedLibrary("c10")]
if let libtorch {
  cxxSettings = [
    .unsafeFlags([
      "-isystem", "\(libtorch)/include", "-isystem", "\(libtorch)/include/torch/csrc/api/include",
    ])
  ]
  torchLinker += [
    .unsafeFlags([
      "-L\(libtorch)/lib", "-Xlinker", "-rpath", "-Xlinker", "$ORIGIN/lib", "-Xlinker", "-rpath",
      "-Xlinker", "\(libtorch)/lib",
    ])
  ]
}

let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

func part(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "Halftone",
  products: [
    .executable(name: "halftone", targets: ["halftone"]),
    // Loaded by CTorch on first use; see Sources/CTorch/Loader.c.
    .library(name: "HalftoneTorch", type: .dynamic, targets: ["CTorchLibrary"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    .target(name: "CTorch"),
    .target(
      name: "CTorchLibrary", cxxSettings: cxxSettings + [.headerSearchPath("../CTorch/include")],
      linkerSettings: torchLinker),
    .target(
      name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .systemLibrary(name: "CChafa", pkgConfig: "chafa", providers: [.apt(["libchafa-dev"])]),
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
    .target(
      name: "CCodecs",
      linkerSettings: [.linkedLibrary("z"), .linkedLibrary("png"), .linkedLibrary("jpeg")]),
    part("Catalog", []),
    part("Torch", ["CTorch", "Catalog"]),
    part(
      "Networks",
      ["Torch", "Catalog", .product(name: "TOMLKit", package: "TOMLKit")]),
    part("Datasets", ["Torch", "Catalog", "CCodecs"]),
    part("Attribution", ["Networks", "Torch", "Catalog"]),
    part("LayerRobustness", ["Networks", "Datasets", "Torch", "Catalog"]),
    part("SelfExplaining", ["Networks", "Torch", "Catalog"]),
    part("Engine", ["Catalog", .product(name: "GRDB", package: "GRDB.swift")]),
    part(
      "Experiments",
      [
        "Attribution", "LayerRobustness", "SelfExplaining", "Networks", "Datasets", "Torch", "Engine",
        "Catalog",
      ]),
    part(
      "TerminalUI",
      [
        "CNcurses", "CChafa", "CCairo", "Catalog", .product(name: "TOMLKit", package: "TOMLKit"),
        .product(name: "DequeModule", package: "swift-collections"),
      ]),
    part("Workbench", ["TerminalUI", "Engine", "Catalog"]),
    .executableTarget(
      name: "halftone",
      dependencies: [
        "Workbench", "Experiments", "Engine", "Catalog",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
    .executableTarget(
      name: "halftone-benchmarks",
      dependencies: [
        "Experiments", "Attribution", "LayerRobustness", "SelfExplaining", "Networks", "Datasets", "Torch",
        "Engine", "Catalog",
      ], path: "Benchmarks/halftone-benchmarks", swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Torch", "Catalog"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .executableTarget(
      name: "EngineProbe", dependencies: ["Engine", "Catalog"], path: "Tests/EngineProbe",
      swiftSettings: strict),
    tests("ArchitectureTests", []),
    tests("CommandLineTests", ["halftone", "Engine", "Catalog"]),
    tests(
      "ExperimentsTests",
      ["Experiments", "Networks", "Datasets", "Torch", "Engine", "Catalog", "TestSupport"],
      exclude: ["Fixtures"]),
    tests("CatalogTests", ["Catalog"]),
    .executableTarget(
      name: "terminal-probe", dependencies: ["TerminalUI", "Catalog"], path: "Tests/TerminalProbe",
      swiftSettings: strict),
    tests("EngineTests", ["Engine", "Catalog", "EngineProbe"]),
    tests("WorkbenchTests", ["Workbench", "TerminalUI", "Engine", "Catalog"], exclude: ["Frames"]),
    tests(
      "TerminalUITests", ["TerminalUI", "CNcurses", "CCairo", "Catalog", "terminal-probe"],
      exclude: ["Frames"]),
    tests("DatasetsTests", ["Datasets", "Torch", "Catalog", "TestSupport"]),
    tests("AttributionTests", ["Attribution", "Networks", "Torch", "Catalog", "TestSupport"]),
    tests("TorchTests", ["Torch", "Catalog", "TestSupport"]),
    tests(
      "LayerRobustnessTests", ["LayerRobustness", "Networks", "Datasets", "Torch", "Catalog", "TestSupport"]),
    tests(
      "SelfExplainingTests",
      ["SelfExplaining", "Networks", "Datasets", "Torch", "Catalog", "TestSupport"], exclude: ["Fixtures"]),
    tests("NetworksTests", ["Networks", "Torch", "Catalog", "TestSupport"], exclude: ["Fixtures"]),
  ],
  cxxLanguageStandard: libtorch == nil ? .cxx17 : .cxx20
)
