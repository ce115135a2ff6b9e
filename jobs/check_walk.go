package jobs

import (
	"fmt"
	"time"

	"nostro/ledger"
)

// books are what one walk over the journal gathers for every invariant that needs it: a journal of years is
// read once.
type books struct {
	check      BooksCheck
	unbalanced []string                // entries that do not sum to zero, by number and key
	total      sums                    // of all postings
	byClass    map[string]sums         // balances by owner, for each class of accounts; debit positive
	netting    sums                    // of the netting entries, by participant
	conversion sums                    // of the conversions, by account of the house
	covers     map[string]ledger.Entry // of settled cover trades, by key
	ofCycles   map[string]bool         // keys of nettings, conversions and what undoes them
	witness    witness
	witnessErr error // why there is none
	err        error // why the walk could not be ended
}

// walkBooks reads the journal. Where it was changed from outside, what it says is of no use to any invariant.
func walkBooks(tx Tx) (*books, error) {
	b := &books{total: sums{}, byClass: map[string]sums{}, netting: sums{}, conversion: sums{},
		covers: map[string]ledger.Entry{}, ofCycles: map[string]bool{}}
	b.witness, b.witnessErr = newWitness(tx)
	check, err := tx.CheckBooks(func(number int64, _ time.Time, e ledger.Entry) error {
		b.add(number, e)
		b.addFX(e)
		if e.Kind == ledger.KindNetting || e.Kind == ledger.KindConversion || ledger.UndoesNetting(e) || ledger.UndoesConversion(e) {
			b.ofCycles[e.Key] = true
		}
		return nil
	})
	b.check, b.err = check, check.Log
	return b, err
}

func (b *books) add(number int64, e ledger.Entry) {
	if b.witnessErr == nil {
		b.witness.see(e)
	}
	entry := sums{}
	for _, p := range e.Postings {
		entry.add("", p.Amount)
		b.total.add("", p.Amount)
		class := p.Account.Class()
		if b.byClass[class] == nil {
			b.byClass[class] = sums{}
		}
		b.byClass[class].add(p.Account.Owner(), p.Amount)
		switch {
		case e.Kind == ledger.KindNetting, ledger.UndoesNetting(e):
			b.netting.add(p.Account.Owner(), p.Amount)
		case (e.Kind == ledger.KindConversion || ledger.UndoesConversion(e)) && class != "participant":
			b.conversion.add(string(p.Account), p.Amount)
		}
	}
	for _, minor := range entry {
		if minor != 0 {
			b.unbalanced = append(b.unbalanced, fmt.Sprintf("%d (%s)", number, e.Key))
			break
		}
	}
}

// addFX keeps what cover trades say.
func (b *books) addFX(e ledger.Entry) {
	if e.Kind == ledger.KindCover {
		b.covers[e.Key] = e
	}
}

// of returns the balances of the accounts of one class, by their owner.
func (b *books) of(class string) (sums, error) {
	if b.err != nil {
		return nil, b.err
	}
	if found := b.byClass[class]; found != nil {
		return found, nil
	}
	return sums{}, nil
}
