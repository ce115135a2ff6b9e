package risk

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var (
	bea   = Person{ID: "bea", Roles: []string{"approver"}}
	carol = Person{ID: "carol", Roles: []string{"approver", "treasurer"}}
	two   = []Need{{Persons: 2, People: []string{"bea", "carol", "dan"}, Why: "large"}}
)

func vote(p Person) Vote { return Vote{Person: p, Digest: current, At: decided} }

func TestMissing(t *testing.T) {
	later := decided.Add(time.Hour)
	for name, test := range map[string]struct {
		needs []Need
		votes []Vote
		want  int // persons that are missing in all
	}{
		"nothing given":                {two, nil, 2},
		"one of two":                   {two, []Vote{vote(bea)}, 1},
		"two of two":                   {two, []Vote{vote(bea), vote(carol)}, 0},
		"one twice":                    {two, []Vote{vote(bea), vote(bea)}, 1},
		"one under two names":          {two, []Vote{vote(bea), vote(Person{ID: " BEA "})}, 1},
		"a maker":                      {two, []Vote{vote(bea), vote(Person{ID: "Ann"})}, 1},
		"a stranger":                   {two, []Vote{vote(bea), vote(Person{ID: "zoe"})}, 1},
		"another digest":               {two, []Vote{vote(bea), {Person: carol, Digest: Digest(nil), At: decided}}, 1},
		"too late":                     {two, []Vote{vote(bea), {Person: carol, Digest: current, At: later.Add(1)}}, 1},
		"expired":                      {two, []Vote{vote(bea), {Person: carol, Digest: current, At: decided, Expires: later}}, 1},
		"not yet expired":              {two, []Vote{vote(bea), {Person: carol, Digest: current, At: decided, Expires: later.Add(1)}}, 0},
		"a role":                       {[]Need{{Persons: 1, Roles: []string{"treasurer"}}}, []Vote{vote(carol)}, 0},
		"another role":                 {[]Need{{Persons: 1, Roles: []string{"treasurer"}}}, []Vote{vote(bea)}, 1},
		"one person for several needs": {append([]Need{{Persons: 1, Roles: []string{"treasurer"}}}, two...), []Vote{vote(carol)}, 1},
		"anyone":                       {[]Need{{Persons: 1}}, []Vote{vote(Person{ID: "zoe"})}, 0},
		"anyone but the maker":         {[]Need{{Persons: 1}}, []Vote{vote(Person{ID: "ann", Roles: []string{"administrator"}})}, 1},
	} {
		got := 0
		for _, n := range Missing(test.needs, test.votes, []string{"ann"}, current, later) {
			got += n.Persons
		}
		if got != test.want {
			t.Errorf("%s: %d missing, want %d", name, got, test.want)
		}
	}
	if len(Missing(two, []Vote{{Person: bea, At: decided}, {Person: carol, At: decided}}, nil, "", later)) == 0 {
		t.Error("without a digest nothing is approved")
	}
}

// However votes are shuffled and repeated, what counts is how many different persons, none of them a maker, gave one.
func TestMissingCountsPersons(t *testing.T) {
	names := []string{"ann", "bea", "carol", "dan", "eve", "Bea", " carol"}
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.SliceOfN(rapid.SampledFrom(names), 0, 12).Draw(t, "given")
		persons := rapid.IntRange(1, 5).Draw(t, "persons")
		different := map[string]bool{}
		var votes []Vote
		for _, name := range given {
			votes = append(votes, vote(Person{ID: name}))
			if plain := strings.ToLower(strings.TrimSpace(name)); plain != "ann" {
				different[plain] = true
			}
		}
		left := Missing([]Need{{Persons: persons}}, votes, []string{"ann"}, current, decided)
		if (len(left) == 0) != (len(different) >= persons) || len(left) == 1 && left[0].Persons != persons-len(different) {
			t.Fatalf("%q of %d: left %v", given, persons, left)
		}
	})
}

func TestCheckApprover(t *testing.T) {
	anyone := Need{Persons: 1}
	for name, test := range map[string]struct {
		person          Person
		makers, already []string
		needs           []Need
		now             Need
		want            error
	}{
		"may":                       {bea, []string{"ann"}, nil, two, two[0], nil},
		"the maker":                 {bea, []string{"ann", "BEA"}, nil, two, two[0], ErrMakerIsChecker},
		"the maker of every role":   {Person{"ann", []string{"administrator", "treasurer"}}, []string{"ann"}, nil, []Need{anyone}, anyone, ErrMakerIsChecker},
		"nobody made it":            {bea, nil, nil, two, two[0], ErrIncomplete},
		"an unreadable maker":       {bea, []string{"a\u200bnn"}, nil, two, two[0], ErrIncomplete},
		"nobody":                    {Person{}, []string{"ann"}, nil, []Need{anyone}, anyone, ErrIncomplete},
		"not one of them":           {Person{ID: "zoe"}, []string{"ann"}, nil, two, two[0], ErrNotApprover},
		"no longer one of them":     {bea, []string{"ann"}, nil, two, Need{Persons: 1, People: []string{"carol"}}, ErrNotApprover},
		"one of them only now":      {Person{ID: "eve"}, []string{"ann"}, nil, two, Need{Persons: 1, People: []string{"eve"}}, ErrNotApprover},
		"by role, on no list":       {carol, []string{"ann"}, nil, []Need{{Persons: 1, Roles: []string{"treasurer"}}}, Need{People: []string{"x"}}, nil},
		"the list has since opened": {bea, []string{"ann"}, nil, two, anyone, nil},
		"twice":                     {bea, []string{"ann"}, []string{" Bea"}, two, two[0], ErrTwice},
	} {
		if err := CheckApprover(test.person, test.makers, test.already, test.needs, test.now); !errors.Is(err, test.want) || (err == nil) != (test.want == nil) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
}

func TestWhoInWords(t *testing.T) {
	for want, n := range map[string]Need{"anyone but the makers": {}, "bea, carol": {People: []string{"bea", "carol"}},
		"with the role a or b": {Roles: []string{"a", "b"}}, "bea, or with the role a": {People: []string{"bea"}, Roles: []string{"a"}}} {
		if got := n.Who(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
