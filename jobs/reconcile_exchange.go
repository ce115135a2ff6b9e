package jobs

import (
	"errors"
	"fmt"
	"slices"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// A bank may book a payment in one currency on the account of another one. The payments of an account are those in its
// currency, so what a booking names beyond them is looked up where nothing else explains it.

// otherCurrencies returns the payments at the correspondent in other currencies that bookings name which nothing explains.
func otherCurrencies(tx Tx, st Statement, o reconcile.Outcome) (named []Instruction, err error) {
	asked := map[int][]int{} // details of entries, 0 for all of them
	for n := range o.Findings {
		if f := &o.Findings[n]; f.Kind == reconcile.FindingUnexplained && f.Instruction == "" {
			asked[f.Entry] = append(asked[f.Entry], f.Detail)
		}
	}
	seen := map[string]bool{}
	for n := range st.Entries {
		details, some := asked[st.Entries[n].Number]
		if !some {
			continue
		}
		for _, d := range st.Entries[n].Details {
			if !slices.Contains(details, 0) && !slices.Contains(details, d.Number) {
				continue
			}
			i, found, err := reference{d.UETR, instrIDOf(d.InstrID, d.EndToEndID)}.find(tx, st.Correspondent)
			if err != nil {
				return nil, err
			}
			if found && !seen[i.ID] && i.Amount.Currency() != st.Currency {
				seen[i.ID] = true
				named = append(named, i)
			}
		}
	}
	return named, nil
}

// matchOthers matches once more, with the payments in other currencies that are named, where there are any. What was converted is
// posted only where we have rates for both currencies: a trade that nobody can value would leave our position unexplained.
func (s *Stages) matchOthers(tx Tx, st Statement, o reconcile.Outcome, instructions []Instruction, tally *reconcileTally) (reconcile.Outcome,
	[]Instruction, error) {
	others, err := otherCurrencies(tx, st, o)
	if err != nil || len(others) == 0 {
		return o, instructions, err
	}
	instructions = append(instructions, others...)
	if o, err = s.match(tx, st, instructions); err != nil {
		return o, instructions, err
	}
	for _, f := range o.Findings {
		if f.Settled == (money.Amount{}) {
			continue
		}
		err := s.canValue(tx, f.Amount, f.Settled)
		if err != nil && !errors.Is(err, ErrNeedsPerson) {
			return o, instructions, err
		}
		if err != nil {
			tally.notes = append(tally.notes, fmt.Sprintf("statement %s of %s: what was converted is not posted: %s", st.BankID, st.Correspondent,
				plainWords(err)))
			o, err = s.matchBy(tx, st, instructions, withoutExchanges(s.rules()))
			return o, instructions, err
		}
	}
	return o, instructions, nil
}

// canValue errs where a fixing lacks that our position needs once it has the amounts.
func (s *Stages) canValue(tx Tx, amounts ...money.Amount) error {
	shelf := newRateShelf(tx, s.Settings)
	pricer, err := shelf.before(s.today())
	if err != nil {
		return err
	}
	for _, a := range amounts {
		if _, err := shelf.change(a, pricer); err != nil {
			return needsRates(err)
		}
	}
	return nil
}

func withoutExchanges(rules reconcile.Rules) reconcile.Rules {
	rules = slices.Clone(rules)
	for n := range rules {
		rules[n].Exchanges = nil
	}
	return rules
}

// exchangeByHand is the finding of a booking that a person says is all of a payment in another currency, or its return, at
// whatever rate.
func (d *breakDesk) exchangeByHand(a breakAct, i Instruction, b Break, m Match) (reconcile.Finding, error) {
	if err := d.stages.canValue(d.tx, m.Amount, i.Amount); err != nil {
		return reconcile.Finding{}, fmt.Errorf("break %d: %s for %s would be a trade that nobody can value: %w", b.ID, m.Amount, i.Amount, err)
	}
	kind := reconcile.FindingPayOutBooked
	if m.Credit {
		kind = reconcile.FindingPayInBooked
	}
	back := m.Credit && i.Direction == PayOut && i.State == lifecycle.InstructionSettled && i.Returned.IsZero() && i.Booked == i.Amount
	if back {
		kind = reconcile.FindingReturned
	}
	switch i.State {
	case lifecycle.InstructionReturned, lifecycle.InstructionSettled, lifecycle.InstructionRejected:
		if !back {
			return reconcile.Finding{}, fmt.Errorf("break %d cannot be matched with instruction %s: it is %s, nothing of it is waited for", b.ID, i.ID, i.State)
		}
	}
	fits := back || i.Booked.IsZero() && m.Credit == (i.Direction == PayIn)
	if len(a.Instruction) != 1 || i.Correspondent != b.Correspondent || !fits {
		return reconcile.Finding{}, fmt.Errorf("break %d cannot be matched with instruction %s: it is of %s at %s, the booking is of %s at %s; of "+
			"another currency a booking is one whole payment, of which nothing is booked yet, or all of one that came back", b.ID, i.ID, i.Amount,
			i.Correspondent, signed(m), b.Correspondent)
	}
	return reconcile.Finding{Entry: m.Entry, Detail: m.Detail, Kind: kind, Instruction: i.ID, Amount: m.Amount, Charges: money.Zero(m.Amount.Currency()),
		Settled: i.Amount, Credit: m.Credit, Rule: byHand, Settles: true,
		Why: memo(fmt.Sprintf("matched by %s, %s for %s: %s", a.By, m.Amount, i.Amount, a.Reason))}, nil
}
