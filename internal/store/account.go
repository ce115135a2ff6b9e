package store

import (
	"fmt"

	"nostro/ledger"
	"nostro/money"
)

// accountKey names an account of the books in one currency.
type accountKey struct {
	name     ledger.Account
	currency money.Currency
}

// account is the row of an account, and its balance with all that was posted in this transaction.
type account struct {
	id      int64
	balance int64 // minor units, debit positive
}

// move is what a posting makes of an account.
type move struct {
	account *account
	balance int64
}

const selectBookAccount = "SELECT id, coalesce((SELECT balance FROM posting WHERE account = id ORDER BY entry DESC LIMIT 1), 0) " +
	"FROM account WHERE name = ?1 AND currency = ?2"

var insertBookAccount = insertInto("account", "name, currency")

// movesOf returns what each posting of the entry makes of its account, which it does not touch yet. A
// balance beyond 64 bits is an error that wraps money.ErrOverflow.
func (t *tx) movesOf(b *book, e ledger.Entry) ([]move, error) {
	moves := make([]move, len(e.Postings))
	for n, p := range e.Postings {
		key := accountKey{p.Account, p.Amount.Currency()}
		a, err := t.accountOf(b, key)
		if err != nil {
			return nil, err
		}
		sum, err := money.FromMinor(key.currency, a.balance).Add(p.Amount)
		if err != nil {
			return nil, fmt.Errorf("entry %q: balance of %s: %w: post it in parts to another account", e.Key, key.name, err)
		}
		moves[n] = move{a, sum.Minor()}
	}
	return moves, nil
}

// accountOf returns the account, which gets its row where it has none.
func (t *tx) accountOf(b *book, key accountKey) (*account, error) {
	if a, ok := b.accounts[key]; ok {
		return a, nil
	}
	what := fmt.Sprintf("account %s %s", key.name, key.currency)
	a := &account{}
	_, found, err := one(t, what, func(*struct{}) []any { return []any{&a.id, &a.balance} }, selectBookAccount,
		string(key.name), key.currency.Code())
	if err == nil && !found {
		a.id, err = t.add(what, insertBookAccount, string(key.name), key.currency.Code())
	}
	if err != nil {
		return nil, err
	}
	b.accounts[key] = a
	return a, nil
}
