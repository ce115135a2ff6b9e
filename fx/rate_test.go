package fx

import (
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"nostro/calendar"
	"nostro/money"
)

func TestRateValidate(t *testing.T) {
	rate := func(bid, mid, ask string) Rate {
		return Rate{Pair{eur, usd}, dec(t, bid), dec(t, mid), dec(t, ask)}
	}
	for _, test := range []struct {
		name string
		rate Rate
		want string // "" where it is good
	}{
		{"flat", rate("1.1", "1.1", "1.1"), ""},
		{"rising", rate("1.1", "1.2", "1.3"), ""},
		{"whole number with exponent", Rate{Pair{eur, usd}, decimal.New(1, 2), decimal.New(1, 2), decimal.New(1, 2)}, ""},
		{"zero", rate("0", "1", "1"), "not above zero"},
		{"never filled in", Rate{Pair: Pair{eur, usd}}, "not above zero"},
		{"negative", rate("-1", "1", "1"), "not above zero"},
		{"bid above mid", rate("1.3", "1.2", "1.3"), "do not rise"},
		{"mid above ask", rate("1.1", "1.4", "1.3"), "do not rise"},
		{"too many decimals", rate("1.0000000000000001", "1.1", "1.2"), "decimals"},
		{"too many digits", rate("123456789012345678901", "1e15", "1e15"), "digits"},
		{"huge exponent", Rate{Pair{eur, usd}, decimal.New(1, 2e9), decimal.New(1, 2e9), decimal.New(1, 2e9)}, "digits"},
		{"tiny exponent", Rate{Pair{eur, usd}, decimal.New(1, -2e9), decimal.New(1, 1), decimal.New(1, 1)}, "decimals"},
		{"same currency", Rate{Pair{eur, eur}, dec(t, "1"), dec(t, "1"), dec(t, "1")}, "two different"},
		{"no base", Rate{Pair{money.Currency{}, eur}, dec(t, "1"), dec(t, "1"), dec(t, "1")}, "two different"},
		{"no quote", Rate{Pair{eur, money.Currency{}}, dec(t, "1"), dec(t, "1"), dec(t, "1")}, "two different"},
	} {
		t.Run(test.name, func(t *testing.T) { wantError(t, test.rate.Validate(), ErrBadRate, test.want) })
	}
}

// wantError checks that the error is of the class and holds the text; "" wants no error.
func wantError(t *testing.T, err, class error, text string) {
	t.Helper()
	if text == "" {
		if err != nil {
			t.Fatalf("unexpected error: %v", err)
		}
		return
	}
	if !errors.Is(err, class) || !strings.Contains(err.Error(), text) {
		t.Fatalf("error is %v, want %v with %q", err, class, text)
	}
}

func TestNewFixing(t *testing.T) {
	good := []Rate{flat(t, eur, usd, "1.1"), flat(t, eur, chf, "0.9")}
	for _, test := range []struct {
		name   string
		source string
		date   calendar.Date
		rates  []Rate
		want   string
	}{
		{"good", "ECB", fixingDay, good, ""},
		{"no source", "", fixingDay, good, "give a source"},
		{"no date", "ECB", calendar.Date{}, good, "give a source, a date"},
		{"no rates", "ECB", fixingDay, nil, "at least one rate"},
		{"bad rate", "ECB", fixingDay, []Rate{flat(t, eur, usd, "0")}, "EUR/USD"},
		{"pair twice", "ECB", fixingDay, append(good, good[0]), "EUR/USD: rate is not usable: it comes twice"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, err := NewFixing(test.source, test.date, "ab", test.rates)
			wantError(t, err, ErrBadRate, test.want)
			if err == nil && (f.Rates[0].Pair.String() != "EUR/CHF" || f.Rates[1].Pair.String() != "EUR/USD") {
				t.Fatalf("not sorted: %v", f.Rates)
			}
		})
	}
	if good[0].Pair.Quote != usd {
		t.Fatal("the rates of the caller were sorted in place")
	}
}

func TestCheckAge(t *testing.T) {
	// 2026-11-20 is a Friday, 2026-11-26 is closed.
	target := calendar.New("TARGET", calendar.Weekend, calendar.On(calendar.MustDate("2026-11-26")))
	for _, test := range []struct {
		name, fixed, on string
		limit           int
		want            string
	}{
		{"same day", "2026-11-20", "2026-11-20", 0, ""},
		{"weekend does not age", "2026-11-20", "2026-11-22", 0, ""},
		{"Monday is a day", "2026-11-20", "2026-11-23", 0, "1 business days old on 2026-11-23"},
		{"within the limit", "2026-11-20", "2026-11-23", 1, ""},
		{"holiday does not age", "2026-11-25", "2026-11-26", 0, ""},
		{"over the limit", "2026-11-20", "2026-11-27", 3,
			"ECB rates of 2026-11-20 are 4 business days old on 2026-11-27 (calendar TARGET), the limit is 3"},
		{"dated ahead", "2026-11-24", "2026-11-23", 9, "dated 2026-11-24, after 2026-11-23"},
		{"no limit", "2026-11-24", "2026-11-24", -1, "limit of at least 0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := Fixing{Source: "ECB", Date: calendar.MustDate(test.fixed)}
			wantError(t, f.CheckAge(calendar.MustDate(test.on), target, test.limit), ErrStale, test.want)
		})
	}
	wantError(t, Fixing{Source: "ECB"}.CheckAge(fixingDay, target, 1), ErrStale, "give both dates")
	wantError(t, Fixing{Date: fixingDay}.CheckAge(calendar.Date{}, target, 1), ErrStale, "give both dates")
}

func TestCheckAgeSaysWhatToDo(t *testing.T) {
	f := Fixing{Source: "ECB", Date: calendar.MustDate("2026-11-20")}
	err := f.CheckAge(calendar.MustDate("2026-11-24"), calendar.New("TARGET", calendar.Weekend), 1)
	wantError(t, err, ErrStale, "load newer rates of ECB, or have the limit changed")
}
