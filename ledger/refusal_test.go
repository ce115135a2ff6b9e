package ledger_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/money"
)

func refused(t *testing.T, e ledger.Entry, err error, reason string) {
	t.Helper()
	if !errors.Is(err, ledger.ErrInvalid) || !strings.Contains(err.Error(), reason) {
		t.Errorf("error %v, want ErrInvalid that says %q", err, reason)
	}
	if e.Key != "" || e.Postings != nil {
		t.Errorf("refused, but an entry came back: %+v", e)
	}
}

func TestMovementsRefuse(t *testing.T) {
	constructors := map[string]func(ledger.Movement) (ledger.Entry, error){
		"PayOutSent": ledger.PayOutSent, "PayOutBooked": ledger.PayOutBooked, "PayInBooked": ledger.PayInBooked,
		"Rejected": ledger.Rejected, "Charged": ledger.Charged,
		"Returned":        func(m ledger.Movement) (ledger.Entry, error) { return ledger.Returned(m, money.Amount{}) },
		"PayInBookedLess": func(m ledger.Movement) (ledger.Entry, error) { return ledger.PayInBookedLess(m, money.Amount{}) },
		"PayOutExchanged": func(m ledger.Movement) (ledger.Entry, error) { return ledger.PayOutExchanged(m, amount(t, "GBP 1.00")) },
		"PayInExchanged":  func(m ledger.Movement) (ledger.Entry, error) { return ledger.PayInExchanged(m, amount(t, "GBP 1.00")) },
		"ReturnedExchanged": func(m ledger.Movement) (ledger.Entry, error) {
			return ledger.ReturnedExchanged(m, amount(t, "GBP 1.00"))
		},
		"Unexplained": func(m ledger.Movement) (ledger.Entry, error) { return ledger.Unexplained(m, true) },
	}
	for name, construct := range constructors {
		t.Run(name, func(t *testing.T) {
			for _, tt := range []struct {
				reason string
				spoil  func(*ledger.Movement)
			}{
				{"not above zero", func(m *ledger.Movement) { m.Amount = amount(t, "EUR 0.00") }},
				{"not above zero", func(m *ledger.Movement) { m.Amount = amount(t, "EUR -1.00") }},
				{"no currency", func(m *ledger.Movement) { m.Amount = money.FromMinor(money.Currency{}, 1) }},
				{"no proper owner", func(m *ledger.Movement) { m.Correspondent = "" }},
				{"key is empty", func(m *ledger.Movement) { m.Key = "" }},
				{"key is over 200", func(m *ledger.Movement) { m.Key = strings.Repeat("k", 201) }},
				{"value date is missing", func(m *ledger.Movement) { m.ValueDate = calendar.Date{} }},
				{"not a SHA-256", func(m *ledger.Movement) { m.Evidence.SHA256 = "abc" }},
				{"memo is over 1000", func(m *ledger.Movement) { m.Memo = "two\nlines" }},
			} {
				m := movement(t, "EUR 1.00")
				tt.spoil(&m)
				e, err := construct(m)
				refused(t, e, err, tt.reason)
			}
		})
	}
}

// What is no exchange of one currency for another is refused.
func TestExchangesRefuse(t *testing.T) {
	for _, paid := range []string{"EUR 1.00", "GBP 0.00", "GBP -1.00"} {
		e, err := ledger.PayOutExchanged(movement(t, "EUR 1.00"), amount(t, paid))
		refused(t, e, err, "is no exchange")
		e, err = ledger.PayInExchanged(movement(t, "EUR 1.00"), amount(t, paid))
		refused(t, e, err, "is no exchange")
		e, err = ledger.ReturnedExchanged(movement(t, "EUR 1.00"), amount(t, paid))
		refused(t, e, err, "is no exchange")
	}
}

func TestOpenedRefusesNothing(t *testing.T) {
	if _, err := ledger.Opened(movement(t, "EUR 0.00")); !errors.Is(err, ledger.ErrNothing) {
		t.Errorf("error %v, want ErrNothing", err)
	}
	least := movement(t, "EUR 1.00")
	least.Amount = money.FromMinor(eur, math.MinInt64)
	if _, err := ledger.Opened(least); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("error %v, want ErrOverflow", err)
	}
}

func TestReturnedRefusesItsCharges(t *testing.T) {
	e, err := ledger.Returned(movement(t, "EUR 1.00"), amount(t, "EUR -0.01"))
	refused(t, e, err, "negative")
	e, err = ledger.Returned(movement(t, "EUR 1.00"), amount(t, "USD 0.01"))
	refused(t, e, err, "different currencies")
	e, err = ledger.Returned(movement(t, "EUR 1.00"), money.FromMinor(eur, math.MaxInt64))
	refused(t, e, err, "overflows")
}

func TestNettedRefuses(t *testing.T) {
	net := func(participant, text string) ledger.NetPosition {
		return ledger.NetPosition{Participant: participant, Net: amount(t, text)}
	}
	for _, tt := range []struct {
		name, cycle, reason string
		nets                []ledger.NetPosition
	}{
		{"no cycle", "", "no id", []ledger.NetPosition{net("A", "EUR 1.00"), net("B", "EUR -1.00")}},
		{"does not sum to zero", "C", "EUR does not balance: debits exceed credits by -1 minor units",
			[]ledger.NetPosition{net("A", "EUR 1.01"), net("B", "EUR -1.00")}},
		{"sums to zero only over currencies", "C", "does not balance",
			[]ledger.NetPosition{net("A", "EUR 1.00"), net("B", "USD -1.00")}},
		{"participant twice", "C", "posted twice",
			[]ledger.NetPosition{net("A", "EUR 1.00"), net("A", "EUR 1.00"), net("B", "EUR -2.00")}},
		{"bad participant", "C", "no proper owner", []ledger.NetPosition{net("", "EUR 1.00"), net("B", "EUR -1.00")}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e, err := ledger.Netted(tt.cycle, day, tt.nets, ev)
			refused(t, e, err, tt.reason)
		})
	}
	for _, nets := range [][]ledger.NetPosition{nil, {net("A", "EUR 0.00"), net("B", "USD 0.00")}} {
		_, err := ledger.Netted("C", day, nets, ev)
		if !errors.Is(err, ledger.ErrNothing) || errors.Is(err, ledger.ErrInvalid) {
			t.Errorf("%v: error %v, want ErrNothing", nets, err)
		}
	}
}

func TestConvertedRefuses(t *testing.T) {
	for _, tt := range []struct {
		reason string
		spoil  func(*ledger.ConvertedPosition)
	}{
		{"no id", func(c *ledger.ConvertedPosition) { c.Cycle = "" }},
		{"nothing to convert", func(c *ledger.ConvertedPosition) { c.From = amount(t, "EUR 0.00") }},
		{"both sides are in EUR", func(c *ledger.ConvertedPosition) { c.To = amount(t, "EUR 109.44") }},
		{"one sign", func(c *ledger.ConvertedPosition) { c.To = amount(t, "USD -109.44") }},
		{"one sign", func(c *ledger.ConvertedPosition) { c.Mid = amount(t, "USD -110.00") }},
		{"spread is negative", func(c *ledger.ConvertedPosition) { c.Spread = amount(t, "USD -0.55") }},
		{"not in the currency", func(c *ledger.ConvertedPosition) { c.Mid = amount(t, "JPY 110") }},
		{"not in the currency", func(c *ledger.ConvertedPosition) { c.Residual = amount(t, "EUR 0.01") }},
		{"USD does not balance", func(c *ledger.ConvertedPosition) { c.Residual = amount(t, "USD 0.02") }},
		{"no proper owner", func(c *ledger.ConvertedPosition) { c.Participant = "A B" }},
		{"value date is missing", func(c *ledger.ConvertedPosition) { c.ValueDate = calendar.Date{} }},
	} {
		c := ledger.ConvertedPosition{Cycle: "C1", Participant: "ACME", ValueDate: day, From: amount(t, "EUR 100.00"),
			Mid: amount(t, "USD 110.00"), To: amount(t, "USD 109.44"), Spread: amount(t, "USD 0.55"),
			Residual: amount(t, "USD 0.01"), Evidence: ev}
		tt.spoil(&c)
		e, err := ledger.Converted(c)
		refused(t, e, err, tt.reason)
	}
}

func TestCoverSettledRefuses(t *testing.T) {
	for _, tt := range []struct {
		reason string
		spoil  func(*ledger.CoverTrade)
	}{
		{"above zero", func(c *ledger.CoverTrade) { c.Bought = amount(t, "USD 0.00") }},
		{"above zero", func(c *ledger.CoverTrade) { c.Sold = amount(t, "EUR -1.00") }},
		{"both in USD", func(c *ledger.CoverTrade) { c.Sold = amount(t, "USD 1.00") }},
		{"no proper owner", func(c *ledger.CoverTrade) { c.SoldAt = "" }},
		{"key is empty", func(c *ledger.CoverTrade) { c.Key = "" }},
	} {
		c := ledger.CoverTrade{Key: "cover:1", BoughtAt: "OMEGA", SoldAt: "ALPHA", Bought: amount(t, "USD 110.00"),
			Sold: amount(t, "EUR 100.00"), ValueDate: day}
		tt.spoil(&c)
		e, err := ledger.CoverSettled(c)
		refused(t, e, err, tt.reason)
	}
}
