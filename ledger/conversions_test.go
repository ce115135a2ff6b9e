package ledger

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/money"
)

// drawConversion draws conversions that are good, and some that are bad in any part.
func drawConversion(t *rapid.T) ConvertedPosition {
	some := func(usual, odd []string, name string) string {
		if rapid.IntRange(0, 9).Draw(t, name+" is odd") == 0 {
			return rapid.SampledFrom(odd).Draw(t, name)
		}
		return rapid.SampledFrom(usual).Draw(t, name)
	}
	eur, usd := money.MustCurrency("EUR"), money.MustCurrency("USD")
	to := usd
	if rapid.IntRange(0, 19).Draw(t, "wrong currency") == 0 {
		to = rapid.SampledFrom([]money.Currency{eur, {}}).Draw(t, "currency")
	}
	size := rapid.SampledFrom([]int64{0, 1, 2, 1000, 1 << 60, 1 << 61, math.MaxInt64, math.MinInt64})
	minor := func(name string) int64 { return size.Draw(t, name) + rapid.Int64Range(-2, 2).Draw(t, name+" more") }
	mid, spread, residual := minor("mid"), max(0, minor("spread")), rapid.Int64Range(-1, 1).Draw(t, "residual")
	off := int64(rapid.IntRange(0, 9).Draw(t, "does not add up") / 9)
	c := ConvertedPosition{Cycle: some([]string{"2026-11-24-1", "C"}, []string{"", "a:b", "50%", "zwölf", strings.Repeat("x", 65), "tab\t"}, "cycle"),
		Participant: some([]string{"ACME", "BETA-2"}, []string{"", "A B", "a:b", strings.Repeat("y", 36), strings.Repeat("y", 35)}, "participant"),
		Terms:       some([]string{"", "spread 15 bp, tier standard"}, []string{"\n", "größer", strings.Repeat("z", 501), strings.Repeat("z", 990)}, "terms"),
		ValueDate:   calendar.MustDate("2026-11-24"), From: money.FromMinor(eur, minor("from")),
		Mid: money.FromMinor(to, mid), Spread: money.FromMinor(to, spread), Residual: money.FromMinor(to, residual),
		To: money.FromMinor(to, mid-spread-residual+off),
		Evidence: Evidence{SHA256: some([]string{"", strings.Repeat("0a", 32)}, []string{"0A", "zz"}, "hash"),
			Place: some([]string{"", "ECB 2026-11-24"}, []string{"\x00", strings.Repeat("x", 201)}, "place")}}
	if rapid.IntRange(0, 19).Draw(t, "without a date") == 0 {
		c.ValueDate = calendar.Date{}
	}
	if rapid.Bool().Draw(t, "we are owed") {
		c.From, c.Mid, c.To = opposite(c.From), opposite(c.Mid), opposite(c.To)
		c.To = money.FromMinor(to, c.Mid.Minor()-spread-residual-off)
	}
	return c
}

// Conversions make what Converted makes, whatever comes before and after it, and refuse what it refuses, by its words;
// what was made stays as it was.
func TestConversionsAreThoseOfConverted(t *testing.T) {
	quick, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		var many Conversions
		var made, want []Entry
		for range rapid.IntRange(1, 200).Draw(t, "conversions") {
			c := drawConversion(t)
			got, err := many.Entry(&c)
			one, errOne := Converted(c)
			if (err == nil) != (errOne == nil) || err != nil && err.Error() != errOne.Error() {
				t.Fatalf("%+v: %v, and alone %v", c, err, errOne)
			}
			made, want = append(made, got), append(want, one)
			if err != nil {
				refused++
			} else if many.sound && c.sound() {
				quick++
			}
		}
		for i := range made {
			if !reflect.DeepEqual(made[i], want[i]) {
				t.Fatalf("entry %d is %+v, and alone %+v", i, made[i], want[i])
			}
		}
	})
	if quick == 0 || refused == 0 {
		t.Errorf("%d conversions went the quick way, %d were refused: the test says nothing", quick, refused)
	}
}

// An entry does not change when its owner appends to its postings, or when the next entry is made.
func TestConversionsDoNotShareWhatTheyGiveAway(t *testing.T) {
	var many Conversions
	c := ConvertedPosition{Cycle: "C", Participant: "ACME", ValueDate: calendar.MustDate("2026-11-24"),
		From: money.FromMinor(money.MustCurrency("EUR"), 100), To: money.FromMinor(money.MustCurrency("USD"), 110),
		Mid: money.FromMinor(money.MustCurrency("USD"), 110)}
	var made []Entry
	for range 5 * conversionsAtOnce {
		e, err := many.Entry(&c)
		if err != nil {
			t.Fatal(err)
		}
		_ = append(e.Postings, Posting{Rounding, c.From})
		made = append(made, e)
	}
	for i, e := range made {
		if err := e.Validate(); err != nil || !reflect.DeepEqual(e, made[0]) {
			t.Fatalf("entry %d is %+v, the first %+v: %v", i, e, made[0], err)
		}
	}
}

// What is shared is looked at again where it changes.
func TestConversionsSeeWhatChanges(t *testing.T) {
	good := ConvertedPosition{Cycle: "C", Participant: "ACME", ValueDate: calendar.MustDate("2026-11-24"),
		From: money.FromMinor(money.MustCurrency("EUR"), 100), To: money.FromMinor(money.MustCurrency("USD"), 110),
		Mid: money.FromMinor(money.MustCurrency("USD"), 110)}
	for name, change := range map[string]func(*ConvertedPosition){
		"cycle": func(c *ConvertedPosition) { c.Cycle = "" }, "terms": func(c *ConvertedPosition) { c.Terms = "\n" },
		"date": func(c *ConvertedPosition) { c.ValueDate = calendar.Date{} }, "place": func(c *ConvertedPosition) { c.Evidence.Place = "\t" },
		"hash": func(c *ConvertedPosition) { c.Evidence.SHA256 = "0a" },
	} {
		var many Conversions
		if _, err := many.Entry(&good); err != nil {
			t.Fatal(err)
		}
		bad := good
		change(&bad)
		if _, err := many.Entry(&bad); !errors.Is(err, ErrInvalid) {
			t.Errorf("bad %s after a good conversion: %v", name, err)
		}
		if _, err := many.Entry(&good); err != nil {
			t.Errorf("a good conversion after bad %s: %v", name, err)
		}
	}
}
