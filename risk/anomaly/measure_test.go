package anomaly

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"nostro/calendar"
)

// measured counts what the rules made of a labelled set.
type measured struct {
	payments, planted, held, right int
	incidents, caught              map[int]bool   // what was planted together, and that of which a payment was held
	found, made                    map[string]int // by label
	spoke                          map[string]int // by rule, of payments that were held
}

func measure(r Rules, set []labelled) measured {
	m := measured{incidents: map[int]bool{}, caught: map[int]bool{}, found: map[string]int{}, made: map[string]int{}, spoke: map[string]int{}}
	h := NewHistory()
	for _, p := range set {
		v := r.Judge(p.Payment, h, calendar.TARGET())
		h.Add(p.Payment)
		m.payments++
		if p.label != "" {
			m.planted++
			m.made[p.label]++
			m.incidents[p.incident] = true
		}
		if !v.Held {
			continue
		}
		m.held++
		for _, f := range v.Findings {
			m.spoke[f.Rule]++
		}
		if p.label != "" {
			m.right++
			m.caught[p.incident] = true
			m.found[p.label]++
		}
	}
	return m
}

// perThousand is a share in thousandths, rounded down.
func perThousand(part, whole int) string {
	n := part * 1000 / max(1, whole)
	return fmt.Sprintf("%d.%d %%", n/10, n%10)
}

// table puts the figures into the lines that docs/anomalies.md shows.
func (m measured) table() []string {
	lines := []string{
		fmt.Sprintf("| payments | %d |", m.payments), fmt.Sprintf("| planted | %d |", m.planted), fmt.Sprintf("| held | %d |", m.held),
		fmt.Sprintf("| precision (held and planted / held) | %s |", perThousand(m.right, m.held)),
		fmt.Sprintf("| recall (held and planted / planted) | %s |", perThousand(m.right, m.planted)),
		fmt.Sprintf("| incidents of which a payment is held | %d of %d, %s |", len(m.caught), len(m.incidents), perThousand(len(m.caught), len(m.incidents))),
		fmt.Sprintf("| honest payments that are held | %s |", perThousand(m.held-m.right, m.payments-m.planted)),
	}
	for _, label := range []string{labelHijack, labelInflated, labelResend, labelDrain, labelMule} {
		lines = append(lines, fmt.Sprintf("| %s | %d of %d |", label, m.found[label], m.made[label]))
	}
	return lines
}

// The figures of the page are those of the program: seed 7, 120 payees, 250 business days.
func TestFiguresOfThePage(t *testing.T) {
	page, err := os.ReadFile("../../docs/anomalies.md")
	if err != nil {
		t.Error(err)
	}
	for _, line := range measure(Default(), generate(7, 120, 250)).table() {
		t.Log(line)
		if !strings.Contains(string(page), line+"\n") {
			t.Errorf("the page does not have: %s", line)
		}
	}
}

// On sets that nobody has looked at the rules do not fall far behind the page.
func TestOtherSeedsAreNotMuchWorse(t *testing.T) {
	for seed := uint64(100); seed < 105; seed++ {
		m := measure(Default(), generate(seed, 120, 250))
		t.Logf("seed %d: precision %s, recall %s of %d, incidents %s", seed, perThousand(m.right, m.held), perThousand(m.right, m.planted), m.planted,
			perThousand(len(m.caught), len(m.incidents)))
		if m.planted < 100 || m.right*100 < m.held*85 || len(m.caught)*100 < len(m.incidents)*90 {
			t.Errorf("seed %d: %+v", seed, m)
		}
	}
}

// Without any rule nothing is held, and a rule alone finds what it is for.
func TestEachRuleAlone(t *testing.T) {
	set := generate(7, 120, 250)
	if m := measure(Rules{HoldFrom: 1}, set); m.held != 0 {
		t.Errorf("no rule holds %d", m.held)
	}
	alone := func(change func(*Rules, Rules)) measured {
		var r Rules
		change(&r, Default())
		r.HoldFrom = 1
		return measure(r, set)
	}
	for label, m := range map[string]measured{
		labelInflated: alone(func(r *Rules, d Rules) { r.Amount, r.AmountTenths, r.HistoryMin = 1, d.AmountTenths, d.HistoryMin }),
		labelResend:   alone(func(r *Rules, d Rules) { r.Again, r.AgainDays = 1, 5 }),
		labelMule:     alone(func(r *Rules, _ Rules) { r.FirstAccount = 1 }),
	} {
		if m.found[label]*10 < m.made[label]*9 {
			t.Errorf("%s: its rule alone finds %d of %d", label, m.found[label], m.made[label])
		}
	}
}
