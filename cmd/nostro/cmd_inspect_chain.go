package main

import (
	"fmt"

	"nostro/formats/inspect"
)

// showChains tells for each account whether its statements follow one another.
func (t *inspectText) showChains(chains []inspect.Chain, dropped int) {
	n := 0
	for _, c := range chains {
		if c.Statements < 2 && c.Repeated == 0 {
			continue
		}
		t.inked(chainInk(c), first("accounts", n), chainText(c))
		for i, gap := range c.Gaps {
			if i == t.limit() {
				break
			}
			t.inked(inkBad, "", "- "+gap)
		}
		t.more("gap", "gaps", int64(len(c.Gaps)))
		n++
	}
	if dropped > 0 {
		t.inked(inkDoubt, "", fmt.Sprintf("%d more statements were not compared: they are too many at once", dropped))
	}
}

func chainInk(c inspect.Chain) string {
	switch c.Holds {
	case inspect.Yes:
		return inkGood
	case inspect.No:
		return inkBad
	}
	return ""
}

func chainText(c inspect.Chain) string {
	text := fmt.Sprintf("%s, %s: %s", c.Account, c.Currency, counted(c.Statements, "statement"))
	if c.Repeated > 0 {
		text += fmt.Sprintf(" (%d given again)", c.Repeated)
	}
	switch c.Holds {
	case inspect.Yes:
		return text + ", each begins where the one before it ended"
	case inspect.No:
		return text + ", WITH GAPS"
	}
	return text + ", nothing to compare"
}
