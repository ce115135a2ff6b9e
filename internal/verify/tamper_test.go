package verify

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"testing"
)

// casesMin is the floor of the self-test: with fewer cases built, it proves too little.
const casesMin = 70

// findingsDrown is how many findings are too many for one thing that was changed.
const findingsDrown = 14

// tampering is one way to change the books, and what must be said about it.
type tampering struct {
	name  string
	do    func(l *lab)
	want  Verdict
	entry int64  // of some finding
	field string // of that finding
	since int64  // the checkpoint that signed something else; 0 for none
	says  string // somewhere in the answer
	tiled bool   // of the larger books
	most  int    // findings; 0: of no account
}

// tamperings are grouped by what they change.
func tamperings() []tampering {
	return slices.Concat(fieldCases(), postingCases(), balanceCases(), accountCases(), deletionCases(), placeCases(), logCases(), checkpointCases(), schemaCases(),
		fileCases(), untellable())
}

func TestTamperings(t *testing.T) {
	small, large, all := newWorld(t), newTiledWorld(t), tamperings()
	tampered, told := 0, 0
	for _, c := range all {
		t.Run(c.name, func(t *testing.T) {
			w := small
			if c.tiled {
				w = large
			}
			l := &lab{world: w.copy(t), t: t}
			l.q = l.request()
			c.do(l)
			c.check(t, Books(t.Context(), l.q))
		})
		if c.want == Tampered {
			tampered++
		} else {
			told++
		}
	}
	if len(all) < casesMin || tampered < 50 || told < 10 {
		t.Errorf("%d cases, %d tampered, %d others: too few", len(all), tampered, told)
	}
}

// check compares the answer with what must be said.
func (c tampering) check(t *testing.T, a Answer) {
	t.Helper()
	a.File = "nostro.db" // and not a path that has the name of the case in it
	var text bytes.Buffer
	must(t, a.Write(&text))
	if a.Verdict != c.want || !strings.Contains(text.String(), c.says) {
		t.Fatalf("want %s and %q, got\n%s", c.want, c.says, text.String())
	}
	if c.want != Tampered {
		return
	}
	found := slices.ContainsFunc(a.Findings, func(f Finding) bool {
		since := int64(0)
		if f.Since != nil {
			since = f.Since.Size
		}
		return f.Entry == c.entry && since == c.since && (f.Field == c.field || strings.HasPrefix(f.Field, c.field+", "))
	})
	if !found {
		t.Errorf("no finding for entry %d, field %q since %d in\n%s", c.entry, c.field, c.since, text.String())
	}
	if most := cmp.Or(c.most, findingsDrown); len(a.Findings) > most || a.Left > 0 {
		t.Errorf("%d findings drown the one that counts:\n%s", len(a.Findings), text.String())
	}
}
