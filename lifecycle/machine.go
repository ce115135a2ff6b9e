package lifecycle

import (
	"fmt"
	"slices"
)

// Machine is one closed set of states and the moves between them. The machines of this package are the
// only ones.
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

// Moves returns the states that may follow the given one; none where it is final or not of the set.
func (m Machine[S]) Moves(from S) []S { return slices.Clone(m.moves[from]) }

// Parse returns the state with that name; any other text is an error.
func (m Machine[S]) Parse(text string) (S, error) {
	if slices.Contains(m.states, S(text)) {
		return S(text), nil
	}
	return "", fmt.Errorf("%q is no state of %s: it is one of %q", text, m.noun, m.states)
}

// Check returns nil where the move is in the table, else a *MoveError that names both states. To stay is
// not a move: a job that runs again must see that the work is done, not do it again.
func (m Machine[S]) Check(from, to S) error {
	if slices.Contains(m.moves[from], to) {
		return nil
	}
	refused := &MoveError{Noun: m.noun, From: string(from), To: string(to)}
	for _, state := range m.moves[from] {
		refused.Allowed = append(refused.Allowed, string(state))
	}
	return refused
}

// Final tells whether nothing can follow the state. A text that is no state of the set is not final.
func (m Machine[S]) Final(s S) bool { return slices.Contains(m.states, s) && len(m.moves[s]) == 0 }

// MoveError is the refusal of a move that is not in the table.
type MoveError struct {
	Noun     string   // what was to be moved, such as "instruction"
	From, To string   // the two states
	Allowed  []string // what may follow From, none where it is final or unknown
}

// Error names both states and what may follow the first.
func (e *MoveError) Error() string {
	refused := fmt.Sprintf("%s cannot move from %q to %q", e.Noun, e.From, e.To)
	if len(e.Allowed) == 0 {
		return refused + ": nothing follows that state"
	}
	return fmt.Sprintf("%s: from there it may become %q", refused, e.Allowed)
}
