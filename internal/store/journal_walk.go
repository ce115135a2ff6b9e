package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/money"
)

const (
	selectJournal      = "SELECT " + journalColumns + " FROM journal_entry e ORDER BY e.number"
	selectPostings     = "SELECT entry, currency, account, minor, balance, line FROM posting ORDER BY entry"
	selectBookAccounts = "SELECT id, name, currency FROM account"
)

// balancedPosting is a posting with what stands beside it in the database.
type balancedPosting struct {
	ledger.Posting
	account int64
	balance int64
	line    int64
}

// walkJournal calls visit with every entry and its postings, in the order of numbers, which must have no gap.
// Entries and postings are read side by side, each once. What is handed to visit is good until it returns,
// but for the entry, which visit may keep.
func (t *tx) walkJournal(visit func(*journalRow, []balancedPosting) error) error {
	if err := t.flush(); err != nil {
		return err
	}
	postings, err := t.openPostings()
	if err != nil {
		return err
	}
	defer postings.rows.Close()
	entries, err := t.sql.Query(selectJournal) // not a kept statement: visit may read the journal too
	if err != nil {
		return t.fail("journal", err)
	}
	defer entries.Close()
	next := int64(1)
	err = walk(t, "journal", entries, (*journalRow).cells, func(r journalRow) error {
		if r.number != next {
			return fmt.Errorf("%s stands where number %d belongs: %w", r.what(), next, ErrTampered)
		}
		next++
		own, err := postings.of(r.number)
		if err != nil {
			return fmt.Errorf("%s: %w", r.what(), err)
		}
		r.entry.Postings = make([]ledger.Posting, len(own))
		for n, p := range own {
			r.entry.Postings[n] = p.Posting
		}
		return visit(&r, own)
	})
	if err != nil {
		return err
	}
	return postings.end()
}

// postingWalk is an open walk over all postings, one ahead.
type postingWalk struct {
	t          *tx
	rows       *sql.Rows
	accounts   map[int64]ledger.Account
	currencies map[int64]money.Currency // of the accounts
	ahead      balancedPosting
	entry      int64 // that the one ahead belongs to; 0 at the end
	currency   string
	minor      int64
	into       []any
	own        []balancedPosting
}

func (t *tx) openPostings() (*postingWalk, error) {
	w := &postingWalk{t: t, accounts: map[int64]ledger.Account{}, currencies: map[int64]money.Currency{}}
	type row struct {
		id       int64
		name     ledger.Account
		currency money.Currency
	}
	rows, err := list(t, "accounts", func(r *row) []any { return []any{&r.id, &r.name, currencyCell(&r.currency)} }, selectBookAccounts)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		w.accounts[r.id], w.currencies[r.id] = r.name, r.currency
	}
	if w.rows, err = t.sql.Query(selectPostings); err != nil {
		return nil, t.fail("postings", err)
	}
	w.into = []any{&w.entry, &w.currency, &w.ahead.account, &w.minor, &w.ahead.balance, &w.ahead.line}
	return w, w.next()
}

// next reads the posting ahead.
func (w *postingWalk) next() error {
	w.entry = 0
	if !w.rows.Next() {
		if err := w.rows.Err(); err != nil {
			return w.t.fail("postings", err)
		}
		return nil
	}
	if err := w.rows.Scan(w.into...); err != nil {
		return w.t.fail("postings", err)
	}
	w.ahead.Account = w.accounts[w.ahead.account]
	w.ahead.Amount = money.FromMinor(w.currencies[w.ahead.account], w.minor)
	return nil
}

// of returns the postings of the entry, in the order of their lines.
func (w *postingWalk) of(entry int64) ([]balancedPosting, error) {
	w.own = w.own[:0]
	for w.entry != 0 && w.entry <= entry {
		switch {
		case w.entry < entry:
			return nil, fmt.Errorf("before it stands a posting of entry %d, which is not in the journal: %w", w.entry, ErrTampered)
		case w.ahead.Amount.Currency().Code() != w.currency || w.currency == "":
			return nil, fmt.Errorf("its posting in %s names account %d, which is not there or of another currency: %w",
				w.currency, w.ahead.account, ErrTampered)
		}
		w.own = append(w.own, w.ahead)
		if err := w.next(); err != nil {
			return nil, err
		}
	}
	if len(w.own) == 0 {
		return nil, fmt.Errorf("its postings are missing: %w", ErrTampered)
	}
	slices.SortStableFunc(w.own, func(a, b balancedPosting) int { return cmp.Compare(a.line, b.line) })
	return w.own, nil
}

// end errs where postings are left.
func (w *postingWalk) end() error {
	if w.entry != 0 {
		return fmt.Errorf("a posting belongs to entry %d, which is not in the journal: %w", w.entry, ErrTampered)
	}
	return nil
}

// dayTotal is a total by value date.
type dayTotal struct {
	account int64
	date    calendar.Date
}
