package jobs_test

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/money"
)

// The days of a history: two weeks with their weekend.
var historyDays = []string{"2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01"}

// tradesOf are the trades of each day, and rates the fixing.
type history struct {
	rates  map[string][]string
	trades map[string][]string // bought and sold
}

var dinar = money.MustCurrency("KWD")

func drawHistory(rt *rapid.T) history {
	h := history{map[string][]string{}, map[string][]string{}}
	jpy := money.MustCurrency("JPY")
	held := map[money.Currency]int64{}
	for _, day := range historyDays {
		h.rates[day] = []string{fmt.Sprintf("USD 1.%04d", rapid.IntRange(1000, 2000).Draw(rt, "dollar")),
			fmt.Sprintf("JPY 1%02d.5", rapid.IntRange(20, 80).Draw(rt, "yen")), fmt.Sprintf("KWD 0.3%03d", rapid.IntRange(0, 999).Draw(rt, "dinar"))}
		for range rapid.IntRange(0, 2).Draw(rt, "trades") {
			c := rapid.SampledFrom([]money.Currency{usd, jpy, dinar}).Draw(rt, "currency")
			minor := rapid.Int64Range(1, 100_000).Draw(rt, "minor")
			other := money.FromMinor(eur, rapid.Int64Range(1, 100_000).Draw(rt, "euro")).String()
			if rapid.Bool().Draw(rt, "buys") {
				h.trades[day] = append(h.trades[day], money.FromMinor(c, minor).String(), other)
				held[c] += minor
			} else {
				h.trades[day] = append(h.trades[day], other, money.FromMinor(c, minor).String())
				held[c] -= minor
			}
		}
	}
	if rapid.Bool().Draw(rt, "closed at the end") {
		last := historyDays[len(historyDays)-1]
		for _, c := range []money.Currency{usd, jpy, dinar} {
			if n := held[c]; n > 0 {
				h.trades[last] = append(h.trades[last], "EUR 1.00", money.FromMinor(c, n).String())
			} else if n < 0 {
				h.trades[last] = append(h.trades[last], money.FromMinor(c, -n).String(), "EUR 1.00")
			}
		}
	}
	return h
}

// lived runs the history in a house of its own, revalues on the evenings that are chosen, and at the end.
func (h history) lived(rt *rapid.T, folder string, evenings []string) (*installation, []string) {
	dir, err := os.MkdirTemp(folder, "")
	if err != nil {
		rt.Fatalf("%v", err)
	}
	in := openInstallation(rt, dir)
	for _, day := range historyDays {
		in.on(day, h.rates[day]...)
		for n := 0; n < len(h.trades[day]); n += 2 {
			in.covers(fmt.Sprintf("deal-%s-%d", day, n), h.trades[day][n], h.trades[day][n+1])
		}
		if slices.Contains(evenings, day) {
			in.revalue(day)
		}
	}
	in.at("2026-12-02T10:00:00Z")
	var out []string
	in.revalue("")
	for _, d := range in.walked(historyDays[0]).Days {
		out = append(out, explained(d)+" unrealised "+in.unrealised(d.Date.String()))
	}
	return in, out
}

// walked looks at every day again.
func (h *installation) walked(first string) jobs.RevalueResult {
	h.t.Helper()
	before := h.entries()
	r := h.revalue(first)
	if h.entries() != before {
		h.t.Errorf("a second look posted something: %v", r.Notes)
	}
	return r
}

// Whenever one revalues, every evening, some of them or once at the end, the books say the same of every day; the daily
// changes sum to what was earned, what was realised and what is unrealised; and a closed position leaves nothing.
func TestTheOrderOfRevaluationsDoesNotMatter(t *testing.T) {
	setChecks(t)
	folder := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(rt)
		var some []string
		for _, day := range historyDays {
			if rapid.Bool().Draw(rt, "revalued on "+day) {
				some = append(some, day)
			}
		}
		daily, want := h.lived(rt, folder, historyDays)
		defer daily.close()
		for _, evenings := range [][]string{nil, some} {
			other, got := h.lived(rt, folder, evenings)
			if !slices.Equal(got, want) {
				rt.Errorf("revalued on %v:\n%q\nrevalued daily:\n%q", evenings, got, want)
			}
			other.close()
		}
		daily.sumsUp()
	})
}

// sumsUp adds the daily changes up, and compares with the last day.
func (h *installation) sumsUp() {
	h.t.Helper()
	days := h.walked(historyDays[0]).Days
	if len(days) == 0 {
		return
	}
	changes, earned := int64(0), int64(0)
	for _, d := range days {
		changes += d.Closing.Minor() - d.Opening.Minor()
		earned += d.Spread.Minor() + d.Slippage.Minor() + d.Residual.Minor()
	}
	last := days[len(days)-1]
	unrealised, flat := int64(0), true
	for _, row := range last.Rows {
		unrealised += row.Unrealised.Minor()
		flat = flat && row.Position.IsZero()
	}
	if changes != earned+last.Realised.Minor()+unrealised {
		h.t.Errorf("changes sum to %d, earned %d, realised %s, unrealised %d", changes, earned, last.Realised, unrealised)
	}
	if standing := h.unrealised(last.Date.String()); flat && standing != "0.00" || standing != money.FromMinor(eur, unrealised).Decimal() {
		h.t.Errorf("%s stands on fx:unrealised, %d is unrealised, flat %t", standing, unrealised, flat)
	}
	if calendar.MustDate(historyDays[0]).After(days[0].Date) {
		h.t.Errorf("the first day is %s", days[0].Date)
	}
}
