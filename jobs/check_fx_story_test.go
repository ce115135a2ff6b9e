package jobs_test

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

// revalued is a house with revaluations of two days, the first of them reversed.
func revalued(t *testing.T) *installation {
	t.Helper()
	h := converted(t)
	h.on("2026-11-24", "USD 1.15")
	h.revalue("")
	h.on("2026-11-25", "USD 1.17")
	h.revalue("")
	h.on("2026-11-26")
	return h
}

func TestCheckFindsWhatTheFixingsDoNotSay(t *testing.T) {
	t.Parallel()
	h := revalued(t)
	h.closeDisk()
	for name, story := range map[string]struct {
		sql    string
		broken map[string]string
	}{
		"the rate of a day": {"UPDATE rate SET bid = '1.2', mid = '1.2', ask = '1.2' WHERE date = '2026-11-24'",
			map[string]string{nameRevalued: "2026-11-24, USD: EUR -1.17 stands there, position and fixing make it EUR 3.04"}},
		"the fixing of a day": {"DELETE FROM rate WHERE date = '2026-11-24'",
			map[string]string{nameRevalued: "2026-11-24 cannot be valued again: value USD -116.17 in EUR"}},
		"what was converted": {"UPDATE conversion SET from_minor = from_minor + 500",
			map[string]string{nameExplained: "2026-11-23, residual: journal EUR 0.00, records EUR 5.00", nameFX: "fx:position", nameParticipants: "cascade",
				nameInstructions: "cascade"}},
		"what was earned": {"UPDATE conversion SET spread = spread + 10, residual = residual - 10",
			map[string]string{nameExplained: "2026-11-23, spread: journal EUR 0.15, records EUR 0.23", nameFX: "fx:spread"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := brokenCopy(t, h.dir, t.TempDir(), story.sql, "")
			b.now = h.now
			_, broken := b.checked()
			for check, text := range story.broken {
				if !strings.Contains(broken[check], text) {
					t.Errorf("%s: %q does not say %q", check, broken[check], text)
				}
			}
			if _, found := broken[nameExplained]; found && story.broken[nameExplained] == "" {
				t.Errorf("also broken: %s", broken[nameExplained])
			}
		})
	}
	h.openDisk()
}

// Entries that the ledger takes, and no revaluation would write.
func TestCheckFindsRevaluationsByHand(t *testing.T) {
	t.Parallel()
	one := amount(eur, "1.00")
	byHand := func(day string, currency money.Currency, number int) ledger.Entry {
		e, err := ledger.Revalued(ledger.Revaluation{Date: calendar.MustDate(day), Currency: currency, Number: number, Unrealised: one})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	for name, story := range map[string]struct {
		entry ledger.Entry
		says  string
	}{
		"one more":                {byHand("2026-11-25", usd, 2), "2026-11-25, USD: EUR 1.56 stands there, position and fixing make it EUR 0.56"},
		"of a day before":         {byHand("2026-11-24", usd, 2), "revaluation:2026-11-24:USD:2 is not reversed, and 2026-11-25 was revalued since"},
		"of what never was held":  {byHand("2026-11-25", gbp, 1), "2026-11-25, GBP: revalued, and there never was a position"},
		"of the other side alone": {unmirrored(one), "all revaluations: fx:unrealised EUR 0.44, the opposite of fx:revaluation EUR -0.56"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := revalued(t)
			h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error { _, err := tx.Post(story.entry, h.now); return err }))
			_, broken := h.checked()
			if !strings.Contains(broken[nameRevalued], story.says) || len(broken) != 1 {
				t.Errorf("%v, want %q", broken, story.says)
			}
		})
	}
}

func unmirrored(a money.Amount) ledger.Entry {
	return ledger.Entry{Key: "by hand", Kind: ledger.KindOpening, ValueDate: calendar.MustDate("2026-11-25"), Postings: []ledger.Posting{
		{Account: ledger.FXUnrealised, Amount: a}, {Account: ledger.Reserve, Amount: money.FromMinor(a.Currency(), -a.Minor())}}}
}

// A reversal that comes a day late, or two.
func TestCheckFindsALateReversal(t *testing.T) {
	t.Parallel()
	h := converted(t)
	h.on("2026-11-24", "USD 1.15")
	h.revalue("")
	h.on("2026-11-26")
	e := h.journal()[len(h.journal())-1]
	reversal, err := ledger.ReverseOn(e, ledger.ReversalKey(e.Key), calendar.MustDate("2026-11-26"))
	h.must(err)
	h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error { _, err := tx.Post(reversal, h.now); return err }))
	h.broken("revaluation:2026-11-24:USD is reversed on 2026-11-26, not on 2026-11-25, the next business day")
}
