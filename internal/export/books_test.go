package export

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/intake"
	"nostro/internal/store"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

var (
	eur = money.MustCurrency("EUR")
	usd = money.MustCurrency("USD")
	jpy = money.MustCurrency("JPY")
	kwd = money.MustCurrency("KWD")
	clf = money.MustCurrency("CLF")

	at  = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	day = calendar.MustDate("2026-11-24")

	proof = ledger.Evidence{SHA256: strings.Repeat("0123456789abcdef", 4), Place: "entry 3, detail 1"}
)

func amount(c money.Currency, minor int64) money.Amount { return money.FromMinor(c, minor) }

// memory is a journal without a store; each entry was booked a second after the one before it.
type memory []ledger.Entry

func (m memory) Journal(visit func(int64, time.Time, ledger.Entry) error) error {
	for n, e := range m {
		if err := visit(int64(n+1), bookedAt(n), e); err != nil {
			return err
		}
	}
	return nil
}

func bookedAt(n int) time.Time { return at.Add(time.Duration(n) * time.Second) }

func (m memory) JournalBalances() ([]ledger.Row, error) {
	var books ledger.Balances
	for _, e := range m {
		if err := books.Add(e); err != nil {
			return nil, err
		}
	}
	return books.Rows(), nil
}

// posted is what the exports should tell of the journal.
func (m memory) posted() []posted {
	var all []posted
	for n, e := range m {
		all = append(all, posted{e, int64(n + 1), bookedAt(n)})
	}
	return all
}

// stored posts the entries to a new database on disk.
func stored(t *testing.T, entries memory) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "nostro.db"), at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	err = s.Update(t.Context(), func(tx jobs.Tx) error {
		known := map[string]bool{}
		for n, e := range entries {
			if err := addParticipants(tx, e, known); err != nil {
				return err
			}
			if posted, err := tx.Post(e, bookedAt(n)); err != nil || !posted.New {
				return fmt.Errorf("post %q: %v, %w", e.Key, posted, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// addParticipants adds those whose accounts the entry names.
func addParticipants(tx jobs.Tx, e ledger.Entry, known map[string]bool) error {
	for _, p := range e.Postings {
		id, is := strings.CutPrefix(string(p.Account), "participant:")
		if !is || known[id] {
			continue
		}
		known[id] = true
		if err := tx.AddParticipant(intake.Participant{ID: id, Kind: intake.Company}, jobs.Source{}); err != nil {
			return err
		}
	}
	return nil
}

// forms are the exports by the names of their files.
var forms = map[string]func(io.Writer, Books) error{"beancount": Beancount, "journal": Hledger, "csv": CSV}

// text writes the books in a form, and fails where that errs.
func text(t rapid.TB, form string, b Books) string {
	t.Helper()
	var out bytes.Buffer
	if err := forms[form](&out, b); err != nil {
		t.Fatalf("%s: %v", form, err)
	}
	return out.String()
}

// read writes the journal of a store in a form.
func read(t *testing.T, s jobs.Store, form string) (out string) {
	t.Helper()
	err := Read(t.Context(), s, func(b Books) error {
		out = text(t, form, b)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
