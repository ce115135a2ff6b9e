package jobs

import (
	"fmt"
	"strings"

	"nostro/lifecycle"
	"nostro/reconcile"
)

// reissueKey begins the key of a break about a payment that its payee has twice.
const reissueKey = "reissue:"

// findPaidTwice shows every payment that was paid anew and is with its payee after all: the bank took its return back, or booked what
// it had rejected, or a person undid the match by which it seemed to be back. Such a break ends by itself once one of the two has come
// back, or never left. undone is how many bookings of instructions were undone.
func (s *Stages) findPaidTwice(tx Tx, undone map[string]int) error {
	reissues, err := tx.Reissues()
	if err != nil {
		return err
	}
	holds := map[string]bool{}
	for _, r := range reissues {
		old, twice, err := paidTwice(tx, r)
		if err != nil {
			return err
		}
		if !twice {
			continue
		}
		times, err := timesBooked(tx, old.ID)
		if err != nil {
			return err
		}
		key := fmt.Sprintf("%s%s:%d:%d", reissueKey, r.Instruction, undone[old.ID], times)
		holds[key] = true
		if err := s.addPaidTwice(tx, key, r, old); err != nil {
			return err
		}
	}
	return s.resolveBreaks(tx, "one of the two payments came back, or never left", func(b Break) bool {
		return strings.HasPrefix(b.Key, reissueKey) && !holds[b.Key]
	})
}

func (s *Stages) addPaidTwice(tx Tx, key string, r Reissue, old Instruction) error {
	err := tx.AddBreak(Break{Key: key, Reason: reconcile.ReasonDuplicate, Correspondent: old.Correspondent, Cycle: old.Cycle, Instruction: old.ID,
		Amount: old.Amount, State: lifecycle.BreakOpen, OpenedAt: s.instant(), Text: fmt.Sprintf("%s was to come back, and is with %s after all. It "+
			"was paid anew by %s, asked by %s. Where that has not left, nostro reject %s; else nostro recall %s --reason DUPL.", old.ID,
			old.Participant, r.Instruction, r.AskedBy, old.Cycle, r.Instruction)})
	if err != nil {
		return err
	}
	return (booking{stages: s, tx: tx}).openCycle(old.Cycle)
}

// paidTwice returns the payment that was paid anew, and whether neither it nor the one that pays it anew came back, was refused, or is
// kept from leaving.
func paidTwice(tx Tx, r Reissue) (old Instruction, twice bool, err error) {
	old, _, err = tx.Instruction(r.Replaces)
	if err != nil {
		return old, false, err
	}
	anew, _, err := tx.Instruction(r.Instruction)
	switch anew.State {
	case lifecycle.InstructionPlanned, lifecycle.InstructionRejected, lifecycle.InstructionReturned, lifecycle.InstructionRefused,
		lifecycle.InstructionWithdrawn: // what is planned does not leave while the other one is with its payee
		return old, false, err
	}
	return old, old.State == lifecycle.InstructionSettled, err
}

// timesBooked counts what was matched to a payment: it may come back, and go again, more than once.
func timesBooked(tx Tx, instruction string) (times int, err error) {
	matches, err := tx.Matches()
	for _, m := range matches {
		if m.Instruction == instruction {
			times++
		}
	}
	return times, err
}
