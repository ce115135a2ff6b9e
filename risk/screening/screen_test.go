package screening

import (
	"fmt"
	"slices"
	"testing"
)

func TestScreen(t *testing.T) {
	entries := []Entry{
		{List: "l", ID: "1", Kind: KindPerson, Names: []Name{{Text: "Dmitri Volkonsky"}, {Text: "Dima", Weak: true}}, Countries: []string{"RU"}},
		{List: "l", ID: "2", Kind: KindBank, Names: []Name{{Text: "Nowhere Savings"}}, BICs: []string{"EXAMKPPYXXX"}},
		{List: "l", ID: "3", Kind: KindCountry, Names: []Name{{Text: "Korea"}}, Countries: []string{"KP"}},
		{List: "m", ID: "9", Kind: KindPerson, Names: []Name{{Text: "Dmitri Volkonski"}}},
	}
	s := NewScreener(entries, map[string]Threshold{"l": {8500, 9500}})
	for _, test := range []struct {
		party Party
		want  []string
	}{
		{Party{Name: "Dmitriy Volkonsky", Country: "RU"}, []string{"name 1 Dmitri Volkonsky"}}, // a nationality alone is no hit; m asks for the same name
		{Party{Name: "Dmitri Volkonski"}, []string{"name 9 Dmitri Volkonski", "name 1 Dmitri Volkonsky"}},
		{Party{Name: "Dima"}, []string{"name 1 Dima"}},
		{Party{Name: "Dina"}, nil}, // a weak alias asks for more
		{Party{Name: "Korea"}, nil},
		{Party{Name: "X", Country: "kp"}, []string{"country 3 KP"}},
		{Party{Name: "X", BIC: "EXAMKPPY"}, []string{"bic 2 EXAMKPPY", "bic 3 KP"}},
		{Party{Name: "X", BIC: "EXAMKPPYABC"}, []string{"bic 2 EXAMKPPY", "bic 3 KP"}},
		{Party{Name: "X", AccountBICs: []string{"OTHRKPPYXXX"}}, []string{"account_country 3 KP"}},
		{Party{Name: "X", AccountBICs: []string{"EXAMKPPYABC"}}, []string{"account_bic 2 EXAMKPPY", "account_country 3 KP"}},
		{Party{Name: "X", AccountIBANs: []string{"KP00TEST"}}, []string{"account_country 3 KP"}},
		{Party{Name: "X", BIC: "SHORT"}, nil},
	} {
		var got []string
		for _, h := range s.Screen(test.party) {
			got = append(got, fmt.Sprintf("%s %s %s", h.Field, h.Entry.ID, h.Listed))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%+v: %q, want %q", test.party, got, test.want)
		}
	}
}

// A hit is bound to the party, the compared name and the content of the entry, and to nothing else.
func TestHitID(t *testing.T) {
	h := Hit{Party: "p", Field: FieldName, Value: "Ivan  Ivanov", Compared: "ivan ivanov", Entry: Entry{List: "l", ID: "1"}, Listed: "I", Score: 9000}
	alike := h
	alike.Value, alike.Listed, alike.Score = "IVAN IVANOV", "J", 1
	if h.ID() != alike.ID() || len(h.ID()) != 18 {
		t.Errorf("%s and %s", h.ID(), alike.ID())
	}
	for name, change := range map[string]func(*Hit){
		"party": func(h *Hit) { h.Party = "q" }, "field": func(h *Hit) { h.Field = FieldBIC }, "name": func(h *Hit) { h.Compared = "ivan" },
		"entry": func(h *Hit) { h.Entry.Programme = "other" },
	} {
		other := h
		if change(&other); other.ID() == h.ID() {
			t.Errorf("another %s is the same hit", name)
		}
	}
}
