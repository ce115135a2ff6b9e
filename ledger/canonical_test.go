package ledger_test

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/ledger"
)

// This form must never change: hashes of it stand in transparency logs.
func TestCanonicalIsStable(t *testing.T) {
	e := sample()
	want := "14:nostro-entry-1,1:k,7:pay-out,10:2026-11-24,64:" + strings.Repeat("ab", 32) +
		",7:entry 3,0:,1:m,1:2,13:participant:A,3:EUR,4:0.05,9:transit:B,3:EUR,5:-0.05,"
	if got := string(e.Canonical()); got != want {
		t.Errorf("canonical form is\n%s\nwant\n%s", got, want)
	}
	hash := e.Hash()
	if got := hex.EncodeToString(hash[:]); got != "914b59f5f76dcdd750494eb975f03dc08899aca18bf500335524f109e499760f" {
		t.Errorf("hash is %s", got)
	}
}

func TestCanonicalDoesNotDependOnTheOrderOfPostings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := entries(1000).Draw(t, "entry")
		shuffled := e
		shuffled.Postings = rapid.Permutation(e.Postings).Draw(t, "postings")
		before := slices.Clone(shuffled.Postings)
		if !bytes.Equal(e.Canonical(), shuffled.Canonical()) || e.Hash() != shuffled.Hash() {
			t.Fatalf("another order gives another form:\n%s\n%s", e.Canonical(), shuffled.Canonical())
		}
		if !slices.Equal(before, shuffled.Postings) {
			t.Fatal("Canonical put the postings of its entry in another order")
		}
	})
}

// Any change of any field, be it to texts made to look like the form itself, changes the form.
func TestCanonicalIsInjective(t *testing.T) {
	text := rapid.SampledFrom([]string{"", "a", "b", "ab", ",", "1:a,", "0:,", "a,1:b", "\x00"})
	draw := rapid.Custom(func(t *rapid.T) ledger.Entry {
		e := ledger.Entry{Key: text.Draw(t, "key"), Kind: ledger.Kind(text.Draw(t, "kind")),
			Evidence: ledger.Evidence{SHA256: text.Draw(t, "sha"), Place: text.Draw(t, "place")},
			Reverses: text.Draw(t, "reverses"), Memo: text.Draw(t, "memo")}
		if rapid.Bool().Draw(t, "dated") {
			e.ValueDate = calendar.MustDate("2026-11-24")
		}
		for range rapid.IntRange(0, 2).Draw(t, "postings") {
			c := rapid.SampledFrom([]string{"EUR", "USD", "JPY"}).Draw(t, "currency")
			e.Postings = append(e.Postings, posting(ledger.Account(text.Draw(t, "account")), currency(c),
				rapid.Int64Range(-1, 1).Draw(t, "minor")))
		}
		return e
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		if same, equal := sameEntry(a, b), bytes.Equal(a.Canonical(), b.Canonical()); same != equal {
			t.Fatalf("same %t, forms equal %t:\n%s\n%s", same, equal, a.Canonical(), b.Canonical())
		}
	})
}

// sameEntry compares without the canonical form: heads field by field, postings as a bag.
func sameEntry(a, b ledger.Entry) bool {
	left := slices.Clone(b.Postings)
	for _, p := range a.Postings {
		at := slices.Index(left, p)
		if at < 0 {
			return false
		}
		left = slices.Delete(left, at, at+1)
	}
	return len(left) == 0 && a.Key == b.Key && a.Kind == b.Kind && a.ValueDate == b.ValueDate &&
		a.Evidence == b.Evidence && a.Reverses == b.Reverses && a.Memo == b.Memo
}

// Two entries that differ in one field only.
func TestEveryFieldCounts(t *testing.T) {
	seen := map[[32]byte]string{sample().Hash(): "nothing changed"}
	for name, change := range map[string]func(*ledger.Entry){
		"key": func(e *ledger.Entry) { e.Key = "k2" }, "kind": func(e *ledger.Entry) { e.Kind = ledger.KindRejection },
		"value date": func(e *ledger.Entry) { e.ValueDate = e.ValueDate.AddDays(1) },
		"file":       func(e *ledger.Entry) { e.Evidence.SHA256 = "" },
		"place":      func(e *ledger.Entry) { e.Evidence.Place = "entry 4" },
		"reverses":   func(e *ledger.Entry) { e.Reverses = "x" }, "memo": func(e *ledger.Entry) { e.Memo = "n" },
		"account":  func(e *ledger.Entry) { e.Postings[0].Account = "participant:B" },
		"amount":   func(e *ledger.Entry) { e.Postings[0] = posting("participant:A", eur, 6) },
		"sign":     func(e *ledger.Entry) { e.Postings[0] = posting("participant:A", eur, -5) },
		"currency": func(e *ledger.Entry) { e.Postings[0] = posting("participant:A", usd, 5) },
		"postings": func(e *ledger.Entry) { e.Postings = e.Postings[:1] },
		"more":     func(e *ledger.Entry) { e.Postings = append(e.Postings, e.Postings[0]) },
	} {
		e := sample()
		change(&e)
		if twin, ok := seen[e.Hash()]; ok {
			t.Errorf("%q and %q have one hash", name, twin)
		}
		seen[e.Hash()] = name
	}
}
