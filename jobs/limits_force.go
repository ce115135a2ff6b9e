package jobs

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"nostro/money"
	"nostro/risk/limit"
)

// LimitsInForce is what nostro.yaml says, in words that can be kept.
type LimitsInForce struct {
	Everyone      CapsInForce            `json:"everyone"`
	Participants  map[string]CapsInForce `json:"participants,omitempty"`
	Concentration string                 `json:"concentration,omitempty"`
}

// CapsInForce are the caps of one participant, or of everyone.
type CapsInForce struct {
	Cycle       []string `json:"net_debit_cycle,omitempty"`
	Day         []string `json:"net_debit_day,omitempty"`
	CycleBase   string   `json:"net_debit_cycle_base,omitempty"`
	DayBase     string   `json:"net_debit_day_base,omitempty"`
	Obligations int      `json:"obligations,omitempty"`
}

func limitsInForce(l limit.Limits) LimitsInForce {
	out := LimitsInForce{Everyone: capsInForce(l.Caps)}
	for id, own := range l.Own {
		if out.Participants == nil {
			out.Participants = map[string]CapsInForce{}
		}
		out.Participants[id] = capsInForce(own)
	}
	if n := l.Concentration; n.Percent > 0 {
		of := "gross"
		if n.OfNetDebit {
			of = "net debit"
		}
		out.Concentration = fmt.Sprintf("at most %d %% of the %s, from %v on", n.Percent, of, n.Above)
	}
	return out
}

func capsInForce(c limit.Caps) CapsInForce {
	texts := func(list []money.Amount) (words []string) {
		for _, a := range list {
			words = append(words, a.String())
		}
		return words
	}
	text := func(a money.Amount) string {
		if a.Currency().IsZero() {
			return ""
		}
		return a.String()
	}
	return CapsInForce{texts(c.Cycle), texts(c.Day), text(c.CycleBase), text(c.DayBase), c.Obligations}
}

// Lines says them one by one; where there are none it says that.
func (l LimitsInForce) Lines() []string {
	lines := l.Everyone.lines("everyone")
	for _, id := range slices.Sorted(maps.Keys(l.Participants)) {
		lines = append(lines, l.Participants[id].lines(id)...)
	}
	if l.Concentration != "" {
		lines = append(lines, "one participant is "+l.Concentration)
	}
	if len(lines) == 0 {
		return []string{"none: limits.settlement in nostro.yaml has them"}
	}
	return lines
}

func (c CapsInForce) lines(who string) (lines []string) {
	say := func(what string, amounts ...string) {
		if text := strings.Join(amounts, ", "); text != "" {
			lines = append(lines, fmt.Sprintf("%s: %s %s", who, what, text))
		}
	}
	say("net debit in a cycle", c.Cycle...)
	say("net debit in a day", c.Day...)
	say("net debit in all currencies in a cycle", c.CycleBase)
	say("net debit in all currencies in a day", c.DayBase)
	if c.Obligations > 0 {
		say("obligations in a cycle", fmt.Sprint(c.Obligations))
	}
	return lines
}
