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

// What is missing of a payment of which a part came, or came back, is another amount after every further part, and after every one
// that is undone or given up. So each reconciliation holds the breaks that say it against what is missing now: what they say together
// is that, or another one takes their place.

// shortKey begins the key of a break that takes the place of those about the parts before.
const shortKey = "short:"

// mendShortfalls does so for the payments of which a break says that a part is missing, and those of which anything was undone; undone
// is how many bookings of instructions were.
func (s *Stages) mendShortfalls(tx Tx, undone map[string]int) error {
	shorts, err := s.openShortfalls(tx)
	if err != nil {
		return err
	}
	asked := map[string]bool{}
	for id := range shorts {
		asked[id] = true
	}
	for id := range undone {
		asked[id] = true
	}
	if len(asked) == 0 {
		return nil
	}
	all, err := borneOf(tx)
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(asked)) {
		i, found, err := tx.Instruction(id)
		if err != nil {
			return err
		}
		if !found || cameOf(i).Minor()+all[id].Minor() > i.Amount.Minor() {
			continue // where more is written off than is missing another break says so, and that is decided first
		}
		if err := s.mendShortfall(tx, i, shorts[id], missingOf(i, all[id]), undone[id]); err != nil {
			return err
		}
	}
	return nil
}

// openShortfalls are the open breaks that say what is missing of a payment, by its id. What lies in suspense is none.
func (s *Stages) openShortfalls(tx Tx) (map[string][]Break, error) {
	open, err := tx.OpenBreaks()
	if err != nil {
		return nil, err
	}
	var maybe []Break
	for _, b := range open {
		if b.saysShort() {
			maybe = append(maybe, b)
		}
	}
	if len(maybe) == 0 {
		return nil, nil
	}
	desk, err := s.openBreakList(tx, maybe)
	if err != nil {
		return nil, err
	}
	shorts := map[string][]Break{}
	for _, b := range maybe {
		if _, held := desk.held(b); !held {
			shorts[b.Instruction] = append(shorts[b.Instruction], b)
		}
	}
	return shorts, nil
}

// saysShort tells whether the break may say what is missing of a payment.
func (b Break) saysShort() bool {
	return b.Instruction != "" && b.Reason == reconcile.ReasonAmountDiffers && !strings.HasPrefix(b.Key, borneKey) && !strings.HasPrefix(b.Key, "advice:")
}

// missingOf is what is missing of a payment of which a part came, or came back, beside what the house bears: signed as a break says it,
// and zero where nothing is.
func missingOf(i Instruction, borne money.Amount) money.Amount {
	minor := int64(0)
	switch {
	case i.waitsForBooking() && i.Booked.Sign() > 0 && i.Direction == PayIn:
		minor = min(0, i.Booked.Minor()+borne.Minor()-i.Amount.Minor())
	case i.waitsForBooking() && i.Booked.Sign() > 0:
		minor = i.Amount.Minor() - i.Booked.Minor()
	case i.State == lifecycle.InstructionSettled && i.Returned.Sign() > 0:
		minor = min(0, i.Returned.Minor()+borne.Minor()-i.Booked.Minor())
	}
	return money.FromMinor(i.Amount.Currency(), minor)
}

// mendShortfall holds the breaks about one payment against what is missing. Of one that waits for its booking nothing is added where
// no break says anything: it is overdue, or not yet.
func (s *Stages) mendShortfall(tx Tx, i Instruction, shorts []Break, missing money.Amount, undone int) error {
	sum := int64(0)
	for _, b := range shorts {
		if b.Amount.Currency() != missing.Currency() {
			return nil // of a payment in another currency than the account a person decides what it is worth
		}
		sum += b.Amount.Minor()
	}
	if sum == missing.Minor() || len(shorts) == 0 && i.State != lifecycle.InstructionSettled {
		return nil
	}
	said, why := false, fmt.Sprintf("by now %s is missing", missing)
	if missing.IsZero() {
		said, why = true, "the rest has come"
	}
	for _, b := range shorts {
		if !said && b.Amount == missing {
			said = true
		} else if err := tx.ResolveBreak(b.Key, why, s.instant()); err != nil {
			return err
		}
	}
	if said {
		return nil
	}
	what, whom := fmt.Sprintf("%s of %s came", i.Booked, i.Amount), i.Correspondent
	if i.Direction == PayIn {
		whom = "participant " + i.Participant
	} else if i.State == lifecycle.InstructionSettled {
		what = fmt.Sprintf("%s of %s came back", i.Returned, i.Booked)
	}
	return tx.AddBreak(Break{Key: fmt.Sprintf("%s%s:%d:%d:%d:%d", shortKey, i.ID, i.Booked.Minor(), i.Returned.Minor(), missing.Minor(), undone),
		Reason: reconcile.ReasonAmountDiffers, Correspondent: i.Correspondent, Cycle: i.Cycle, Instruction: i.ID, Amount: missing,
		State: lifecycle.BreakOpen, OpenedAt: s.instant(),
		Text: fmt.Sprintf("%s of pay-%s %s of participant %s, and nothing explains the rest. Ask %s for it, or for who kept it.", what, i.Direction, i.ID,
			i.Participant, whom)})
}

// restCame closes the breaks that say what is missing of a payment. One about more than was expected lies in suspense, and stays.
func (s *Stages) restCame(tx Tx, i Instruction, resolution string) error {
	shorts, err := s.openShortfalls(tx)
	if err != nil {
		return err
	}
	for _, one := range shorts[i.ID] {
		if err := tx.ResolveBreak(one.Key, resolution, s.instant()); err != nil {
			return err
		}
	}
	return nil
}
