package reconcile_test

import (
	"fmt"
	"slices"
	"testing"

	. "nostro/reconcile"
)

func init() {
	// A bank gives the reference of a payment to something else. A person undoes it, and the rules are tried again.
	stories["undone, and nothing else"] = func(g *truth) {
		i := g.expects(g.direction())
		minor := side(i, i.Amount.Minor())
		g.isNot(g.comes(g.days(1)[0], minor, g.strong(i)), i, minor)
		g.becomes(i, 0, 0, "")
	}
	stories["undone, and its true booking came after"] = func(g *truth) {
		i := g.expects(g.direction())
		minor := side(i, i.Amount.Minor())
		g.isNot(g.comes(0, minor, g.strong(i)), i, minor)
		g.comes(1+g.rng.IntN(2), minor, g.strong(i))
		g.settles(i)
	}
	stories["undone, and it names another one too"] = func(g *truth) {
		i := g.expects(g.direction())
		j := g.expects(i.Direction)
		j.Amount = usdOf(i.Amount.Minor() / 2)
		e := g.comes(g.days(1)[0], side(j, j.Amount.Minor()), Detail{UETR: i.UETR, InstrID: j.ID})
		g.isNot(e, i, 0)
		g.becomes(i, 0, 0, "")
		g.settles(j)
	}
	stories["undone, and it had kept a message total open"] = func(g *truth) {
		first := len(g.instructions)
		total, count := g.batchOf(3)
		i := &g.instructions[first+1]
		g.isNot(g.comes(0, -i.Amount.Minor(), g.strong(i)), i, -i.Amount.Minor())
		g.comes(1+g.rng.IntN(2), -total, Detail{MsgID: i.MsgID})
		for n := first; n < first+count; n++ {
			g.settles(&g.instructions[n])
		}
	}
	stories["charges that name no payment"] = func(g *truth) {
		e := g.comes(g.days(1)[0], -1-g.rng.Int64N(5_000))
		e.entry.Charges = usdOf(-e.entry.Amount.Minor())
	}
	stories["charges that name no payment, undone"] = func(g *truth) {
		e := g.comes(g.days(1)[0], -1-g.rng.Int64N(5_000))
		e.entry.Charges = usdOf(-e.entry.Amount.Minor())
		e.not = noPayment
		g.lies(e, e.entry.Amount.Minor())
	}
	stories["one detail undone"] = func(g *truth) {
		i, j, k := g.expects(Out), g.expects(Out), g.expects(Out)
		k.Amount = usdOf(i.Amount.Minor() / 2)
		one, other := g.strong(j), Detail{UETR: i.UETR, InstrID: k.ID}
		one.Amount, other.Amount = usdOf(-j.Amount.Minor()), usdOf(-k.Amount.Minor())
		g.isNot(g.comes(g.days(1)[0], -j.Amount.Minor()-k.Amount.Minor(), one, other), i, 0)
		g.becomes(i, 0, 0, "")
		g.settles(j)
		g.settles(k)
	}
}

// noPayment stands for a charge that names none.
const noPayment = "no payment"

// isNot tells that a person will say that the event is not of the instruction; so much of it is to lie in suspense in the end.
func (g *truth) isNot(e *event, i *Instruction, lies int64) {
	e.not = i.ID
	if lies != 0 {
		g.lies(e, lies)
	}
}

// undo takes from the outcomes of the days what a person says is wrong, and tries the rules again, day after day.
func (g *truth) undo(t *testing.T, rules Rules, days []Statement, groups []map[int]string, found []Outcome) []Outcome {
	t.Helper()
	freed := map[string]bool{}
	for day := range days {
		s, o := &days[day], &found[day]
		for _, e := range g.events {
			if e.day != day || e.not == "" {
				continue
			}
			not := e.not
			if freed[not] = true; not == noPayment {
				not = ""
			}
			for n, f := range o.Findings {
				if groups[day][f.Entry] == e.group && f.Instruction == not && f.Kind != FindingUnexplained {
					s.NoMatches = append(s.NoMatches, NoMatch{Entry: f.Entry, Detail: f.Detail, Instruction: not})
					o.Findings[n] = Finding{Entry: f.Entry, Detail: f.Detail, Kind: FindingUnexplained, Amount: f.Amount, Credit: f.Credit, Rule: "by hand"}
				}
			}
		}
	}
	for day, s := range days {
		found[day] = g.again(t, rules, s, found, day, freed)
	}
	return found
}

// again tries the rules on what lies in suspense of a day, and returns what the day is then.
func (g *truth) again(t *testing.T, rules Rules, s Statement, found []Outcome, day int, freed map[string]bool) Outcome {
	t.Helper()
	now := slices.Clone(g.instructions)
	for _, o := range found {
		now = lived(now, o)
	}
	var held []Held
	for _, f := range found[day].Findings {
		if f.Kind == FindingUnexplained {
			held = append(held, Held{f.Entry, f.Detail, f.Signed()})
		}
	}
	cut := s.Again(held)
	o, err := rules.Match(cut, now)
	if err != nil {
		t.Fatal(err)
	}
	if err := sound(cut, o); err != nil {
		t.Fatal(err)
	}
	o, taken := o.Explained(held, func(f Finding) bool {
		return freed[f.Instruction] || slices.ContainsFunc(s.NoMatches, func(n NoMatch) bool { return n.Entry == f.Entry })
	})
	out := found[day]
	out.Findings = slices.DeleteFunc(slices.Clone(out.Findings), func(f Finding) bool {
		return f.Kind == FindingUnexplained && slices.ContainsFunc(taken, func(h Held) bool { return h.Entry == f.Entry && h.Detail == f.Detail })
	})
	out.Findings = append(out.Findings, o.Findings...)
	for _, f := range o.Findings {
		if f.Kind != FindingUnexplained && slices.Contains(s.NoMatches, NoMatch{f.Entry, f.Detail, f.Instruction}) {
			t.Fatal(fmt.Errorf("%s was undone, and is found again", f))
		}
	}
	return out
}
