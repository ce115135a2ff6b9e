package jobs

import (
	"context"
	"fmt"
	"strings"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// A match that the program made may be wrong: a bank gave the reference of one payment to another. A person undoes it. What
// was posted is reversed, the payment waits again, and the booking is in suspense with a break, which is worked on as any
// other. No rule matches a booking again once it was matched, so nothing brings the two together but a person.

// matchKey begins the key of a break about a match that the program made. It is resolved, by the rule, until that is undone.
const matchKey = "match:"

// ofMatch tells whether the break is about a match that the program made.
func (b Break) ofMatch() bool { return strings.HasPrefix(b.Key, matchKey) }

// UndoMatch undoes a match that the program made, by reversing entries. It is named by the key of its entry in the journal,
// as nostro trace shows it, or by its instruction, where only one booking stands of that. Above the limit of
// breaks.alone_up_to it asks for the approval of another person.
func (s *Stages) UndoMatch(ctx context.Context, name, reason string) (Result, error) {
	return s.record(ctx, "breaks", "", func() (out Result, err error) {
		a := breakAct{Do: BreakReopened, Reason: memo(reason), By: s.User}
		if a.Reason == "" {
			return out, fmt.Errorf("match %s: say with --reason why it is wrong", name)
		}
		err = s.Store.Update(ctx, func(tx Tx) error {
			if a.Break, err = s.breakOfMatch(tx, name); err != nil {
				return err
			}
			out, err = s.actIn(tx, a)
			return err
		})
		return out, err
	})
}

// breakOfMatch returns the break about a match, which it adds where there is none.
func (s *Stages) breakOfMatch(tx Tx, name string) (int64, error) {
	desk, err := s.openBreakDesk(tx)
	if err != nil {
		return 0, err
	}
	m, err := desk.standingMatch(name)
	if err != nil {
		return 0, err
	}
	b, err := desk.newMatchBreak(m)
	if err != nil {
		return 0, err
	}
	if err := tx.AddBreak(b); err != nil {
		return 0, err
	}
	all, err := tx.Breaks()
	for _, one := range all {
		if one.Key == b.Key {
			return one.ID, err
		}
	}
	return 0, err
}

// standingMatch finds a match that a rule made and that holds.
func (d *breakDesk) standingMatch(name string) (Match, error) {
	found, err := d.holding(func(m Match) bool {
		return m.Journal == name || m.Instruction == name && m.Kind != string(reconcile.FindingCharge)
	})
	if err != nil {
		return Match{}, err
	}
	switch {
	case len(found) == 0:
		return Match{}, fmt.Errorf("match %q: %w: give the key of an entry that nostro trace shows under a booking, or the id of a payment "+
			"that is booked", name, ErrUnknownID)
	case len(found) > 1:
		var keys []string
		for _, m := range found {
			keys = append(keys, m.Journal)
		}
		return Match{}, fmt.Errorf("%s has %d bookings: name the one that is wrong: %s", name, len(found), strings.Join(keys, ", "))
	case found[0].Rule == byHand:
		return Match{}, fmt.Errorf("match %s was made by a person: nostro breaks reopen BREAK undoes it", found[0].Journal)
	}
	return found[0], nil
}

// newMatchBreak is the break about a match as it holds.
func (d *breakDesk) newMatchBreak(m Match) (Break, error) {
	i, found, err := d.tx.Instruction(m.Instruction)
	if err != nil || !found && m.Instruction != "" {
		return Break{}, fmt.Errorf("instruction %q of entry %q: %w", m.Instruction, m.Journal, ErrUnknownID)
	}
	st := d.statements[m.Statement]
	b := Break{Key: matchKey + m.Journal, Reason: reconcile.ReasonUnknownAtUs, Correspondent: st.Correspondent, Cycle: i.Cycle, Instruction: i.ID,
		Statement: m.Statement, Entry: m.Entry, Detail: m.Detail, State: lifecycle.BreakResolved,
		Resolution: memo(fmt.Sprintf("matched by rule %s: %s", m.Rule, m.Why)), OpenedAt: d.stages.instant(), ResolvedAt: d.stages.instant()}
	keys, err := d.ofBooking(b)
	if err != nil {
		return Break{}, err
	}
	if b.Amount, err = d.together(keys); err != nil {
		return Break{}, err
	}
	was := "was taken for a charge of the bank that names no payment"
	if found {
		was = fmt.Sprintf("was matched with pay-%s %s of participant %s", i.Direction, i.ID, i.Participant)
	}
	b.Text = fmt.Sprintf("Entry %d of statement %s (%s) %s by rule %q. Somebody says that it is something else: ask %s what it is.", m.Entry,
		st.BankID, b.Amount, was, m.Rule, st.Correspondent)
	return b, nil
}

// ofBooking are the keys of all that holds of the booking for the instruction: the payment, and charges beside it.
func (d *breakDesk) ofBooking(b Break) (keys []string, err error) {
	found, err := d.holding(func(m Match) bool {
		return m.Statement == b.Statement && m.Entry == b.Entry && m.Detail == b.Detail && m.Instruction == b.Instruction && m.Rule != byHand
	})
	for _, m := range found {
		keys = append(keys, m.Journal)
	}
	return keys, err
}

// holding are the matches that are picked, explain something and are not undone.
func (d *breakDesk) holding(pick func(Match) bool) (found []Match, err error) {
	for _, m := range d.matches {
		if m.Kind == string(reconcile.FindingUnexplained) || !pick(m) {
			continue
		}
		_, undone, err := d.tx.EntryByKey(ledger.ReversalKey(m.Journal))
		if err != nil {
			return nil, err
		}
		if !undone {
			found = append(found, m)
		}
	}
	return found, nil
}

// together is what entries moved on the account.
func (d *breakDesk) together(keys []string) (sum money.Amount, err error) {
	for n, key := range keys {
		one := signed(d.matchOf[key])
		if n == 0 {
			sum = money.Zero(one.Currency())
		}
		if sum, err = sum.Add(one); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

func (d *breakDesk) prepareUndo(a *breakAct, b Break) error {
	keys, err := d.ofBooking(b)
	if err != nil {
		return err
	}
	if len(keys) == 0 {
		return fmt.Errorf("break %d: nothing of the match stands any more", b.ID)
	}
	amount, err := d.together(keys)
	if err != nil {
		return err
	}
	a.Amount, a.Undo = amountText(amount), strings.Join(keys, ", ")
	if b.Instruction != "" {
		a.Instruction = []string{b.Instruction}
	}
	return nil
}

// undoRule takes the booking from its instruction, and ends what was shown about it only because it was matched.
func (d *breakDesk) undoRule(b Break, step *BreakStep) error {
	keys, err := d.ofBooking(b)
	if err != nil {
		return err
	}
	if err := d.unbookAll(keys); err != nil {
		return err
	}
	for _, other := range d.breaks {
		_, held := d.held(other)
		if other.State == lifecycle.BreakOpen && other.Reason == reconcile.ReasonAmountDiffers && other.Instruction == b.Instruction &&
			other.Statement == b.Statement && other.Entry == b.Entry && other.Detail == b.Detail && !held {
			if err := d.tx.ResolveBreak(other.Key, "the match that left it was undone", d.stages.instant()); err != nil {
				return err
			}
		}
	}
	if err := d.backToSuspense(b, keys[0], keys, step); err != nil {
		return err
	}
	return d.saidOf(keys)
}
