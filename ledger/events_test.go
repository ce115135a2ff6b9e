package ledger_test

import (
	"errors"
	"math"
	"testing"

	"nostro/ledger"
	"nostro/money"
)

func movement(t *testing.T, text string) ledger.Movement {
	return ledger.Movement{Key: "key", Participant: "ACME", Correspondent: "ALPHA", Amount: amount(t, text),
		ValueDate: day, Evidence: ev, Memo: "memo"}
}

// Each row of the table of events: what is debited and what is credited.
func TestMovementsPostAsTheTableSays(t *testing.T) {
	m := movement(t, "EUR 100.00")
	overdrawn := movement(t, "EUR -100.00")
	charges := amount(t, "EUR 2.50")
	none := amount(t, "EUR 0.00")
	for _, tt := range []struct {
		name string
		make func() (ledger.Entry, error)
		kind ledger.Kind
		want string
	}{
		{"pay-out on its way", func() (ledger.Entry, error) { return ledger.PayOutSent(m) }, "pay-out",
			block("debit  participant:ACME EUR 100.00", "credit transit:ALPHA EUR 100.00")},
		{"pay-out booked", func() (ledger.Entry, error) { return ledger.PayOutBooked(m) }, "pay-out-booked",
			block("debit  transit:ALPHA EUR 100.00", "credit nostro:ALPHA EUR 100.00")},
		{"pay-out booked in another currency", func() (ledger.Entry, error) { return ledger.PayOutExchanged(m, amount(t, "GBP 85.00")) },
			"pay-out-booked", block("debit  transit:ALPHA GBP 85.00", "credit fx:position GBP 85.00", "debit  fx:position EUR 100.00",
				"credit nostro:ALPHA EUR 100.00")},
		{"pay-in booked in another currency", func() (ledger.Entry, error) { return ledger.PayInExchanged(m, amount(t, "GBP 85.00")) },
			"pay-in-booked", block("debit  nostro:ALPHA EUR 100.00", "credit fx:position EUR 100.00", "debit  fx:position GBP 85.00",
				"credit participant:ACME GBP 85.00")},
		{"pay-in booked", func() (ledger.Entry, error) { return ledger.PayInBooked(m) }, "pay-in-booked",
			block("debit  nostro:ALPHA EUR 100.00", "credit participant:ACME EUR 100.00")},
		{"pay-in booked, less charges", func() (ledger.Entry, error) { return ledger.PayInBookedLess(m, charges) },
			"pay-in-booked", block("debit  nostro:ALPHA EUR 100.00", "debit  charges:ALPHA EUR 2.50",
				"credit participant:ACME EUR 102.50")},
		{"rejected", func() (ledger.Entry, error) { return ledger.Rejected(m) }, "rejection",
			block("debit  transit:ALPHA EUR 100.00", "credit participant:ACME EUR 100.00")},
		{"returned less charges", func() (ledger.Entry, error) { return ledger.Returned(m, charges) }, "return",
			block("debit  nostro:ALPHA EUR 100.00", "debit  charges:ALPHA EUR 2.50", "credit participant:ACME EUR 102.50")},
		{"returned whole", func() (ledger.Entry, error) { return ledger.Returned(m, none) }, "return",
			block("debit  nostro:ALPHA EUR 100.00", "credit participant:ACME EUR 100.00")},
		{"returned in another currency", func() (ledger.Entry, error) { return ledger.ReturnedExchanged(m, amount(t, "GBP 85.00")) }, "return",
			block("debit  nostro:ALPHA EUR 100.00", "credit fx:position EUR 100.00", "debit  fx:position GBP 85.00",
				"credit participant:ACME GBP 85.00")},
		{"taken back", func() (ledger.Entry, error) { return ledger.TakenBack(m) }, "return",
			block("debit  participant:ACME EUR 100.00", "credit nostro:ALPHA EUR 100.00")},
		{"charge", func() (ledger.Entry, error) { return ledger.Charged(m) }, "charge",
			block("debit  charges:ALPHA EUR 100.00", "credit nostro:ALPHA EUR 100.00")},
		{"written off, a debit", func() (ledger.Entry, error) { return ledger.WrittenOff(m, false) }, "charge",
			block("debit  charges:ALPHA EUR 100.00", "credit nostro:ALPHA EUR 100.00")},
		{"written off, a credit", func() (ledger.Entry, error) { return ledger.WrittenOff(m, true) }, "charge",
			block("debit  nostro:ALPHA EUR 100.00", "credit charges:ALPHA EUR 100.00")},
		{"forgiven", func() (ledger.Entry, error) { return ledger.Forgiven(m) }, "charge",
			block("debit  charges:ALPHA EUR 100.00", "credit participant:ACME EUR 100.00")},
		{"unexpected credit", func() (ledger.Entry, error) { return ledger.Unexplained(m, true) }, "unexplained",
			block("debit  nostro:ALPHA EUR 100.00", "credit suspense:ALPHA EUR 100.00")},
		{"unexpected debit", func() (ledger.Entry, error) { return ledger.Unexplained(m, false) }, "unexplained",
			block("debit  suspense:ALPHA EUR 100.00", "credit nostro:ALPHA EUR 100.00")},
		{"opening", func() (ledger.Entry, error) { return ledger.Opened(m) }, "opening",
			block("debit  nostro:ALPHA EUR 100.00", "credit reserve EUR 100.00")},
		{"opening, overdrawn", func() (ledger.Entry, error) { return ledger.Opened(overdrawn) }, "opening",
			block("credit nostro:ALPHA EUR 100.00", "debit  reserve EUR 100.00")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e, err := tt.make()
			if err != nil {
				t.Fatal(err)
			}
			if got := journal(e); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if e.Kind != tt.kind || e.Key != "key" || e.ValueDate != day || e.Evidence != ev || e.Memo != "memo" ||
				e.Reverses != "" {
				t.Errorf("head is %+v", e)
			}
		})
	}
}

func TestNettedPosts(t *testing.T) {
	nets := []ledger.NetPosition{
		{Participant: "GAMA", Net: amount(t, "USD 5.00")}, {Participant: "BETA", Net: amount(t, "EUR -70.00")},
		{Participant: "ACME", Net: amount(t, "EUR 70.00")}, {Participant: "ZETA", Net: amount(t, "EUR 0.00")},
		{Participant: "ACME", Net: amount(t, "USD -5.00")},
	}
	e, err := ledger.Netted("2026-11-24", day, nets, ev)
	if err != nil {
		t.Fatal(err)
	}
	want := block("credit participant:ACME EUR 70.00", "debit  participant:BETA EUR 70.00",
		"debit  participant:ACME USD 5.00", "credit participant:GAMA USD 5.00")
	if got := journal(e); got != want || e.Key != "netting:2026-11-24" || e.Kind != ledger.KindNetting {
		t.Errorf("%s %s\n%s\nwant\n%s", e.Kind, e.Key, got, want)
	}
	if nets[0].Participant != "GAMA" {
		t.Error("the argument was put in another order")
	}
}

func TestConvertedPosts(t *testing.T) {
	base := ledger.ConvertedPosition{Cycle: "C1", Participant: "ACME", ValueDate: day, Evidence: ev}
	owed, owing, exact := base, base, base
	owed.From, owed.Mid, owed.To = amount(t, "EUR 100.00"), amount(t, "USD 110.00"), amount(t, "USD 109.44")
	owed.Spread, owed.Residual = amount(t, "USD 0.55"), amount(t, "USD 0.01")
	owing.From, owing.Mid, owing.To = amount(t, "EUR -100.00"), amount(t, "USD -110.00"), amount(t, "USD -110.54")
	owing.Spread, owing.Residual = amount(t, "USD 0.55"), amount(t, "USD -0.01")
	exact.From, exact.Mid, exact.To = amount(t, "EUR 100.00"), amount(t, "USD 110.00"), amount(t, "USD 110.00")
	for _, tt := range []struct {
		name string
		c    ledger.ConvertedPosition
		want string
	}{
		{"we owe", owed, block("debit  participant:ACME EUR 100.00", "debit  fx:position USD 110.00",
			"credit fx:position EUR 100.00", "credit participant:ACME USD 109.44", "credit fx:spread USD 0.55",
			"credit rounding USD 0.01")},
		{"they owe", owing, block("credit participant:ACME EUR 100.00", "credit fx:position USD 110.00",
			"debit  fx:position EUR 100.00", "debit  participant:ACME USD 110.54", "credit fx:spread USD 0.55",
			"debit  rounding USD 0.01")},
		{"no spread, no residual, even without a currency", exact, block("debit  participant:ACME EUR 100.00",
			"debit  fx:position USD 110.00", "credit fx:position EUR 100.00", "credit participant:ACME USD 110.00")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e, err := ledger.Converted(tt.c)
			if err != nil {
				t.Fatal(err)
			}
			if got := journal(e); got != tt.want || e.Key != "conversion:C1:ACME:EUR" || e.Kind != ledger.KindConversion {
				t.Errorf("%s %s\n%s\nwant\n%s", e.Kind, e.Key, got, tt.want)
			}
		})
	}
}

func TestCoverSettledPosts(t *testing.T) {
	e, err := ledger.CoverSettled(ledger.CoverTrade{Key: "cover:1", BoughtAt: "OMEGA", SoldAt: "ALPHA",
		Bought: amount(t, "USD 110.00"), Sold: amount(t, "EUR 100.00"), ValueDate: day, Evidence: ev, Memo: "trade 1"})
	if err != nil {
		t.Fatal(err)
	}
	want := block("debit  nostro:OMEGA USD 110.00", "credit fx:position USD 110.00", "debit  fx:position EUR 100.00",
		"credit nostro:ALPHA EUR 100.00")
	if got := journal(e); got != want || e.Kind != ledger.KindCover || e.Memo != "trade 1" {
		t.Errorf("%s\n%s\nwant\n%s", e.Kind, got, want)
	}
}

// What the banks took of a trade is charges of theirs: so much less came, so much more left, and the position is that of
// the deal.
func TestCoverSettledLessCharges(t *testing.T) {
	trade := ledger.CoverTrade{Key: "cover:1", BoughtAt: "OMEGA", SoldAt: "ALPHA", Bought: amount(t, "USD 110.00"), Sold: amount(t, "EUR 100.00"),
		BoughtCharge: amount(t, "USD 2.50"), SoldCharge: amount(t, "EUR 0.75"), ValueDate: day, Evidence: ev, Memo: "trade 1"}
	e, err := ledger.CoverSettled(trade)
	if err != nil {
		t.Fatal(err)
	}
	want := block("debit  nostro:OMEGA USD 107.50", "debit  charges:OMEGA USD 2.50", "credit fx:position USD 110.00",
		"debit  fx:position EUR 100.00", "debit  charges:ALPHA EUR 0.75", "credit nostro:ALPHA EUR 100.75")
	if got := journal(e); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	for name, spoil := range map[string]func(*ledger.CoverTrade){
		"below zero":         func(c *ledger.CoverTrade) { c.SoldCharge = amount(t, "EUR -0.75") },
		"all of it":          func(c *ledger.CoverTrade) { c.BoughtCharge = amount(t, "USD 110.00") },
		"another currency":   func(c *ledger.CoverTrade) { c.BoughtCharge = amount(t, "EUR 1.00") },
		"on the other side":  func(c *ledger.CoverTrade) { c.SoldCharge = amount(t, "USD 1.00") },
		"more than fits":     func(c *ledger.CoverTrade) { c.Sold = money.FromMinor(eur, math.MaxInt64) },
		"below zero, bought": func(c *ledger.CoverTrade) { c.BoughtCharge = amount(t, "USD -1.00") },
	} {
		bad := trade
		spoil(&bad)
		if _, err := ledger.CoverSettled(bad); !errors.Is(err, ledger.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
