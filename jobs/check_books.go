package jobs

import (
	"cmp"
	"slices"
	"time"

	"nostro/ledger"
	"nostro/money"
)

// sums adds amounts by an account and a currency, apart from the ledger's own balances.
type sums map[sumKey]int64

type sumKey struct {
	name     string
	currency money.Currency
}

func (s sums) add(name string, a money.Amount) { s[sumKey{name, a.Currency()}] += a.Minor() }

// compare tells every difference between two lists of sums, in order.
func (s sums) compare(f *findings, other sums, left, right string) {
	var keys []sumKey
	for k := range s {
		keys = append(keys, k)
	}
	for k := range other {
		if _, both := s[k]; !both {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b sumKey) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.currency.Code(), b.currency.Code()))
	})
	for _, k := range keys {
		if s[k] != other[k] {
			f.fail("%s: %s %s, %s %s", k.name, left, money.FromMinor(k.currency, s[k]),
				right, money.FromMinor(k.currency, other[k]))
		}
	}
}

// journalSums returns the balances of the accounts of one class, by their owner; debit is positive.
func journalSums(tx Tx, class string) (sums, error) {
	out := sums{}
	err := tx.Journal(func(_ int64, _ time.Time, e ledger.Entry) error {
		for _, p := range e.Postings {
			if p.Account.Class() == class {
				out.add(p.Account.Owner(), p.Amount)
			}
		}
		return nil
	})
	return out, err
}

// checkEntries adds every entry up by hand, and the journal as a whole.
func checkEntries(tx Tx, f *findings) error {
	total := sums{}
	err := tx.Journal(func(number int64, _ time.Time, e ledger.Entry) error {
		f.counted++
		entry := sums{}
		for _, p := range e.Postings {
			entry.add("", p.Amount)
			total.add("", p.Amount)
		}
		for _, minor := range entry {
			if minor != 0 {
				f.fail("entry %d (%s) does not balance", number, e.Key)
				break
			}
		}
		return nil
	})
	total.compare(f, sums{}, "all postings sum to", "not")
	return err
}

// checkFX compares fx:position with the conversions, and spread and rounding with theirs.
func checkFX(tx Tx, f *findings) error {
	booked, err := fxSums(tx)
	if err != nil {
		return err
	}
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	listed := sums{}
	for _, c := range cycles {
		conversions, err := tx.Conversions(c.ID)
		if err != nil {
			return err
		}
		for _, v := range conversions {
			f.counted++
			listed[sumKey{string(ledger.FXPosition), v.From.Currency()}] -= v.From.Minor()
			listed.add(string(ledger.FXPosition), v.Mid)
			listed[sumKey{string(ledger.FXSpread), v.Spread.Currency()}] -= v.Spread.Minor()
			listed[sumKey{string(ledger.Rounding), v.Residual.Currency()}] -= v.Residual.Minor()
		}
	}
	booked.compare(f, listed, "journal", "conversions")
	return nil
}

func fxSums(tx Tx) (sums, error) {
	out := sums{}
	err := tx.Journal(func(_ int64, _ time.Time, e ledger.Entry) error {
		if e.Kind != ledger.KindConversion {
			return nil
		}
		for _, p := range e.Postings {
			if p.Account.Class() != "participant" {
				out.add(string(p.Account), p.Amount)
			}
		}
		return nil
	})
	return out, err
}
