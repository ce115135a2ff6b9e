package reconcile_test

import (
	"fmt"
	"testing"

	"nostro/money"
	. "nostro/reconcile"

	"pgregory.net/rapid"
)

// someRules draws rules of an installation: any reference first, with amount, value date, window, tolerance or event or without.
func someRules(t *rapid.T) Rules {
	var rules Rules
	for n := range rapid.IntRange(1, 6).Draw(t, "rules") {
		r := Rule{Name: fmt.Sprint("rule ", n), May: MayPost}
		r.Keys = []Key{rapid.SampledFrom([]Key{KeyUETR, KeyInstrID, KeyEndToEndID, KeyCover, KeyMessage, KeyDetails, KeyBankRef,
			KeyMangled}).Draw(t, "key")}
		switch r.Keys[0] {
		case KeyMessage, KeyDetails, KeyBankRef, KeyMangled:
			r.Keys = append(r.Keys, KeyAmount)
		default:
			if rapid.Bool().Draw(t, "amount") {
				r.Keys = append(r.Keys, KeyAmount)
			}
		}
		if rapid.IntRange(0, 3).Draw(t, "dated") == 0 {
			r.Keys = append(r.Keys, KeyValueDate)
		}
		if rapid.IntRange(0, 3).Draw(t, "window") == 0 {
			r.Window = &Window{Before: rapid.IntRange(0, 1).Draw(t, "before"), After: rapid.IntRange(0, 1).Draw(t, "after")}
		}
		if rapid.IntRange(0, 3).Draw(t, "tolerance") == 0 {
			r.Tolerances = []Tolerance{{Currency: usd, Amount: money.FromMinor(usd, 1)}}
		}
		if rapid.IntRange(0, 3).Draw(t, "bound") == 0 {
			r.Events = rapid.SliceOfNDistinct(rapid.SampledFrom(Events()[:3]), 1, 2, rapid.ID).Draw(t, "events")
		}
		if rapid.IntRange(0, 4).Draw(t, "suggests") == 0 {
			r.May = MaySuggest
		}
		rules = append(rules, r)
	}
	return append(rules, Rule{Name: "alike", Keys: []Key{KeyAmount}, May: MaySuggest})
}

// Whatever the rules are, what is settled pair by pair is what the rules as they are written settle.
func TestExactlyWhatTheRulesFind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, instructions := someWorld(t)
		for n := range s.Entries {
			s.Entries[n].ValueDate = day.AddDays(rapid.IntRange(-1, 1).Draw(t, "value date"))
		}
		agreesBy(t, someRules(t), s, instructions)
	})
}
