import Networks
import Testing

@testable import LayerRobustness

@Suite struct UnitSizeTests {
  @Test(arguments: Residual.Kind.allCases)
  func `a block is one unit, with its projection, and every weighted layer is in one unit`(
    _ kind: Residual.Kind
  )
    throws
  {
    let network = try Residual(kind, blocks: 4).network
    let units = network.units(.block)
    #expect(units.count == 4 + 2)
    let blocks = network.specification.residualBlocks
    #expect(blocks.allSatisfy { block in units.contains { $0.name == block.name } })
    let all = units.flatMap(\.layers)
    #expect(Set(all).count == all.count && Set(network.weightedLayers).isSubset(of: all))
    #expect(network.units(.layer) == network.units)
  }
}
