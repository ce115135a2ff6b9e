package reconcile

import (
	"fmt"

	"nostro/lifecycle"
	"nostro/money"
)

// Previous is the proven statement of the same account before the one at hand.
type Previous struct {
	ID       string
	Sequence int64 // 0 where the bank gives none
	Closing  money.Amount
}

// Proof is the verdict on a statement: proven, or disputed with the breaks that say why.
type Proof struct {
	State     lifecycle.Statement // proven or disputed
	Breaks    []Break             // empty where proven
	Credits   money.Amount        // sum of the booked credits
	Debits    money.Amount        // sum of the booked debits, as a positive amount
	Counted   int                 // booked entries
	NotBooked int                 // entries that are pending or informational, not in the sums
	Flipped   bool                // it does not add up, but would if its reversals had the other direction
}

// Prove checks that the opening balance and the booked entries give the closing balance, that the
// opening balance is the previous closing one, and that no sequence number is missing or comes again. A
// nil previous means the first statement of the account: there is nothing to compare with. A statement
// that fails is disputed and must move no money; that is a verdict, not an error. It errs where amounts
// are of other currencies than the statement's, entries are not numbered, or sums overflow.
func Prove(s Statement, previous *Previous) (Proof, error) {
	if err := s.check(); err != nil {
		return Proof{}, err
	}
	p := Proof{State: lifecycle.StatementProven, Credits: money.Zero(s.Currency), Debits: money.Zero(s.Currency)}
	if err := p.count(s); err != nil {
		return Proof{}, fmt.Errorf("statement %q: %w", s.ID, err)
	}
	difference, err := p.difference(s)
	if err != nil {
		return Proof{}, fmt.Errorf("statement %q: %w", s.ID, err)
	}
	if !difference.IsZero() {
		p.Flipped = s.addsUpFlipped(difference)
		p.Breaks = append(p.Breaks, s.broken(ReasonDoesNotAddUp, difference, fmt.Sprintf(
			"Statement %s: opening %s plus credits %s less debits %s is not closing %s: %s differs. "+
				"Nothing of it is posted. Ask %s for a correct statement.",
			s.ID, s.Opening, p.Credits, p.Debits, s.Closing, difference, s.Correspondent)))
	}
	if previous != nil {
		if err := checkAmount(previous.Closing, s.Currency); err != nil {
			return Proof{}, fmt.Errorf("statement %q: previous closing balance: %w", s.ID, err)
		}
		breaks, err := s.follows(*previous)
		if err != nil {
			return Proof{}, err
		}
		p.Breaks = append(p.Breaks, breaks...)
	}
	if len(p.Breaks) > 0 {
		p.State = lifecycle.StatementDisputed
	}
	return p, nil
}

// count sums the booked entries.
func (p *Proof) count(s Statement) (err error) {
	for _, e := range s.Entries {
		switch {
		case !e.Booked:
			p.NotBooked++
			continue
		case e.Amount.Sign() >= 0:
			p.Credits, err = p.Credits.Add(e.Amount)
		default:
			p.Debits, err = p.Debits.Sub(e.Amount)
		}
		if err != nil {
			return fmt.Errorf("entry %d: %w", e.Number, err)
		}
		p.Counted++
	}
	return nil
}

// difference returns closing - (opening + credits - debits).
func (p *Proof) difference(s Statement) (money.Amount, error) {
	booked, err := p.Credits.Sub(p.Debits)
	if err != nil {
		return money.Amount{}, err
	}
	reached, err := s.Opening.Add(booked)
	if err != nil {
		return money.Amount{}, err
	}
	return s.Closing.Sub(reached)
}

func (s Statement) broken(reason Reason, amount money.Amount, text string) Break {
	return Break{Reason: reason, Statement: s.ID, Amount: amount, Text: text}
}
