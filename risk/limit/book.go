package limit

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"nostro/money"
)

// Errors that callers tell apart; test with errors.Is.
var ErrRefused = errors.New("the caps cannot be held against this book")

// Obligation is one that a cycle could settle.
type Obligation struct {
	ID                 string
	Seq                int64 // order of acceptance: the queue
	Payer, Payee       string
	Amount             money.Amount // above zero
	InBase             money.Amount // what it is worth in the base currency; the zero value where nothing needs it
	PayerSet, PayeeSet string       // amounts of a participant and currency offset each other where this is the same
}

// Earlier is a net position of the same value date that another cycle has taken already: + the participant receives.
type Earlier struct {
	Participant, Set string
	Net, InBase      money.Amount
}

// Book is what is offered to a cycle.
type Book struct {
	Obligations []Obligation
	Limits      Limits
	Base        money.Currency
	Earlier     []Earlier
	// Converts names the participants all of whose positions become one currency: in base, their credit in one
	// currency offsets their debt in another. Of others it does not: a debt in dollars that is not paid is not
	// paid by euros.
	Converts map[string]bool
}

// joint tells whether the currencies must be decided together, valued in base.
func (b Book) joint() bool {
	return b.Limits.InBase() || b.Limits.Counts() && len(currencies(b.Obligations)) > 1
}

func currencies(obligations []Obligation) []money.Currency {
	var list []money.Currency
	seen := map[money.Currency]bool{}
	for _, o := range obligations {
		if c := o.Amount.Currency(); !seen[c] {
			seen[c] = true
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b money.Currency) int { return cmp.Compare(a.Code(), b.Code()) })
	return list
}

// queued returns the obligations in the order of the queue: by sequence, then by identifier.
func queued(obligations []Obligation) []Obligation {
	sorted := slices.Clone(obligations)
	slices.SortFunc(sorted, func(a, b Obligation) int {
		return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.ID, b.ID))
	})
	return sorted
}

// refuse returns what keeps the caps from being held against the book.
func (b Book) refuse(sorted []Obligation) error {
	seen := make(map[string]bool, len(sorted))
	joint := b.joint()
	for _, o := range sorted {
		switch {
		case seen[o.ID]:
			return fmt.Errorf("%w: obligation %q comes twice: take one of them out", ErrRefused, o.ID)
		case o.Payer == o.Payee:
			return fmt.Errorf("%w: obligation %q: payer and payee are both %q: withdraw it", ErrRefused, o.ID, o.Payer)
		case o.Amount.Sign() <= 0:
			return fmt.Errorf("%w: obligation %q: amount %s is not above zero: withdraw it", ErrRefused, o.ID, o.Amount)
		case joint && (o.InBase.Currency() != b.Base || o.InBase.Sign() < 0):
			return fmt.Errorf("%w: obligation %q: nobody knows what %s is in %s: give the rate", ErrRefused, o.ID, o.Amount, b.Base)
		}
		seen[o.ID] = true
	}
	return nil
}
