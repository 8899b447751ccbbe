import Catalog
import TerminalUI

// Programs for the tests of the terminal: each argument one way to use it, or to leave it.

do {
  try runProbe(Array(CommandLine.arguments.dropFirst()))
} catch {
  printError("\(error)")
  exitProbe(2)
}
