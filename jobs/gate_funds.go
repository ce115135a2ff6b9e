package jobs

import (
	"fmt"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
)

type fundKey struct {
	correspondent string
	currency      money.Currency
}

// funds keeps what is there for pay-outs at each nostro while files are let through, in the order of their names: one
// that is beyond what is left waits, and smaller ones after it may go.
type funds struct {
	stages *Stages
	tx     Tx
	on     calendar.Date
	left   map[fundKey]money.Amount
}

// take takes the amount from what is left, or says what is missing.
func (f *funds) take(correspondent string, need money.Amount) (reason string, err error) {
	rule := f.stages.Settings.PayOuts.Funding
	if rule == "" || rule == FundingNone {
		return "", nil
	}
	key := fundKey{correspondent, need.Currency()}
	left, known := f.left[key]
	if !known {
		if left, err = f.stages.fundsOf(f.tx, key, f.on); err != nil {
			return "", err
		}
	}
	rest, err := left.Sub(need)
	if err != nil {
		return "", err
	}
	if rest.Sign() >= 0 {
		f.left[key] = rest
		return "", nil
	}
	f.left[key] = left
	short, err := rest.Neg()
	what := "the balance less what is on its way"
	if rule == FundingPayIns {
		what += ", with the pay-ins that are expected"
	}
	return fmt.Sprintf("waits for funds: %s is needed at %s, %s is there (%s): fund %s", need, correspondent, left, what, short), err
}

// fundsOf is what is there at a nostro for pay-outs by the rule of the house.
func (s *Stages) fundsOf(tx Tx, key fundKey, on calendar.Date) (money.Amount, error) {
	n, err := s.nostroFunds(tx, key, on)
	if err != nil || s.Settings.PayOuts.Funding != FundingPayIns {
		return n.There, err
	}
	return n.There.Add(n.Comes)
}

// Funds is what is at one nostro, what comes, and what goes.
type Funds struct {
	Correspondent string
	Balance       money.Amount // of the nostro in the books: what its last proven statement says, and what was booked since
	OnItsWay      money.Amount // pay-outs that were sent and are not booked
	There         money.Amount // Balance - OnItsWay
	Comes         money.Amount // pay-ins that are expected until the value date
	Goes          money.Amount // pay-outs until the value date that were not sent yet
	ToFund        money.Amount // what is missing: Goes - There - Comes where that is above zero
}

// nostroFunds adds up what instructions until the value date, of all cycles, do to one nostro.
func (s *Stages) nostroFunds(tx Tx, key fundKey, until calendar.Date) (f Funds, err error) {
	c := key.currency
	f = Funds{Correspondent: key.correspondent, Comes: money.Zero(c), Goes: money.Zero(c), ToFund: money.Zero(c)}
	if f.Balance, err = tx.JournalBalance(ledger.NostroAccount(key.correspondent), c, BalanceDates{}); err != nil {
		return f, err
	}
	transit, err := tx.JournalBalance(ledger.TransitAccount(key.correspondent), c, BalanceDates{})
	if err != nil {
		return f, err
	}
	if f.OnItsWay, err = transit.Neg(); err != nil {
		return f, err
	}
	if f.There, err = f.Balance.Sub(f.OnItsWay); err != nil {
		return f, err
	}
	instructions, err := tx.InstructionsAt(key.correspondent, c)
	if err != nil {
		return f, err
	}
	borne, err := borneOf(tx)
	if err != nil {
		return f, err
	}
	reissued, err := reissuesBy(tx)
	if err != nil {
		return f, err
	}
	for _, i := range instructions {
		idle, err := nothingToPay(tx, i, reissued, borne)
		if err != nil {
			return f, err
		}
		if i.ValueDate.After(until) || borne.all(i) || idle { // neither comes nor goes any more
			continue
		}
		if err := f.add(i); err != nil {
			return f, fmt.Errorf("instruction %s: %w", i.ID, err)
		}
	}
	need, err := f.Goes.Sub(f.There)
	if err == nil {
		need, err = need.Sub(f.Comes)
	}
	if need.Sign() > 0 {
		f.ToFund = need
	}
	return f, err
}

// add counts an instruction that is still to come or to go.
func (f *Funds) add(i Instruction) (err error) {
	switch {
	case i.Direction == PayIn && i.State != lifecycle.InstructionSettled && i.State != lifecycle.InstructionReturned:
		open, err := i.Amount.Sub(i.Booked)
		if err == nil {
			f.Comes, err = f.Comes.Add(open)
		}
		return err
	case i.Direction == PayOut && (i.State == lifecycle.InstructionPlanned || i.State == lifecycle.InstructionWritten):
		f.Goes, err = f.Goes.Add(i.Amount)
	}
	return err
}
