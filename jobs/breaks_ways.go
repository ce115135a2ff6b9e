package jobs

import "fmt"

// ways are what rules that may not post suggest for the booking that the break is about. What is suggested once and no longer
// waits for anything is left out: it was explained otherwise since.
func (d *breakDesk) ways(b Break) (ways []BreakWay, err error) {
	m, held := d.held(b)
	if !held {
		return nil, nil
	}
	all, err := d.suggestions()
	if err != nil {
		return nil, err
	}
	for _, s := range all[suggestionPlace(m.Statement, m.Entry, m.Detail)] {
		if n := len(ways); n > 0 && ways[n-1].Number == s.Number {
			ways[n-1].Instructions = append(ways[n-1].Instructions, s.Instruction)
			continue
		}
		ways = append(ways, BreakWay{Number: s.Number, Instructions: []string{s.Instruction}, Rule: s.Rule, Why: s.Why})
	}
	var fitting []BreakWay
	for _, way := range ways {
		if _, err := d.findingsOf(breakAct{Instruction: way.Instructions}, b, m); err == nil {
			fitting = append(fitting, way)
		}
	}
	return fitting, nil
}

func (d *breakDesk) suggestions() (map[string][]Suggestion, error) {
	if d.suggested != nil {
		return d.suggested, nil
	}
	all, err := d.tx.Suggestions()
	d.suggested = map[string][]Suggestion{}
	for _, s := range all {
		place := suggestionPlace(s.Statement, s.Entry, s.Detail)
		d.suggested[place] = append(d.suggested[place], s)
	}
	return d.suggested, err
}

func suggestionPlace(statement int64, entry, detail int) string {
	return fmt.Sprintf("%d:%d:%d", statement, entry, detail)
}
