package jobs

import (
	"fmt"
	"slices"
	"strings"

	"nostro/netting"
	"nostro/risk/limit"
)

// limitDecision is what caps let a cycle take.
type limitDecision struct {
	book   limitBook
	choice limit.Choice
}

// limited tells whether caps hold at all.
func (s *Stages) limited() bool { return !s.Settings.Risk.Settlement.None() }

// withinLimits decides which of the obligations a cycle takes within the caps.
func (s *Stages) withinLimits(tx Tx, c Cycle, offered []netting.Obligation) (d limitDecision, err error) {
	if c.ClosedAt.IsZero() {
		c.ClosedAt = s.instant()
	}
	if d.book, err = s.limitBook(tx, c, offered); err != nil {
		return d, err
	}
	if d.choice, err = limit.Choose(d.book.Book); err != nil {
		return d, fmt.Errorf("%w: %w", err, ErrNeedsPerson)
	}
	return d, nil
}

// holdToLimits takes from what could be settled what the caps let through, leaves the rest with its reason, and keeps
// the evidence.
func (s *Stages) holdToLimits(tx Tx, c Cycle, takeable []netting.Obligation, deferrals []Deferral) ([]netting.Obligation, []Deferral, string, error) {
	d, err := s.withinLimits(tx, c, takeable)
	if err != nil {
		return nil, nil, "", err
	}
	return d.taken(takeable), append(deferrals, d.deferrals(c.ID)...), d.summary(), s.keepChoice(tx, c.ID, d)
}

// stillLimited tells what a further cycle of the value date could take, and what would wait. Where that cannot be
// decided, a cycle is due: its close says what is missing.
func (s *Stages) stillLimited(tx Tx, last Cycle, takeable []netting.Obligation, waiting []Deferral) ([]netting.Obligation, []Deferral) {
	d, err := s.withinLimits(tx, Cycle{ValueDate: last.ValueDate}, takeable)
	if err != nil {
		return takeable, waiting
	}
	return d.taken(takeable), append(waiting, d.deferrals(last.ID)...)
}

// taken are those of the offered obligations that the choice takes.
func (d limitDecision) taken(offered []netting.Obligation) []netting.Obligation {
	chosen := make(map[string]bool, len(d.choice.Taken))
	for _, id := range d.choice.Taken {
		chosen[id] = true
	}
	return slices.DeleteFunc(offered, func(o netting.Obligation) bool { return !chosen[o.ID] })
}

// deferrals gives each obligation that is left its reason.
func (d limitDecision) deferrals(cycle string) []Deferral {
	list := make([]Deferral, len(d.choice.Left))
	for n, l := range d.choice.Left {
		list[n] = Deferral{cycle, l.ID, breachWords(l.Breaches)}
	}
	return list
}

func breachWords(breaches []limit.Breach) string {
	words := make([]string, len(breaches))
	for n, b := range breaches {
		words[n] = b.String()
	}
	return strings.Join(words, "; ")
}

// summary says how much is settled, and that nothing could settle more.
func (d limitDecision) summary() string {
	var words []string
	for _, v := range d.choice.Values {
		if v.Settled < v.Offered {
			words = append(words, ValueText(v))
		}
	}
	for _, group := range d.choice.Together {
		words = append(words, fmt.Sprintf("%s settle together only", count(len(group), "obligation")))
	}
	return strings.Join(words, "; ")
}

// ValueText says what a choice settles: "settles 97.3 % of the value in EUR; no choice settles more than 98.1 %".
func ValueText(v limit.Value) string {
	text := fmt.Sprintf("settles %s %% of the value in %s", percent(v.Settled, v.Offered), v.Unit)
	if v.Settled == v.Bound {
		return text + "; no choice settles more"
	}
	return fmt.Sprintf("%s; no choice settles more than %s %%", text, percentUp(v.Bound, v.Offered))
}

// percent returns part of whole with two decimals, rounded down; percentUp rounds up. Both are 0 to 100 %.
func percent(part, whole int64) string { return perMyriad(part, whole, 0) }

func percentUp(part, whole int64) string { return perMyriad(part, whole, 1) }
