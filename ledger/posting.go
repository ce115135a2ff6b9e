package ledger

import (
	"cmp"
	"math"
	"slices"

	"nostro/money"
)

// Posting is one leg of an entry: a debit of the account where Amount is positive, a credit where it is
// negative. An amount of zero is no posting.
type Posting struct {
	Account Account
	Amount  money.Amount
}

// comparePostings orders by account, currency and amount, which is the order of the canonical form.
func comparePostings(a, b Posting) int {
	return cmp.Or(
		cmp.Compare(a.Account, b.Account),
		cmp.Compare(a.Amount.Currency().Code(), b.Amount.Currency().Code()),
		cmp.Compare(a.Amount.Minor(), b.Amount.Minor()))
}

// SortedPostings returns the postings by account, currency and amount, which is the order in which they are
// hashed, and leaves the argument alone.
func SortedPostings(postings []Posting) []Posting { return sorted(postings) }

func sorted(postings []Posting) []Posting {
	own := slices.Clone(postings)
	slices.SortFunc(own, comparePostings)
	return own
}

// legs collects the postings of an event and keeps the first error, so that a constructor reads like the
// row of the table that it follows. Legs of zero are skipped.
type legs struct {
	postings []Posting
	err      error
}

// debit adds the amount to the account's debit side; a negative amount lands on the credit side.
func (l *legs) debit(account Account, amount money.Amount) {
	if !amount.IsZero() {
		l.postings = append(l.postings, Posting{account, amount})
	}
}

// credit adds the amount to the account's credit side; a negative amount lands on the debit side.
func (l *legs) credit(account Account, amount money.Amount) {
	if amount.Minor() == math.MinInt64 { // it has no opposite
		if _, err := amount.Neg(); l.err == nil {
			l.err = err
		}
		return
	}
	l.debit(account, money.FromMinor(amount.Currency(), -amount.Minor()))
}
