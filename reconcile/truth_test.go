package reconcile_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/lifecycle"
	"nostro/money"
	. "nostro/reconcile"
)

func eurOf(minor int64) money.Amount { return money.FromMinor(eur, minor) }

func dayOf(n int) calendar.Date { return day.AddDays(n) }

// A generated bank: every kind of anomaly, mixed, in random order, over three statements. Nothing wrong is posted, and
// nothing that can be explained is left open.
func TestDaysOfABankOfWhichTheTruthIsKnown(t *testing.T) {
	names := slices.Sorted(maps.Keys(stories))
	told := map[string]int{}
	sheet := scoreSheet{}
	for seed := range uint64(40) {
		g := newTruth(seed)
		for range 200 {
			name := names[g.rng.IntN(len(names))]
			g.kind = name
			stories[name](g)
			told[name]++
		}
		for _, wrong := range g.score(t, truthRules()) {
			t.Errorf("seed %d: %s", seed, wrong)
		}
		if t.Failed() {
			return
		}
		sheet.add(g)
	}
	for _, name := range names {
		if told[name] < 20 {
			t.Errorf("%s was told %d times only", name, told[name])
		}
	}
	if table := sheet.table(told); !strings.Contains(pageOf(t), table) {
		t.Errorf("docs/reconciliation.md does not show the score:\n%s", table)
	}
}

// Each story by itself, so that one that breaks has a name.
func TestEachStoryOfWhichTheTruthIsKnown(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(stories)) {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(20) {
				g := newTruth(seed)
				stories[name](g)
				for _, wrong := range g.score(t, truthRules()) {
					t.Errorf("seed %d: %s", seed, wrong)
				}
			}
		})
	}
}

// score matches day after day and tells what is not as the truth is.
func (g *truth) score(t *testing.T, rules Rules) (wrong []string) {
	t.Helper()
	now := slices.Clone(g.instructions)
	g.rng.Shuffle(len(now), func(a, b int) { now[a], now[b] = now[b], now[a] })
	suspended := map[string]int64{}
	days, groups, found := make([]Statement, truthDays), make([]map[int]string, truthDays), make([]Outcome, truthDays)
	for day := range truthDays {
		days[day], groups[day] = g.statementOf(day)
		s := days[day]
		o, err := rules.Match(s, now)
		if err != nil {
			t.Fatal(err)
		}
		if err := sound(s, o); err != nil {
			t.Fatal(err)
		}
		found[day], now = o, lived(now, o)
	}
	now = slices.Clone(g.instructions)
	for day, o := range g.undo(t, rules, days, groups, found) {
		for _, f := range o.Findings {
			if f.Kind == FindingUnexplained {
				suspended[groups[day][f.Entry]] += f.Signed().Minor()
			}
		}
		now = lived(now, o)
	}
	for _, group := range slices.Sorted(maps.Keys(g.suspense)) {
		if suspended[group] != g.suspense[group] {
			wrong = append(wrong, fmt.Sprintf("%s: %d in suspense, want %d", group, suspended[group], g.suspense[group]))
		}
		delete(suspended, group)
	}
	for _, group := range slices.Sorted(maps.Keys(suspended)) {
		wrong = append(wrong, fmt.Sprintf("%s: %d in suspense, and could be explained", group, suspended[group]))
	}
	for _, i := range now {
		want := g.fates[i.ID]
		if want.state == "" {
			want.state = i.State
		}
		if got := (fate{i.Booked.Minor(), i.Returned.Minor(), i.State}); got != want {
			wrong = append(wrong, fmt.Sprintf("%s %s: %+v, want %+v", i.Direction, i.ID, got, want))
		}
	}
	return wrong
}

// statementOf is the statement of a day, in random order, and the group of each entry.
func (g *truth) statementOf(day int) (Statement, map[int]string) {
	groups := map[int]string{}
	var entries []Entry
	order := rand.New(rand.NewPCG(uint64(day), uint64(len(g.events)))).Perm(len(g.events))
	for _, n := range order {
		if e := g.events[n]; e.day == day {
			e.entry.Number = len(entries) + 1
			groups[e.entry.Number] = e.group
			entries = append(entries, e.opened())
		}
	}
	return statement(entries...), groups
}

// lived is what the instructions are after a statement, as the house keeps them.
func lived(all []Instruction, o Outcome) []Instruction {
	next, at := slices.Clone(all), map[string]int{}
	for n, i := range next {
		at[i.ID] = n
	}
	for turn := range 3 { // booked, then returned, then taken back
		for _, f := range o.Findings {
			n, known := at[f.Instruction]
			if !known || f.Kind == FindingUnexplained || f.Kind == FindingCharge {
				continue
			}
			moves := map[bool]int{true: 0, false: 1}[f.Kind != FindingReturned]
			if f.Undone {
				moves = 2
			}
			if moves == turn {
				next[n] = moved(next[n], f)
			}
		}
	}
	return next
}

func moved(i Instruction, f Finding) Instruction {
	minor := f.Amount.Minor() + f.Charges.Minor()
	c := i.Amount.Currency()
	switch {
	case f.Undone:
		i.Returned, i.State = money.FromMinor(c, 0), lifecycle.InstructionSettled
	case f.Kind == FindingReturned && f.Settled != (money.Amount{}):
		i.Returned, i.State = f.Settled, lifecycle.InstructionReturned
	case f.Kind == FindingReturned:
		if i.Returned = money.FromMinor(c, i.Returned.Minor()+minor); f.Settles {
			i.State = lifecycle.InstructionReturned
		}
	case f.Settled != (money.Amount{}):
		i.Booked, i.State = f.Settled, lifecycle.InstructionSettled
	default:
		if i.Booked = money.FromMinor(c, i.Booked.Minor()+minor); f.Settles {
			i.State = lifecycle.InstructionSettled
		}
	}
	return i
}
