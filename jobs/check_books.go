package jobs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"nostro/ledger"
	"nostro/lifecycle"
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

// checkEntries looks at the sum of every entry, and at that of the journal as a whole.
func (b *books) checkEntries(_ Tx, f *findings) error {
	f.counted = b.check.Entries
	for _, entry := range b.unbalanced {
		f.fail("entry %s does not balance", entry)
	}
	b.total.compare(f, sums{}, "all postings sum to", "not")
	return b.err
}

// checkBalances compares the balances that stand with the postings, and the totals by value date, with what the
// postings sum to.
func (b *books) checkBalances(_ Tx, f *findings) error {
	f.counted = b.check.Postings
	if b.check.Balances != nil {
		f.fail("%v", b.check.Balances)
	}
	return b.err
}

// checkLog asks for every leaf and tile of the transparency log: every entry is a leaf of it, and none has
// changed since it was written. Whoever made leaves and tiles anew cannot do so with what was signed: the log must
// begin with what every checkpoint says. That the signatures are good is for verify, which is given the key.
func (b *books) checkLog(tx Tx, f *findings) error {
	f.counted = b.check.Entries
	if b.check.Log != nil {
		f.fail("%v", b.check.Log)
		return nil
	}
	checkpoints, err := tx.Checkpoints()
	if err != nil {
		return err
	}
	for _, c := range checkpoints {
		if err := checkSigned(tx, c, int64(b.check.Entries)); err != nil {
			f.fail("%v", err)
		}
	}
	return nil
}

// checkSigned compares the log of so many entries with a checkpoint, and that with its note.
func checkSigned(tx Tx, c SignedCheckpoint, entries int64) error {
	what := fmt.Sprintf("checkpoint of %d entries, made at %s", c.Size, c.MadeAt.UTC().Format(time.RFC3339))
	if !strings.HasPrefix(c.Note, c.Text()+"\n") {
		return fmt.Errorf("%s: its note says something else: the row was changed from outside", what)
	}
	if c.Size > entries {
		return fmt.Errorf("%s: the books have %d: entries were taken from their end", what, entries)
	}
	root, err := tx.LogRoot(c.Size)
	if err != nil {
		return err
	}
	if root != c.Root {
		return fmt.Errorf("%s: the books do not begin with what it signed: they were changed from outside; nostro verify tells "+
			"where", what)
	}
	return nil
}

// checkFX compares fx:position with the conversions, and spread and rounding with theirs.
func (b *books) checkFX(tx Tx, f *findings) error {
	if b.err != nil {
		return b.err
	}
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	listed := sums{}
	for _, c := range cycles {
		if c.State == lifecycle.CycleAborted {
			continue // its conversions are reversed
		}
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
	b.conversion.compare(f, listed, "journal", "conversions")
	return nil
}
