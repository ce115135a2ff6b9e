// Package lifecycle holds the closed sets of states that things pass through, and for each set the one
// table of moves that are allowed.
//
// It promises that a state not in its set and a move not in its table are errors that name both states.
// It refuses to know why a move is made: that is the business of the stage that makes it.
package lifecycle
