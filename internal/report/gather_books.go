package report

import (
	"cmp"
	"slices"

	"nostro/jobs"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
)

func balance(r ledger.Row) Balance { return Balance{string(r.Account), Amount{r.Balance}} }

func (g *gatherer) entry(p posted) JournalEntry {
	e := p.entry
	return JournalEntry{Number: p.number, Key: e.Key, Kind: string(e.Kind), ValueDate: e.ValueDate.String(),
		Booked: g.at(p.at), SHA256: e.Evidence.SHA256, Place: e.Evidence.Place, Reverses: e.Reverses, Memo: e.Memo,
		Postings: mapped(e.Postings, func(l ledger.Posting) Posting {
			return Posting{string(l.Account), Amount{l.Amount}}
		})}
}

// kinds counts the entries of each kind that occurs, in the order of ledger.Kinds.
func (g *gatherer) kinds() []KindCount {
	counts := map[ledger.Kind]KindCount{}
	for _, p := range g.journal {
		n := counts[p.entry.Kind]
		n.Entries++
		n.Postings += len(p.entry.Postings)
		counts[p.entry.Kind] = n
	}
	rows := []KindCount{}
	for _, kind := range ledger.Kinds() {
		if n, ok := counts[kind]; ok {
			n.Kind = string(kind)
			rows = append(rows, n)
		}
	}
	return rows
}

type heldKey struct{ correspondent, currency string }

// setNostros sets the books of each correspondent beside the closing balance of its last proven statement.
func (g *gatherer) setNostros(p *Picture) error {
	rows := map[heldKey]*Nostro{}
	for _, b := range g.balances {
		if err := addBalance(rows, b); err != nil {
			return err
		}
	}
	for _, s := range g.proven {
		row := nostroOf(rows, s.Correspondent, s.Currency)
		row.Bank, row.BankDate, row.LastStatement = Amount{s.Closing}, s.ClosingDate.String(), s.BankID
	}
	p.Nostros = make([]Nostro, 0, len(rows))
	for _, row := range rows {
		row.Agrees = row.Bank == row.Books
		p.Nostros = append(p.Nostros, *row)
	}
	slices.SortFunc(p.Nostros, func(a, b Nostro) int {
		return cmp.Or(cmp.Compare(a.Correspondent, b.Correspondent), cmp.Compare(a.Currency, b.Currency))
	})
	return nil
}

// addBalance puts the balance into its column. What is in transit and in suspense stands on the credit side
// of the books; people count it as positive.
func addBalance(rows map[heldKey]*Nostro, b ledger.Row) error {
	var err error
	owner, currency := b.Account.Owner(), b.Balance.Currency()
	switch b.Account.Class() {
	case "nostro":
		nostroOf(rows, owner, currency).Books = Amount{b.Balance}
	case "charges":
		nostroOf(rows, owner, currency).Charges = Amount{b.Balance}
	case "transit":
		row := nostroOf(rows, owner, currency)
		row.Transit, err = negated(b.Balance)
	case "suspense":
		row := nostroOf(rows, owner, currency)
		row.Suspense, err = negated(b.Balance)
	}
	return err
}

func nostroOf(rows map[heldKey]*Nostro, correspondent string, c money.Currency) *Nostro {
	key := heldKey{correspondent, c.Code()}
	if rows[key] == nil {
		zero := Amount{money.Zero(c)}
		rows[key] = &Nostro{Correspondent: correspondent, Currency: c.Code(), Books: zero, Transit: zero,
			Suspense: zero, Charges: zero}
	}
	return rows[key]
}

// lastProven returns the proven statements of which none follows on the same account, in the order of the
// store: by correspondent, currency, closing date and sequence.
func lastProven(statements []jobs.Statement) []jobs.Statement {
	var last []jobs.Statement
	for _, s := range statements {
		if s.State != lifecycle.StatementProven {
			continue
		}
		if n := len(last); n > 0 && last[n-1].Correspondent == s.Correspondent && last[n-1].Currency == s.Currency {
			last[n-1] = s
			continue
		}
		last = append(last, s)
	}
	return last
}
