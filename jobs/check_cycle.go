package jobs

import "nostro/lifecycle"

// checkNets adds the positions of each cycle up: gross in is gross out, and the nets sum to zero.
func checkNets(tx Tx, f *findings) error {
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		positions, err := tx.Positions(c.ID)
		if err != nil {
			return err
		}
		if err := checkSets(tx, f, c, positions); err != nil {
			return err
		}
		net, in, out := sums{}, sums{}, sums{}
		for _, p := range positions {
			f.counted++
			net.add("cycle "+c.ID, p.Net)
			in.add("cycle "+c.ID, p.GrossIn)
			out.add("cycle "+c.ID, p.GrossOut)
			if p.GrossIn.Minor()-p.GrossOut.Minor() != p.Net.Minor() {
				f.fail("cycle %s: position of %s is not gross in less gross out", c.ID, p.Participant)
			}
		}
		net.compare(f, sums{}, "nets sum to", "not")
		in.compare(f, out, "gross in", "gross out")
	}
	return nil
}

// checkObligations adds the netted obligations up by payer and payee, and compares with the postings of
// the netting entries: the obligations are the subledger of those.
func (b *books) checkObligations(tx Tx, f *findings) error {
	subledger := sums{}
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		if !c.State.Reached(lifecycle.CycleNetted) {
			continue
		}
		obligations, err := tx.ObligationsOf(c.ID)
		if err != nil {
			return err
		}
		for _, o := range obligations {
			f.counted++
			subledger.add(o.Payer, o.Amount)
			subledger[sumKey{o.Payee, o.Amount.Currency()}] -= o.Amount.Minor()
		}
	}
	if b.err != nil {
		return b.err
	}
	subledger.compare(f, b.netting, "obligations", "netting entries")
	return nil
}

// checkOneState looks at every obligation: its state fits its cycle.
func checkOneState(tx Tx, f *findings) error {
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, c := range append([]Cycle{{}}, cycles...) {
		obligations, err := tx.ObligationsOf(c.ID)
		if err != nil {
			return err
		}
		for _, o := range obligations {
			f.counted++
			if seen[o.ID] {
				f.fail("obligation %s is in two cycles", o.ID)
			}
			seen[o.ID] = true
			if want := stateIn(c); !stateFits(o.State, want) {
				f.fail("obligation %s is %s, its cycle %q asks for %v", o.ID, o.State, c.ID, want)
			}
		}
	}
	return nil
}

// stateIn returns the states that obligations of the cycle may have.
func stateIn(c Cycle) []lifecycle.Obligation {
	switch {
	case c.ID == "":
		return []lifecycle.Obligation{lifecycle.ObligationAccepted, lifecycle.ObligationHeld, lifecycle.ObligationWithdrawn}
	case c.State == lifecycle.CycleSettled:
		return []lifecycle.Obligation{lifecycle.ObligationSettled}
	case c.State.Reached(lifecycle.CycleNetted):
		return []lifecycle.Obligation{lifecycle.ObligationNetted}
	}
	return []lifecycle.Obligation{lifecycle.ObligationAccepted}
}

func stateFits(state lifecycle.Obligation, allowed []lifecycle.Obligation) bool {
	for _, s := range allowed {
		if s == state {
			return true
		}
	}
	return false
}

// checkParticipants redoes what every participant is owed or owes from positions, conversions and
// instructions, and compares with the journal.
func (b *books) checkParticipants(tx Tx, f *findings) error {
	journal, err := b.of("participant")
	if err != nil {
		return err
	}
	f.counted = len(journal)
	owed := sums{} // debit positive, as in the journal
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		if c.State == lifecycle.CycleAborted {
			continue // checkAborted
		}
		finals, err := FinalPositions(tx, c.ID)
		if err != nil {
			return err
		}
		for _, p := range finals {
			owed[sumKey{p.Participant, p.Amount.Currency()}] -= p.Amount.Minor()
		}
	}
	instructions, err := tx.InstructionsOf("")
	if err != nil {
		return err
	}
	given, err := borneOf(tx)
	if err != nil {
		return err
	}
	for _, i := range instructions {
		owed[sumKey{i.Participant, i.Amount.Currency()}] += moved(i) - given[i.ID].Minor()
	}
	movements, err := tx.ReserveMovements()
	if err != nil {
		return err
	}
	for _, m := range movements {
		if m.Participant != "" { // a use credits its participant, and what it pays back debits it
			owed[sumKey{m.Participant, m.Amount.Currency()}] += m.signed()
		}
	}
	journal.compare(f, owed, "journal", "positions less payments")
	return nil
}

// moved is what an instruction has posted to its participant so far, debit positive.
func moved(i Instruction) int64 {
	if i.Direction == PayIn {
		return i.Returned.Minor() - i.Booked.Minor()
	}
	if i.IntentOpen {
		return i.Amount.Minor()
	}
	if i.State == lifecycle.InstructionSettled || i.State == lifecycle.InstructionReturned {
		return i.Booked.Minor() - i.Returned.Minor()
	}
	return 0
}
