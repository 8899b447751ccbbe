import Catalog
import Engine

/// What a key or a palette entry asks for: a value, so that stories are lists of actions.
public enum Action: Sendable, Equatable, Hashable {
  // Moving about
  case up, down, left, right, top, bottom, pageUp, pageDown
  case nextPane, previousPane
  case activate, back
  case show(ScreenID)
  case open(JobID)
  // Anywhere
  case help, palette, zoom, freeze, command, quit, newRun, chooseTheme, log, bytes, hints, suspend, repaint
  case pauseOrResume, step, cancel, restart, remove
  /// Type what to look for; go through what was found.
  case search, nextMatch, previousMatch
  /// To the line of that number, from 1.
  case goto(Int)
  case theme(String)
  case mark, unmarkAll
  /// More or less of what the screen has degrees of: smoothing, enlargement.
  case more, less
  // Out of the terminal
  case exportMenu, export(ExportKind), copy, record
  // A replay
  case replay(ReplayAction)
  // Training
  case logarithmic, axis(isLogarithmic: Bool)
  // Layers
  case nextMap, previousMap, map(LayersMap), sweep, foldAll, sweepMarked
  case nextPanel, previousPanel
  // Lesions
  case measurePaths, compare
  // Saliency
  case nextMethod, previousMethod, nextTarget, previousTarget, chooseMethod, chooseTarget
  case nextPage, previousPage
  case method(String), target(SaliencyTarget)
  // Concepts
  case rawRelevances, sortConcepts, attackConcepts, putBack
  case contrast(Int), conceptsPage(ConceptsPage), form(String)
  // Typing
  case type(Character), paste(String), erase, eraseForward, reset
}

/// What the world must do after a reduction.
public enum Effect: Sendable, Equatable {
  case perform(Command)
  case start(StartRequest)
  /// Read the run's whole stream from the store.
  case load(JobID)
  /// Delete the run's folder.
  case remove(JobID)
  case save(InterfaceState)
  /// Write what a person has learnt.
  case remember(Hints)
  case theme(String)
  /// Write the screen, or the figures behind it, to a file.
  case export(ExportKind)
  /// Hand a text to the terminal's clipboard, and keep it in a file.
  case copy(String)
  /// Begin or end a recording of the session.
  case record
  /// Give the terminal to the shell for a while.
  case suspend
  /// Send the whole screen again.
  case repaint
  case quit
}

/// A run to be started, and why, so that the answer finds its way back.
public struct StartRequest: Sendable, Equatable {
  public enum Purpose: Sendable, Equatable {
    /// A person filled in a form.
    case form
    /// Units that were marked on the Layers screen, reset together.
    case set(String)
    /// Maps for the Saliency screen.
    case browse(SaliencyRequest)
    /// The step of the first start's tour.
    case tour(Int)
  }

  public var experiment: String
  public var settings: Settings
  public var priority: Priority
  public var stored: Bool
  public var purpose: Purpose

  public var command: Command {
    .start(experiment: experiment, settings: settings, priority: priority, stored: stored)
  }
}
