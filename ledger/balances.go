package ledger

import (
	"cmp"
	"fmt"
	"slices"

	"nostro/money"
)

// Balances is a trial balance: what stands on each account in each currency. The zero value is empty and
// ready to use. It is not safe for use by several goroutines at once.
type Balances struct {
	amounts map[balanceKey]money.Amount
}

type balanceKey struct {
	account  Account
	currency money.Currency
}

// Row is the balance of one account in one currency: debit positive, credit negative.
type Row struct {
	Account Account
	Balance money.Amount
}

// Add posts the entry. It errs where the entry is not valid or a balance overflows, and then leaves every
// balance as it was.
func (b *Balances) Add(e Entry) error {
	if err := e.Validate(); err != nil {
		return err
	}
	next := make([]money.Amount, len(e.Postings))
	for i, p := range e.Postings {
		var err error
		if next[i], err = b.Of(p.Account, p.Amount.Currency()).Add(p.Amount); err != nil {
			return fmt.Errorf("entry %q: balance of %s: %w", e.Key, p.Account, err)
		}
	}
	if b.amounts == nil {
		b.amounts = make(map[balanceKey]money.Amount)
	}
	for i, p := range e.Postings {
		b.amounts[balanceKey{p.Account, p.Amount.Currency()}] = next[i]
	}
	return nil
}

// Of returns the balance of the account in the currency; nothing where no entry touched it.
func (b *Balances) Of(account Account, currency money.Currency) money.Amount {
	if amount, ok := b.amounts[balanceKey{account, currency}]; ok {
		return amount
	}
	return money.Zero(currency)
}

// Rows returns every balance that an entry touched, those of zero too, by account and currency. In each
// currency they sum to zero.
func (b *Balances) Rows() []Row {
	rows := make([]Row, 0, len(b.amounts))
	for key, amount := range b.amounts {
		rows = append(rows, Row{key.account, amount})
	}
	slices.SortFunc(rows, func(x, y Row) int {
		return cmp.Or(cmp.Compare(x.Account, y.Account),
			cmp.Compare(x.Balance.Currency().Code(), y.Balance.Currency().Code()))
	})
	return rows
}
