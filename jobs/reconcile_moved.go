package jobs

import (
	"slices"
	"strings"

	"nostro/lifecycle"
)

// savedAtOnceMax bounds how many instructions are handed to the store at once.
const savedAtOnceMax = 50_000

// movedInstructions are those that were moved and wait to be saved, by id.
type movedInstructions map[string]movedInstruction

type movedInstruction struct {
	now    *Instruction          // as it is by now
	stored lifecycle.Instruction // the state that the store has; "" where that is not known
}

// twice tells whether the instruction, which waits to be saved in one state, moves on to another: the store checks each move,
// so it must see the first.
func (m movedInstructions) twice(i Instruction) bool {
	one, waits := m[i.ID]
	return waits && one.now.State != one.stored && one.now.State != i.State
}

// move has the instruction wait that was in known so far, and keeps there what it is by now.
func (m movedInstructions) move(known *Instruction, i Instruction) {
	if _, waits := m[i.ID]; !waits {
		m[i.ID] = movedInstruction{known, known.State}
	}
	*known = i
}

// save writes all, by id, as their table is kept: in another order each page of it would be taken up many times.
func (m movedInstructions) save(tx Tx) error {
	sorted := make([]*Instruction, 0, len(m))
	for _, one := range m {
		sorted = append(sorted, one.now)
	}
	slices.SortFunc(sorted, func(a, b *Instruction) int { return strings.Compare(a.ID, b.ID) })
	lot := make([]Instruction, 0, min(len(sorted), savedAtOnceMax))
	for some := range slices.Chunk(sorted, savedAtOnceMax) {
		lot = lot[:0]
		for _, i := range some {
			lot = append(lot, *i)
		}
		if err := tx.SaveInstructions(lot); err != nil {
			return err
		}
	}
	clear(m)
	return nil
}
