package export

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/money"
)

func accounts() *rapid.Generator[ledger.Account] {
	return rapid.Custom(func(t *rapid.T) ledger.Account {
		class := rapid.SampledFrom([]string{"participant", "nostro", "transit", "suspense", "charges",
			"fx:position", "fx:spread", "fx:unrealised", "fx:revaluation", "rounding", "reserve"}).Draw(t, "class")
		if _, err := ledger.ParseAccount(class); err == nil {
			return ledger.Account(class)
		}
		owner := rapid.OneOf(rapid.SampledFrom(owners[:8]), rapid.SampledFrom(owners),
			rapid.StringMatching(`[A-Za-z0-9._-]{1,35}`)).Draw(t, "owner")
		return ledger.Account(class + ":" + owner)
	})
}

// words draws texts that an entry may hold: UTF-8 without control characters.
func words() *rapid.Generator[string] {
	control := func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}
	plain := func(s string) string { return strings.Map(control, strings.ToValidUTF8(s, "")) }
	return rapid.OneOf(rapid.SampledFrom(texts), rapid.Just(""), rapid.Map(rapid.StringN(0, 40, -1), plain))
}

func dates() *rapid.Generator[calendar.Date] {
	near := rapid.Map(rapid.IntRange(-20, 20), day.AddDays)
	far := rapid.SampledFrom([]calendar.Date{calendar.MustDate("0001-01-01"), calendar.MustDate("9999-12-30")})
	return rapid.OneOf(near, near, near, far)
}

// history is a journal in the making. No balance of it passes 64 bits, in whatever order one adds up.
type history struct {
	entries  memory
	reversed map[string]bool
	moved    map[string]float64
}

func histories(least, most int) *rapid.Generator[memory] {
	return rapid.Custom(func(t *rapid.T) memory {
		h := history{reversed: map[string]bool{}, moved: map[string]float64{}}
		for n := range rapid.IntRange(least, most).Draw(t, "entries") {
			h.add(h.next(t, n))
		}
		return h.entries
	})
}

// next draws an entry, or the reversal of one that was not reversed yet.
func (h *history) next(t *rapid.T, n int) ledger.Entry {
	key := fmt.Sprintf("%d%s", n, words().Draw(t, "key"))
	if len(h.entries) > 0 && rapid.IntRange(0, 9).Draw(t, "reverse") == 0 {
		old := rapid.SampledFrom(h.entries).Draw(t, "old")
		if undo, err := ledger.Reverse(old, key); err == nil && !h.reversed[old.Key] {
			h.reversed[old.Key] = true
			return undo
		}
	}
	e := ledger.Entry{Key: key, Kind: rapid.SampledFrom(ledger.Kinds()[:11]).Draw(t, "kind"),
		ValueDate: dates().Draw(t, "date"), Memo: words().Draw(t, "memo")}
	if rapid.Bool().Draw(t, "proven") {
		e.Evidence = ledger.Evidence{SHA256: proof.SHA256, Place: words().Draw(t, "place")}
	}
	currencies := rapid.SampledFrom([]money.Currency{eur, usd, jpy, kwd, clf})
	for _, c := range rapid.SliceOfNDistinct(currencies, 1, 3, rapid.ID).Draw(t, "currencies") {
		e.Postings = append(e.Postings, legs(t, c)...)
	}
	return e
}

func legs(t *rapid.T, c money.Currency) []ledger.Posting {
	minors := rapid.OneOf(rapid.Int64Range(1, 1_000_000), rapid.Int64Range(-1_000_000, -1), rapid.Int64Range(1, 99),
		rapid.Int64Range(1, 999_999_999_999_999_999), rapid.Just(int64(-999_999_999_999_999_999)))
	chosen := rapid.SliceOfNDistinct(accounts(), 2, 4, rapid.ID).Draw(t, "accounts")
	var all []ledger.Posting
	rest := int64(0)
	for _, account := range chosen[1:] {
		minor := minors.Draw(t, "minor")
		rest -= minor
		all = append(all, ledger.Posting{Account: account, Amount: money.FromMinor(c, minor)})
	}
	return append(all, ledger.Posting{Account: chosen[0], Amount: money.FromMinor(c, rest)})
}

// add keeps the entry unless it is not valid, as when its legs cancel out, or a balance could overflow.
func (h *history) add(e ledger.Entry) {
	if e.Validate() != nil {
		return
	}
	for _, p := range e.Postings {
		place := string(p.Account) + p.Amount.Currency().Code()
		h.moved[place] += math.Abs(float64(p.Amount.Minor()))
		if h.moved[place] > math.MaxInt64/2 {
			return
		}
	}
	h.entries = append(h.entries, e)
}
