package jobs

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// reissueKey begins the key of a break about a payment that its payee has twice.
const reissueKey = "reissue:"

// findPaidTwice shows every payment that was paid anew and is with its payee after all: the bank took its return back, or booked what
// it had rejected, or a person undid the match by which it seemed to be back. Such a break ends by itself once one of the two has come
// back, or never left. undone is how many bookings of instructions were undone.
func (s *Stages) findPaidTwice(tx Tx, undone map[string]int) error {
	reissues, err := tx.Reissues()
	if err != nil || len(reissues) == 0 {
		return err
	}
	given, err := borneOf(tx)
	if err != nil {
		return err
	}
	last := map[string]Reissue{} // of each payment
	for _, r := range reissues {
		if r.Stands() {
			last[r.Replaces] = r
		}
	}
	holds := map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(last)) {
		old, _, err := tx.Instruction(id)
		if err != nil {
			return err
		}
		over, err := paysTooMuch(tx, old, given, false)
		if err != nil {
			return err
		}
		if over <= 0 || last[id].Instruction == "" {
			continue
		}
		times, err := timesBooked(tx, id)
		if err != nil {
			return err
		}
		key := fmt.Sprintf("%s%s:%d:%d", reissueKey, last[id].Instruction, undone[id], times)
		if over != old.Amount.Minor() {
			key += fmt.Sprintf(":%d", over)
		}
		holds[key] = true
		if err := s.addPaidTwice(tx, key, last[id], old, money.FromMinor(old.Amount.Currency(), over)); err != nil {
			return err
		}
	}
	return s.resolveBreaks(tx, "one of the two payments came back, or never left", func(b Break) bool {
		return strings.HasPrefix(b.Key, reissueKey) && !holds[b.Key]
	})
}

func (s *Stages) addPaidTwice(tx Tx, key string, r Reissue, old Instruction, over money.Amount) error {
	what := fmt.Sprintf("%s was to come back, and is with %s after all", old.ID, old.Participant)
	if over != old.Amount {
		what = fmt.Sprintf("%s more is paid anew of %s than is owed of it again", over, old.ID)
	}
	err := tx.AddBreak(Break{Key: key, Reason: reconcile.ReasonDuplicate, Correspondent: old.Correspondent, Cycle: old.Cycle, Instruction: old.ID,
		Amount: over, State: lifecycle.BreakOpen, OpenedAt: s.instant(), Text: fmt.Sprintf("%s. It "+
			"was paid anew by %s, asked by %s. Where that has not left, nostro reject %s, then nostro reissue withdraw %s; else nostro recall %s --reason DUPL.", what,
			r.Instruction, r.AskedBy, old.Cycle, r.Instruction, r.Instruction)})
	if err != nil {
		return err
	}
	return (booking{stages: s, tx: tx}).openCycle(old.Cycle)
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
