package reconcile_test

import (
	"fmt"
	"maps"
	"slices"
)

// scoreSheet counts by kind of story what was right in the end.
type scoreSheet map[string]*struct{ entries, waits int }

// add counts days that were scored: what is to lie in suspense does, and all else is posted.
func (s scoreSheet) add(g *truth) {
	counted := map[string]bool{}
	for _, e := range g.events {
		if s[e.kind] == nil {
			s[e.kind] = &struct{ entries, waits int }{}
		}
		s[e.kind].entries++
		if g.suspense[e.group] != 0 && !counted[e.group] {
			s[e.kind].waits++
			counted[e.group] = true
		}
	}
}

func (s scoreSheet) table(told map[string]int) string {
	text, entries, waits := "| kind | stories | entries | of these for a person |\n| --- | --- | --- | --- |\n", 0, 0
	for _, name := range slices.Sorted(maps.Keys(told)) {
		row := struct{ entries, waits int }{}
		if s[name] != nil {
			row = *s[name]
		}
		text += fmt.Sprintf("| %s | %d | %d | %d |\n", name, told[name], row.entries, row.waits)
		entries, waits = entries+row.entries, waits+row.waits
	}
	return text + fmt.Sprintf("\n%d entries of %d kinds, %d of them for a person: 0 posted wrong, 0 explainable left open.\n", entries, len(told), waits)
}
