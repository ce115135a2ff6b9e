package jobs

import (
	"fmt"

	"nostro/lifecycle"
)

// withoutPaid leaves out every planned instruction whose references stand on a booking in suspense: before
// these books were restored, it was paid with another amount, or together with what is not in them. It is
// never paid again by itself.
func withoutPaid(tx Tx, instructions []Instruction) (rest, paid []Instruction, err error) {
	restored, err := everRestored(tx)
	if err != nil || !restored {
		return instructions, nil, err
	}
	booked, err := bookedBefore(tx)
	if err != nil {
		return nil, nil, err
	}
	for _, i := range instructions {
		if text := booked[i.ID]; text != "" && i.State == lifecycle.InstructionPlanned {
			i.Note = text
			paid = append(paid, i)
			continue
		}
		rest = append(rest, i)
	}
	return rest, paid, nil
}

// bookedBefore returns, by instruction, what is in suspense under its references, in words.
func bookedBefore(tx Tx) (map[string]string, error) {
	waiting, err := inSuspense(tx)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, w := range waiting {
		for _, name := range w.names() {
			i, found, err := name.find(tx, w.statement.Correspondent)
			if err != nil {
				return nil, err
			}
			if found {
				out[i.ID] = fmt.Sprintf("%s has booked %s under this identifier (statement %s, entry %d), which is in suspense: "+
					"it was paid before these books were restored. Find out why the amounts differ; it is not paid again",
					i.Correspondent, w.entry.Amount, w.statement.BankID, w.entry.Number)
			}
		}
	}
	return out, nil
}
