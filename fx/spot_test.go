package fx

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/money"
)

func currencyCalendar(c money.Currency) (calendar.Calendar, error) {
	return calendar.ForCurrency(c.Code())
}

// weekdays stands for currencies of which the test needs no holidays.
func weekdays(c money.Currency) (calendar.Calendar, error) {
	found, err := currencyCalendar(c)
	if err != nil {
		return calendar.New(c.Code()+" weekdays", calendar.Weekend), nil
	}
	return found, nil
}

func pairOf(t testing.TB, text string) Pair {
	t.Helper()
	base, quote, _ := strings.Cut(text, "/")
	return Pair{money.MustCurrency(base), money.MustCurrency(quote)}
}

func TestSpotDate(t *testing.T) {
	for _, tt := range []struct{ pair, trade, want, why string }{
		{"EUR/USD", "2026-11-24", "2026-11-27", "Thanksgiving is the value date itself: it pushes"},
		{"EUR/USD", "2026-11-25", "2026-11-27", "Thanksgiving lies between: it does not push"},
		{"EUR/USD", "2017-07-03", "2017-07-05", "QuantLib PR 121, ORE 270: the union of both calendars says 07-06"},
		{"USD/EUR", "2017-07-03", "2017-07-05", "the way round does not matter"},
		{"GBP/USD", "2017-07-03", "2017-07-05", "nor the other currency"},
		{"EUR/GBP", "2017-07-03", "2017-07-05", "in a cross, USD may be closed between"},
		{"EUR/GBP", "2017-06-30", "2017-07-05", "but not on the value date"},
		{"EUR/USD", "2026-06-20", "2026-06-23", "QuantLib PR 2653: from a Saturday, not moved to Monday first"},
		{"EUR/USD", "2026-06-21", "2026-06-23", "nor from a Sunday"},
		{"EUR/USD", "2021-12-29", "2021-12-31", "QuantLib 1282: 31 December 2021 is a good day"},
		{"EUR/USD", "2026-07-01", "2026-07-03", "the Fed is open on 3 July 2026"},
		{"EUR/GBP", "2014-10-13", "2014-10-15", "Strata FxIndexTest"},
		{"EUR/GBP", "2014-10-16", "2014-10-20", "Strata FxIndexTest: over a weekend"},
		{"EUR/GBP", "2014-10-17", "2014-10-21", "Strata FxIndexTest: over a weekend"},
		{"EUR/GBP", "2014-04-30", "2014-05-06", "Strata FxIndexTest: 1 May in EUR, 5 May in GBP"},
		{"EUR/GBP", "2014-10-19", "2014-10-21", "Strata says 22 of a fixing, which moves to Monday first; a trade does not"},
		{"EUR/USD", "2026-04-01", "2026-04-07", "Easter: Good Friday and Easter Monday close TARGET"},
		{"USD/JPY", "2026-04-30", "2026-05-07", "1 May is day 1, then Golden Week"},
		{"USD/CAD", "2026-11-24", "2026-11-25", "next day"},
		{"CAD/USD", "2026-11-25", "2026-11-27", "next day, and Thanksgiving is the value date"},
		{"USD/TRY", "2026-11-20", "2026-11-23", "next day, over a weekend"},
		{"USD/RUB", "2026-11-23", "2026-11-24", "next day"},
		{"USD/PHP", "2026-11-23", "2026-11-24", "next day"},
		{"EUR/CAD", "2026-11-23", "2026-11-25", "only against USD"},
		{"USD/MXN", "2026-11-25", "2026-11-30", "in Latin America a US holiday between counts"},
		{"EUR/MXN", "2026-11-25", "2026-11-27", "against EUR it does not"},
		{"USD/KWD", "2026-11-24", "2026-11-30", "26 November Thanksgiving, then Friday, Saturday, and Sunday in the US"},
		{"USD/KWD", "2026-11-26", "2026-11-30", "Sunday is day 1 in Kuwait"},
	} {
		got, words, err := SpotDate(pairOf(t, tt.pair), calendar.MustDate(tt.trade), weekdays)
		if err != nil || got != calendar.MustDate(tt.want) {
			t.Errorf("%s of %s: %s, %v; want %s (%s)\n%s", tt.pair, tt.trade, got, err, tt.want, tt.why, strings.Join(words, "\n"))
		}
	}
}

func TestSpotDateSaysWhy(t *testing.T) {
	_, words, err := SpotDate(pairOf(t, "EUR/USD"), calendar.MustDate("2026-11-24"), currencyCalendar)
	want := "EUR/USD settles 2 business day(s) after the trade of 2026-11-24\nday 1 is 2026-11-25, good in TARGET\n" +
		"2026-11-26 is Thanksgiving Day\nday 2 is 2026-11-27, good in TARGET+Fed"
	if got := strings.Join(words, "\n"); err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestSpotDateRefuses(t *testing.T) {
	shut := func(money.Currency) (calendar.Calendar, error) {
		return calendar.New("shut", func(calendar.Date) string { return "shut" }), nil
	}
	for _, tt := range []struct {
		name, pair, trade string
		find              Calendars
		class             error
		want              string
	}{
		{"one currency", "EUR/EUR", "2026-11-24", weekdays, ErrNoValueDate, "two currencies"},
		{"no trade date", "EUR/USD", "", weekdays, ErrNoValueDate, "a date"},
		{"unknown calendar", "USD/TRY", "2026-11-24", currencyCalendar, calendar.ErrNoCalendar, "no calendar for TRY"},
		{"before the calendar", "USD/KWD", "2023-12-28", currencyCalendar, calendar.ErrBeyond, "Kuwait knows 2024-01-01"},
		{"after it", "EUR/KWD", "2028-12-29", currencyCalendar, calendar.ErrBeyond, "to 2028-12-31"},
		{"never open", "EUR/USD", "2026-11-24", shut, calendar.ErrNeverOpen, "no business day in the year"},
	} {
		var trade calendar.Date
		if tt.trade != "" {
			trade = calendar.MustDate(tt.trade)
		}
		got, words, err := SpotDate(pairOf(t, tt.pair), trade, tt.find)
		wantError(t, err, tt.class, tt.want)
		if words != nil || !got.IsZero() {
			t.Errorf("%s: an error came with %s %v", tt.name, got, words)
		}
	}
}

func TestCheckValueDate(t *testing.T) {
	for _, tt := range []struct{ pair, day, want string }{
		{"EUR/USD", "2026-11-27", ""}, {"EUR/USD", "2026-11-26", "Thanksgiving Day"}, {"EUR/GBP", "2026-11-26", "Thanksgiving Day"},
		{"EUR/GBP", "2026-12-28", "Boxing Day, substitute day"}, {"EUR/USD", "2026-12-28", ""}, {"EUR/USD", "2026-11-28", "Saturday"},
		{"USD/KWD", "2029-01-02", "beyond"}, {"USD/TRY", "2026-11-27", "no calendar for TRY"},
	} {
		err := CheckValueDate(pairOf(t, tt.pair), calendar.MustDate(tt.day), currencyCalendar)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s on %s: %v, want %q", tt.pair, tt.day, err, tt.want)
		}
	}
}

// A later trade never settles earlier, the value date is good in both currencies and USD, it lies after the
// trade, and never later than the union of all calendars lets it.
func TestSpotDateProperties(t *testing.T) {
	codes := []string{"EUR", "USD", "GBP", "JPY", "CHF", "KWD", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD"}
	rapid.Check(t, func(t *rapid.T) {
		picked := rapid.Permutation(codes).Draw(t, "currencies")
		p := Pair{money.MustCurrency(picked[0]), money.MustCurrency(picked[1])}
		trade := calendar.MustDate("2024-01-01").AddDays(rapid.IntRange(0, 1780).Draw(t, "day"))
		got, _, err := SpotDate(p, trade, currencyCalendar)
		next, _, err2 := SpotDate(p, trade.AddDays(1), currencyCalendar)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if !got.After(trade) || next.Before(got) {
			t.Fatalf("%s: %s settles %s, a day later %s", p, trade, got, next)
		}
		all := calendar.Join()
		for _, code := range []string{picked[0], picked[1], "USD"} {
			c, err := calendar.ForCurrency(code)
			if err != nil || !c.IsBusinessDay(got) {
				t.Fatalf("%s of %s settles %s, closed in %s: %s %v", p, trade, got, code, c.Why(got), err)
			}
			all = calendar.Join(all, c)
		}
		union := trade
		for range SpotDays(p) {
			if union, err = all.Next(union.AddDays(1)); err != nil {
				t.Fatal(err)
			}
		}
		if got.After(union) {
			t.Fatalf("%s of %s settles %s, the union says %s", p, trade, got, union)
		}
		if back, _, err := SpotDate(Pair{p.Quote, p.Base}, trade, currencyCalendar); err != nil || back != got {
			t.Fatalf("the other way round: %s, %v", back, err)
		}
	})
}

func ExampleSpotDate() {
	p := Pair{money.MustCurrency("EUR"), money.MustCurrency("USD")}
	calendars := func(c money.Currency) (calendar.Calendar, error) { return calendar.ForCurrency(c.Code()) }
	day, _, err := SpotDate(p, calendar.MustDate("2017-07-03"), calendars)
	fmt.Println(day, err)
	// Output: 2017-07-05 <nil>
}
