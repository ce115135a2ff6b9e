package store

import (
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
)

const (
	selectLastNumber = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'journal_entry'), 0)"
	selectTileAll    = "SELECT level, n, hash FROM log_tile ORDER BY level, n"
	selectDays       = "SELECT account, value_date, minor, first_entry, last_entry FROM account_day ORDER BY account, value_date"
)

// CheckBooks goes through the journal once. Memory grows with accounts and their days, and by 32 bytes for each
// 256 entries.
func (t *tx) CheckBooks(visit func(number int64, at time.Time, e ledger.Entry) error) (jobs.BooksCheck, error) {
	var c jobs.BooksCheck
	log, totals := newLogCheck(), newTotalsCheck()
	var stopped error // by the visitor
	err := t.walkJournal(func(r *journalRow, postings []balancedPosting) error {
		c.Entries++
		c.Postings += len(postings)
		if err := r.checkSeal(); err != nil {
			return err
		}
		log.add(0, r.leaf)
		totals.add(r, postings)
		if visit != nil {
			stopped = visit(r.number, r.bookedAt, r.entry)
		}
		return stopped
	})
	switch {
	case stopped != nil:
		return c, stopped
	case err == nil:
		err = t.checkEnd(int64(c.Entries))
	}
	if err == nil {
		err = t.checkTiles(log.whole())
	}
	if err != nil && !errors.Is(err, ErrTampered) && t.failed == nil {
		return c, err
	}
	c.Log = err
	c.Accounts, c.Days = len(totals.balances), len(totals.days)
	if c.Balances = totals.wrong; c.Balances == nil && c.Log == nil {
		c.Balances = t.checkDays(totals.days)
	}
	return c, nil
}

// CheckLog is what CheckBooks says of the transparency log.
func (t *tx) CheckLog() error {
	c, err := t.CheckBooks(nil)
	return errors.Join(err, c.Log)
}

// logCheck builds the tiles of the log again. Level 0 holds the leaves of the tile that is not whole yet.
type logCheck struct{ levels [][]tlog.Hash }

func newLogCheck() *logCheck { return &logCheck{levels: make([][]tlog.Hash, 1)} }

// add takes the next hash of a level, and that of the tile above where it is the last of its own.
func (l *logCheck) add(level int, hash tlog.Hash) {
	if level == len(l.levels) {
		l.levels = append(l.levels, nil)
	}
	l.levels[level] = append(l.levels[level], hash)
	if n := len(l.levels[level]); n%tileWidth == 0 {
		l.add(level+1, root(append([]tlog.Hash(nil), l.levels[level][n-tileWidth:]...)))
		if level == 0 {
			l.levels[0] = l.levels[0][:0]
		}
	}
}

// tile is a row of log_tile.
type tile struct {
	level int
	n     int64
	hash  tlog.Hash
}

// whole returns the tiles that the journal makes, in the order of the table.
func (l *logCheck) whole() (all []tile) {
	for level, hashes := range l.levels[1:] {
		for n, hash := range hashes {
			all = append(all, tile{level + 1, int64(n), hash})
		}
	}
	return all
}

// checkEnd compares the size with the last number that was ever written, which SQLite keeps.
func (t *tx) checkEnd(size int64) error {
	last, _, err := value[int64](t, "last number of the journal", selectLastNumber)
	if err == nil && last != size {
		err = fmt.Errorf("the journal ends with entry %d, and number %d was the last that was written: %w", size, last, ErrTampered)
	}
	return err
}

// checkTiles compares the stored tiles with those that the journal makes.
func (t *tx) checkTiles(want []tile) error {
	at := 0
	err := each(t, "tiles of the transparency log", func(s *tile) []any { return []any{&s.level, &s.n, hashCell(s.hash[:])} },
		selectTileAll, nil, func(s tile) error {
			if at == len(want) || s != want[at] {
				return fmt.Errorf("tile %d of level %d of the transparency log is not what the journal makes: %w", s.n, s.level,
					ErrTampered)
			}
			at++
			return nil
		})
	if err == nil && at < len(want) {
		err = fmt.Errorf("tile %d of level %d of the transparency log is missing: %w", want[at].n, want[at].level, ErrTampered)
	}
	return err
}

// totalsCheck adds up what the running balances and the totals by day must be.
type totalsCheck struct {
	balances map[int64]int64 // by account
	days     map[dayTotal]daySpan
	wrong    error // the first balance that does not run on
}

func newTotalsCheck() *totalsCheck {
	return &totalsCheck{balances: map[int64]int64{}, days: map[dayTotal]daySpan{}}
}

func (c *totalsCheck) add(r *journalRow, postings []balancedPosting) {
	for _, p := range postings {
		c.balances[p.account] += p.Amount.Minor()
		key := dayTotal{p.account, r.entry.ValueDate}
		c.days[key] = c.days[key].with(r.number, p.Amount.Minor())
		if want := c.balances[p.account]; want != p.balance && c.wrong == nil {
			c.wrong = fmt.Errorf("%s: the balance of %s %s stands as %d minor units, its postings sum to %d: %w", r.what(),
				p.Account, p.Amount.Currency(), p.balance, want, ErrTampered)
		}
	}
}

// checkDays compares the stored totals by value date with those of the postings.
func (t *tx) checkDays(want map[dayTotal]daySpan) error {
	seen := 0
	type row struct {
		account int64
		date    calendar.Date
		daySpan
	}
	err := each(t, "totals by value date", func(r *row) []any { return []any{&r.account, dateCell(&r.date), &r.minor, &r.first, &r.last} },
		selectDays, nil, func(r row) error {
			seen++
			sum, there := want[dayTotal{r.account, r.date}]
			if !there || sum.minor != r.minor {
				return fmt.Errorf("account %d has a total of %d minor units by value date %s, its postings sum to %d: %w",
					r.account, r.minor, r.date, sum.minor, ErrTampered)
			}
			if sum != r.daySpan {
				return fmt.Errorf("the postings of account %d with value date %s are said to lie between the entries %d and %d, they do "+
					"between %d and %d: %w", r.account, r.date, r.first, r.last, sum.first, sum.last, ErrTampered)
			}
			return nil
		})
	if err == nil && seen != len(want) {
		err = fmt.Errorf("there are %d totals by value date, the postings make %d: %w", seen, len(want), ErrTampered)
	}
	return err
}
