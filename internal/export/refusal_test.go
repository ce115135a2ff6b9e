package export

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
)

var errStop = errors.New("stop")

// narrow takes so many bytes and then fails.
type narrow int

func (n *narrow) Write(p []byte) (int, error) {
	if *n -= narrow(len(p)); *n < 0 {
		return 0, errStop
	}
	return len(p), nil
}

func TestErrorsOfTheWriter(t *testing.T) {
	books := append(small(t), hostile()...)
	for form, write := range forms {
		whole := len(text(t, form, Books{books}))
		for _, room := range []int{0, 1, whole / 2, whole - 1} {
			left := narrow(room)
			if err := write(&left, Books{books}); !errors.Is(err, errStop) {
				t.Errorf("%s into %d of %d bytes: %v", form, room, whole, err)
			}
		}
		left := narrow(whole)
		if err := write(&left, Books{books}); err != nil {
			t.Errorf("%s into just enough: %v", form, err)
		}
	}
}

// When the disk is full, the rest of a long journal is not read in vain. The forms of lines have surveyed it
// once by then.
func TestAFullDiskEndsTheWalk(t *testing.T) {
	long := append(hostile(), hostile()...)
	for form, surveyed := range map[string]int{"csv": 0, "beancount": len(long), "journal": len(long)} {
		books := &counted{memory: long}
		if err := forms[form](new(narrow), Books{books}); !errors.Is(err, errStop) || books.visits-surveyed > len(long)/2 {
			t.Errorf("%s: %d of %d entries were visited: %v", form, books.visits-surveyed, len(long), err)
		}
	}
}

// counted counts the entries that were visited.
type counted struct {
	memory
	visits int
}

func (c *counted) Journal(visit func(int64, time.Time, ledger.Entry) error) error {
	return c.memory.Journal(func(n int64, at time.Time, e ledger.Entry) error {
		c.visits++
		return visit(n, at, e)
	})
}

// failing errs at the journal, or at the balances.
type failing struct {
	source
	journal, balances error
}

func (f failing) Journal(visit func(int64, time.Time, ledger.Entry) error) error {
	if f.journal != nil {
		return f.journal
	}
	return f.source.Journal(visit)
}

func (f failing) JournalBalances() ([]ledger.Row, error) {
	if f.balances != nil {
		return nil, f.balances
	}
	return memory{}.JournalBalances()
}

func TestErrorsOfTheStore(t *testing.T) {
	for form, write := range forms {
		if err := write(io.Discard, Books{failing{small(t), errStop, nil}}); !errors.Is(err, errStop) {
			t.Errorf("%s: journal: %v", form, err)
		}
		err := write(io.Discard, Books{failing{small(t), nil, errStop}})
		if form != "csv" && !errors.Is(err, errStop) || form == "csv" && err != nil {
			t.Errorf("%s: balances: %v", form, err)
		}
	}
}

func TestReadReturnsTheErrorOfTheWork(t *testing.T) {
	s := stored(t, small(t))
	if err := Read(t.Context(), s, func(Books) error { return errStop }); !errors.Is(err, errStop) {
		t.Errorf("got %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := Read(ended, s, func(Books) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("after the context ended: %v", err)
	}
}

// What is posted while the work runs is in the next books and not in these.
func TestBooksAreOfOneInstant(t *testing.T) {
	all := small(t)
	s := stored(t, all[:4])
	err := Read(t.Context(), s, func(b Books) error {
		before := text(t, "beancount", b)
		err := s.Update(t.Context(), func(tx jobs.Tx) error { _, err := tx.Post(all[4], bookedAt(4)); return err })
		if got := text(t, "beancount", b); got != before {
			t.Errorf("the books changed under the reader:\n%s", got)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	checkTold(t, "beancount", read(t, s, "beancount"), all[:5])
}

// A journal of lines in which a text may hold a line feed is one into which anybody can write.
func TestEntriesThatAreNotValidAreRefused(t *testing.T) {
	for what, change := range map[string]func(*ledger.Entry){
		"line feed in memo":      func(e *ledger.Entry) { e.Memo = "a\n2026-01-01 open Assets:Evil" },
		"line feed in key":       func(e *ledger.Entry) { e.Key = "a\nb" },
		"carriage return":        func(e *ledger.Entry) { e.Evidence.Place = "a\rb" },
		"bytes that are no text": func(e *ledger.Entry) { e.Memo = "\xff" },
		"unknown account":        func(e *ledger.Entry) { e.Postings[0].Account = "loot:me" },
		"blanks in account":      func(e *ledger.Entry) { e.Postings[0].Account = "nostro:a  b" },
		"out of balance":         func(e *ledger.Entry) { e.Postings[0].Amount = amount(eur, 1) },
		"no date":                func(e *ledger.Entry) { e.ValueDate = calendar.Date{} },
	} {
		for form, write := range forms {
			world := small(t)
			change(&world[3])
			err := write(io.Discard, Books{failing{world, nil, nil}})
			if !errors.Is(err, ledger.ErrInvalid) || !strings.Contains(err.Error(), "journal entry 4") {
				t.Errorf("%s as %s: %v", what, form, err)
			}
		}
	}
}

func TestNoDayFollowsTheLastOfTheCalendar(t *testing.T) {
	world := small(t)
	world[2].ValueDate = calendar.MustDate("9999-12-31")
	if err := Beancount(io.Discard, Books{world}); err == nil || !strings.Contains(err.Error(), "9999-12-31") {
		t.Errorf("beancount: %v", err)
	}
	checkTold(t, "journal", text(t, "journal", Books{world}), world)
	checkTold(t, "csv", text(t, "csv", Books{world}), world)
}
