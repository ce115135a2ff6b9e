package jobs

import (
	"fmt"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// withheld says why a payment that pays another one anew must not leave, "" where nothing speaks against it, as for most: the other one
// is with its payee after all, or the bank says both, that it rejected it and that it booked it. It waits, and may leave once that has
// ended the other way.
func withheld(tx Tx, r Reissue) (why string, err error) {
	old, _, err := tx.Instruction(r.Replaces)
	if err != nil {
		return "", err
	}
	given, err := borneOf(tx)
	if err != nil {
		return "", err
	}
	over, err := paysTooMuch(tx, old, given, true)
	if err != nil {
		return "", err
	}
	if over > 0 {
		return fmt.Sprintf("it was to pay %s anew, which is with %s after all, by %s; nostro reissue withdraw %s ends that", old.ID, old.Participant,
			money.FromMinor(old.Amount.Currency(), over), r.Instruction), nil
	}
	b, both, err := bookedEither(tx, old)
	if both {
		why = fmt.Sprintf("it is to pay %s anew, which %s rejected, and booked all the same: nostro breaks show %d", old.ID, b.Correspondent, b.ID)
	}
	return why, err
}

// nothingToPay tells whether an instruction pays another one anew that is with its payee after all, and has not left.
func nothingToPay(tx Tx, i Instruction, reissued map[string]Reissue, given borne) (bool, error) {
	r, anew := reissued[i.ID]
	if !anew || i.State != lifecycle.InstructionPlanned {
		return false, nil
	}
	old, _, err := tx.Instruction(r.Replaces)
	if err != nil {
		return false, err
	}
	over, err := paysTooMuch(tx, old, given, true)
	return over > 0, err
}

// bookedEither returns the open break about a payment that the bank rejected, and booked all the same.
func bookedEither(tx Tx, i Instruction) (Break, bool, error) {
	if i.State != lifecycle.InstructionRejected {
		return Break{}, false, nil
	}
	open, err := tx.OpenBreaks()
	for _, b := range open {
		if b.Instruction == i.ID && b.Reason == reconcile.ReasonRejectedButBooked {
			return b, true, nil
		}
	}
	return Break{}, false, err
}

// notBookedEither errs while the bank says both: until somebody knows which holds, the payee may have it, and who pays it anew pays twice.
func notBookedEither(tx Tx, i Instruction) error {
	b, both, err := bookedEither(tx, i)
	if both {
		return needsPerson("%s is %s, and %s has booked it all the same: break %d is open. Ask the bank which holds: nostro breaks show %d "+
			"says how to end it; only then is it paid anew", i.ID, i.State, b.Correspondent, b.ID, b.ID)
	}
	return err
}

// withoutWithheld leaves out every planned instruction that must not leave now, and returns it with the reason as its note.
func withoutWithheld(tx Tx, instructions []Instruction, reissued map[string]Reissue) (rest, left []Instruction, err error) {
	for _, i := range instructions {
		why := ""
		if r, anew := reissued[i.ID]; anew && i.State == lifecycle.InstructionPlanned {
			if why, err = withheld(tx, r); err != nil {
				return nil, nil, err
			}
		}
		if why == "" {
			rest = append(rest, i)
			continue
		}
		i.Note = why
		left = append(left, i)
	}
	return rest, left, nil
}

// refuseWithheld errs where a release has a payment that must not leave any more, and has not left.
func refuseWithheld(tx Tx, cycle string) error {
	reissues, err := tx.Reissues()
	if err != nil {
		return err
	}
	for _, r := range reissues {
		i, _, err := tx.Instruction(r.Instruction)
		if err != nil {
			return err
		}
		if i.Cycle != cycle || i.State != lifecycle.InstructionWritten {
			continue
		}
		why, err := withheld(tx, r)
		if err != nil {
			return err
		}
		if why != "" {
			return needsPerson("%s must not leave: %s. Refuse the release, and the next one is without it: nostro reject %s --reason WHY",
				i.ID, why, cycle)
		}
	}
	return nil
}
