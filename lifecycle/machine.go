package lifecycle

import (
	"fmt"
	"slices"
)

// Machine is one closed set of states and the moves between them.
type Machine[S ~string] struct {
	noun   string
	states []S
	moves  map[S][]S
}

func newMachine[S ~string](noun string, states []S, moves map[S][]S) Machine[S] {
	return Machine[S]{noun, states, moves}
}

// States returns all states of the set, in the order of a life without trouble.
func (m Machine[S]) States() []S { return slices.Clone(m.states) }

// Parse returns the state with that name; any other text is an error.
func (m Machine[S]) Parse(text string) (S, error) {
	if slices.Contains(m.states, S(text)) {
		return S(text), nil
	}
	return "", fmt.Errorf("%q is no state of %s: it is one of %v", text, m.noun, m.states)
}

// Check returns nil where the move is in the table, else an error that names both states.
func (m Machine[S]) Check(from, to S) error {
	if slices.Contains(m.moves[from], to) {
		return nil
	}
	return fmt.Errorf("%s cannot move from %q to %q: from there it may become %v", m.noun, from, to, m.moves[from])
}

// Final tells whether nothing can follow the state.
func (m Machine[S]) Final(s S) bool { return len(m.moves[s]) == 0 }
