package anomaly

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/money"
)

var tuesday = calendar.MustDate("2026-11-24")

// paid is a payment of so many cents to shop into account A at ten o'clock.
func paid(id string, day calendar.Date, cents int64) Payment {
	return Payment{ID: id, Payer: "alfa", Payee: "shop", Account: "A", Amount: money.FromMinor(euro, cents), Day: day,
		MadeAt: day.In(time.UTC).Add(10 * time.Hour)}
}

// before is a history of ten payments of about 100.00, one each five days.
func before() *History {
	h := NewHistory()
	for n := range 10 {
		h.Add(paid(fmt.Sprint("old-", n), tuesday.AddDays(-5*(10-n)), 100_00+int64(n*100)))
	}
	return h
}

func TestEachRuleSaysWhy(t *testing.T) {
	at := func(hour int) time.Time { return tuesday.In(time.UTC).Add(time.Duration(hour) * time.Hour) }
	for name, test := range map[string]struct {
		change func(*Payment, *History)
		want   string // "" where nothing speaks
		held   bool
	}{
		"usual":               {func(*Payment, *History) {}, "", false},
		"a little more":       {func(p *Payment, _ *History) { p.Amount = money.FromMinor(euro, 140_00) }, "", false},
		"far":                 {func(p *Payment, _ *History) { p.Amount = money.FromMinor(euro, 150_01) }, "amount 30: EUR 150.01; of the last 10 payments to shop the median is EUR 104.50", false},
		"very far":            {func(p *Payment, _ *History) { p.Amount = money.FromMinor(euro, 400_01) }, "amount 60: EUR 400.01", true},
		"far below":           {func(p *Payment, _ *History) { p.Amount = money.FromMinor(euro, 50_00) }, "amount 30: EUR 50.00", false},
		"first payment":       {func(p *Payment, _ *History) { p.Account = "B" }, "first payment 25: the account of shop was never paid before", false},
		"paid long ago":       {func(p *Payment, h *History) { p.Account = "B"; h.Know("B") }, "", false},
		"another payee's":     {func(p *Payment, _ *History) { p.Payee = "shop 2" }, "", false},
		"too many":            {func(_ *Payment, h *History) { burst(h, 6, 0) }, "velocity 50: 7 payments to shop in 3 days, more than 6", true},
		"many":                {func(_ *Payment, h *History) { burst(h, 5, 0) }, "", false},
		"many, long ago":      {func(_ *Payment, h *History) { burst(h, 6, 3) }, "", false},
		"too much":            {func(_ *Payment, h *History) { h.Add(paid("big", tuesday.AddDays(-1), 2500_00)) }, "velocity 50: EUR 2603.50 to shop in 3 days, of whom a day's median is EUR 104.50", true},
		"round":               {func(p *Payment, _ *History) { p.Payee, p.Amount = "new", money.FromMinor(euro, 50_000_00) }, "round 10: EUR 50000.00 is round", false},
		"not round":           {func(p *Payment, _ *History) { p.Payee, p.Amount = "new", money.FromMinor(euro, 50_001_00) }, "", false},
		"too small for round": {func(p *Payment, _ *History) { p.Payee, p.Amount = "new", money.FromMinor(euro, 9000_00) }, "", false},
		"again":               {func(p *Payment, h *History) { h.Add(paid("twin", tuesday.AddDays(-3), 103_50)) }, "again 50: the same amount went to the same account on 2026-11-21 as twin", true},
		"the same id":         {func(p *Payment, h *History) { h.Add(paid(p.ID, tuesday, 103_50)) }, "", false},
		"again, long ago":     {func(p *Payment, h *History) { h.Add(paid("twin", tuesday.AddDays(-4), 103_50)) }, "", false},
		"too early":           {func(p *Payment, _ *History) { p.MadeAt = at(5) }, "out of hours 15: made at 05:00, outside of 06:00 to 20:00", false},
		"just in time":        {func(p *Payment, _ *History) { p.MadeAt = at(6) }, "", false},
		"too late":            {func(p *Payment, _ *History) { p.MadeAt = at(20) }, "out of hours 15: made at 20:00", false},
		"on a Sunday":         {func(p *Payment, _ *History) { p.MadeAt = at(10 - 48) }, "out of hours 15: made on 2026-11-22, which is no business day", false},
		"when nobody knows":   {func(p *Payment, _ *History) { p.MadeAt = time.Time{} }, "", false},
		"together": {func(p *Payment, _ *History) {
			p.Account, p.MadeAt, p.Amount = "B", at(3), money.FromMinor(euro, 150_01)
		},
			"amount 30: EUR 150.01; of the last", true},
	} {
		p, h := paid("new", tuesday, 103_50), before()
		test.change(&p, h)
		v := Default().Judge(p, h, calendar.TARGET())
		said, sum := "", 0
		for _, f := range v.Findings {
			said += fmt.Sprintf("%s %d: %s; ", f.Rule, f.Points, f.Why)
			sum += f.Points
		}
		if !strings.HasPrefix(said, test.want) || test.want == "" && said != "" || v.Held != test.held || v.Score != sum {
			t.Errorf("%s: %q (%d, held %t), want %q, held %t", name, said, v.Score, v.Held, test.want, test.held)
		}
	}
}

func burst(h *History, n, daysAgo int) {
	for k := range n {
		h.Add(paid(fmt.Sprint("burst-", k), tuesday.AddDays(-daysAgo), 90_00+int64(k)))
	}
}

// With too short a history nobody knows what is usual.
func TestAShortHistoryTellsNothing(t *testing.T) {
	h := NewHistory()
	for n := range 4 {
		h.Add(paid(fmt.Sprint(n), tuesday.AddDays(-9), 1_00))
	}
	if v := Default().Judge(paid("new", tuesday, 999_999_99), h, calendar.TARGET()); v.Score != 0 {
		t.Errorf("%+v", v.Findings)
	}
}
