package ledger

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/money"
)

// drawn entries are good and bad in every part.
func drawAnyEntry(t *rapid.T) Entry {
	texts := []string{"", "key", "a:b", "zwölf", "tab\t", strings.Repeat("x", 200), strings.Repeat("x", 201), "\xff"}
	currencies := []money.Currency{money.MustCurrency("EUR"), money.MustCurrency("USD"), {}}
	accounts := []Account{FXPosition, Rounding, ParticipantAccount("ACME"), NostroAccount("rhein"), "nostro:", "other:x", "",
		TransitAccount(strings.Repeat("y", 35)), TransitAccount(strings.Repeat("y", 36)), "participant:é", "fx:position:x"}
	e := Entry{Key: rapid.SampledFrom(texts).Draw(t, "key"), Memo: rapid.SampledFrom(texts).Draw(t, "memo"),
		Kind:     rapid.SampledFrom(append(Kinds(), "", "gift")).Draw(t, "kind"),
		Reverses: rapid.SampledFrom([]string{"", "", "key", "other"}).Draw(t, "reverses"),
		Evidence: Evidence{Place: rapid.SampledFrom(texts).Draw(t, "place"),
			SHA256: rapid.SampledFrom([]string{"", strings.Repeat("0a", 32), strings.Repeat("0A", 32), "0a", "zz"}).Draw(t, "hash")}}
	if rapid.Bool().Draw(t, "dated") {
		e.ValueDate = calendar.MustDate("2026-11-24")
	}
	for range rapid.IntRange(0, 5).Draw(t, "legs") {
		minor := rapid.SampledFrom([]int64{0, 1, -1, 2, -2, math.MaxInt64, math.MinInt64}).Draw(t, "minor")
		a := money.FromMinor(rapid.SampledFrom(currencies).Draw(t, "currency"), minor)
		e.Postings = append(e.Postings, Posting{rapid.SampledFrom(accounts).Draw(t, "account"), a})
	}
	return e
}

// What the quick way passes, the rules pass: it never lets anything through.
func TestTheQuickWayIsTheRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawAnyEntry(t)
		if problems := e.problems(); e.sound() && len(problems) > 0 {
			t.Fatalf("%+v is called sound: %v", e, problems)
		}
	})
}

// Each part alone, from an entry that is sound.
func TestTheQuickWaySeesEveryPart(t *testing.T) {
	eur := money.MustCurrency("EUR")
	good := func() Entry {
		return Entry{Key: "k", Kind: KindCover, ValueDate: calendar.MustDate("2026-11-24"), Memo: "m",
			Evidence: Evidence{SHA256: strings.Repeat("0a", 32), Place: "entry 1"},
			Postings: []Posting{{FXPosition, money.FromMinor(eur, 5)}, {Rounding, money.FromMinor(eur, -5)}}}
	}
	if e := good(); !e.sound() {
		t.Fatal("the good entry is not sound")
	}
	for name, change := range map[string]func(*Entry){
		"key": func(e *Entry) { e.Key = "" }, "kind": func(e *Entry) { e.Kind = "gift" },
		"date": func(e *Entry) { e.ValueDate = calendar.Date{} }, "reverses": func(e *Entry) { e.Reverses = "x" },
		"reversal of nothing": func(e *Entry) { e.Kind = KindReversal },
		"reversal of itself":  func(e *Entry) { e.Kind, e.Reverses = KindReversal, "k" },
		"hash":                func(e *Entry) { e.Evidence.SHA256 = "0a" }, "capitals": func(e *Entry) { e.Evidence.SHA256 = strings.Repeat("0A", 32) },
		"memo": func(e *Entry) { e.Memo = "\n" }, "place": func(e *Entry) { e.Evidence.Place = strings.Repeat("x", 201) },
		"one posting": func(e *Entry) { e.Postings = e.Postings[:1] },
		"zero":        func(e *Entry) { e.Postings[0].Amount = money.Zero(eur) },
		"no currency": func(e *Entry) { e.Postings[0].Amount = money.FromMinor(money.Currency{}, 5) },
		"account":     func(e *Entry) { e.Postings[0].Account = "gift" },
		"twice":       func(e *Entry) { e.Postings[0].Account = Rounding },
		"unbalanced":  func(e *Entry) { e.Postings[0].Amount = money.FromMinor(eur, 6) },
		"overflow": func(e *Entry) {
			e.Postings = []Posting{{FXPosition, money.FromMinor(eur, math.MaxInt64)}, {Rounding, money.FromMinor(eur, math.MaxInt64)},
				{FXSpread, money.FromMinor(eur, 2)}}
		},
	} {
		e := good()
		change(&e)
		if e.sound() || e.Validate() == nil {
			t.Errorf("%s: sound %t, %v", name, e.sound(), e.Validate())
		}
	}
}
