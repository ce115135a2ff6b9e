package reconcile_test

import (
	"fmt"
	"strings"

	"nostro/lifecycle"
	. "nostro/reconcile"
)

// truthRules are the usual ones, with a tolerance for charges that nobody stated, and a rule for charges beside a payment.
func truthRules() Rules {
	rules := DefaultRules()
	for n := range rules {
		if rules[n].Name == RuleInstrID {
			rules[n].Tolerances = []Tolerance{{Correspondent: "CITI", Currency: usd, Amount: dollars("2.00")}}
		}
		switch rules[n].Name {
		case RuleInstrID:
			rules[n].Window = &Window{Before: 5, After: 5}
		case RuleUETR:
			rules[n].Tolerances = []Tolerance{{Currency: usd, BasisPoints: 10}}
		}
		if rules[n].Name == RuleInstrID || rules[n].Name == RuleUETR {
			rules[n].Exchanges = []Tolerance{{Correspondent: "CITI", Currency: usd, BasisPoints: 50}}
		}
	}
	return append(Rules{{Name: "fee", Keys: []Key{KeyUETR}, Events: []Event{EventCharge}, May: MayPost,
		Tolerances: []Tolerance{{Currency: usd, Amount: dollars("1.50")}}}}, rules...)
}

// stories are what happens at a bank. Each adds instructions, entries and the truth about both.
var stories = map[string]func(*truth){
	"whole": func(g *truth) {
		i := g.expects(g.direction())
		g.comes(g.days(1)[0], side(i, i.Amount.Minor()), g.reference(i))
		g.settles(i)
	},
	"missing": func(g *truth) { g.becomes(g.expects(g.direction()), 0, 0, "") },
	"unknown": func(g *truth) {
		minor := g.minor() * (1 - 2*g.rng.Int64N(2))
		g.lies(g.comes(g.days(1)[0], minor, Detail{EndToEndID: "X" + g.id()}), minor)
	},
	"without a word": func(g *truth) {
		i := g.expects(g.direction())
		minor := side(i, i.Amount.Minor())
		g.lies(g.comes(g.days(1)[0], minor), minor)
		g.becomes(i, 0, 0, "")
	},
	"parts": func(g *truth) {
		i, days := g.expects(g.direction()), g.days(3)
		a, b := i.Amount.Minor()/3, i.Amount.Minor()/4
		for n, part := range []int64{a, b, i.Amount.Minor() - a - b} {
			g.comes(days[n], side(i, part), g.strong(i))
		}
		g.settles(i)
	},
	"cover": func(g *truth) {
		i := g.expects(Out)
		g.comes(g.days(1)[0], -i.Amount.Minor(), Detail{EndToEndID: i.ID})
		g.settles(i)
	},
	"mangled": func(g *truth) {
		i := g.expects(In)
		g.comes(g.days(1)[0], i.Amount.Minor(), g.mangle(i.ID))
		g.settles(i)
	},
	"mangled, another amount": func(g *truth) {
		i := g.expects(In)
		minor := i.Amount.Minor() - 1
		g.lies(g.comes(g.days(1)[0], minor, g.mangle(i.ID)), minor)
		g.becomes(i, 0, 0, "")
	},
	"message total":                     func(g *truth) { g.batch(false) },
	"message total, and one comes back": func(g *truth) { g.batch(true) },
	"named together":                    func(g *truth) { g.together(false) },
	"details of an entry":               func(g *truth) { g.together(true) },
	"charges stated": func(g *truth) {
		i := g.expects(g.direction())
		minor := i.Amount.Minor() - side(i, 210) // more goes out, less comes in
		g.comes(g.days(1)[0], side(i, minor), kept(g.reference(i), "2.10"))
		g.settles(i)
	},
	"charges that nobody states": func(g *truth) {
		i := g.expects(g.direction())
		minor := i.Amount.Minor() - side(i, 1+g.rng.Int64N(200))
		g.comes(g.days(1)[0], side(i, minor), Detail{InstrID: i.ID})
		g.settles(i)
	},
	"undone by the reference of the bank": func(g *truth) {
		i, days, minor := g.expects(g.direction()), g.days(2), int64(0)
		minor = side(i, i.Amount.Minor())
		ref := "BANK" + g.id()
		g.comes(days[0], minor, g.reference(i)).entry.BankRef = ref
		e := g.comes(days[1], -minor, Detail{EndToEndID: "NOTPROVIDED", BankRef: strings.ToLower(ref)})
		e.entry.Reversal = true
		i.BankRefs = []string{ref}
		g.becomes(i, i.Amount.Minor(), i.Amount.Minor(), lifecycle.InstructionReturned)
	},
	"charges beside": func(g *truth) {
		i, days := g.expects(Out), g.days(2)
		g.comes(days[0], -i.Amount.Minor(), g.reference(i))
		g.comes(days[1], -1-g.rng.Int64N(150), Detail{UETR: i.UETR})
		g.settles(i)
	},
	"too much": func(g *truth) {
		i := g.expects(g.direction())
		over := 201 + g.rng.Int64N(90)
		e := g.comes(g.days(1)[0], side(i, i.Amount.Minor()+over), Detail{InstrID: i.ID})
		g.lies(e, side(i, over))
		g.settles(i)
	},
	"twice": func(g *truth) {
		i, days := g.expects(g.direction()), g.days(2)
		minor := side(i, i.Amount.Minor())
		d := g.strong(i)
		first, second := g.comes(days[0], minor, d).group, g.comes(days[1], minor, d)
		second.group = first
		g.lies(second, minor)
		g.settles(i)
	},
	"rejected but booked": func(g *truth) {
		i := g.expects(Out)
		i.State = lifecycle.InstructionRejected
		g.lies(g.comes(g.days(1)[0], -i.Amount.Minor(), g.strong(i)), -i.Amount.Minor())
		g.becomes(i, 0, 0, lifecycle.InstructionRejected)
	},
	"rejected but booked, and taken back": func(g *truth) {
		i, days := g.expects(Out), g.days(2)
		i.State = lifecycle.InstructionRejected
		d := g.strong(i)
		g.lies(g.comes(days[0], -i.Amount.Minor(), d), -i.Amount.Minor())
		e := g.comes(days[1], i.Amount.Minor(), d)
		e.entry.Reversal = true
		g.lies(e, i.Amount.Minor())
		g.becomes(i, 0, 0, lifecycle.InstructionRejected)
	},
	"within the window of value dates": func(g *truth) {
		i := g.expects(g.direction())
		i.ValueDate = dayOf(g.rng.IntN(11) - 3)
		g.comes(2, side(i, i.Amount.Minor()), Detail{InstrID: i.ID})
		g.settles(i)
	},
	"outside the window of value dates": func(g *truth) {
		i := g.expects(Out)
		i.ValueDate = dayOf([]int{-4, 8}[g.rng.IntN(2)])
		g.lies(g.comes(2, -i.Amount.Minor(), Detail{InstrID: i.ID}), -i.Amount.Minor())
		g.becomes(i, 0, 0, "")
	},
	"charges within a percentage": func(g *truth) {
		i := g.expects(g.direction())
		g.comes(g.days(1)[0], side(i, i.Amount.Minor()-side(i, g.rng.Int64N(1+i.Amount.Minor()/1_000))), Detail{UETR: i.UETR})
		g.settles(i)
	},
	"charges beyond a percentage": func(g *truth) {
		i := g.expects(g.direction())
		off := i.Amount.Minor()/1_000 + 1
		e := g.comes(g.days(1)[0], side(i, i.Amount.Minor()-side(i, off)), Detail{UETR: i.UETR})
		if i.Direction == In { // a part of it, and the rest is missing
			g.becomes(i, i.Amount.Minor()-off, 0, "")
			return
		}
		g.lies(e, -off)
		g.settles(i)
	},
	"converted on the account":                     func(g *truth) { g.converted(0) },
	"converted on the account, nearly at the rate": func(g *truth) { g.converted(40) },
	"converted on the account, far off the rate":   func(g *truth) { g.converted(60) },
	"converted, and returned":                      func(g *truth) { g.convertedBack(0) },
	"converted, and returned nearly at the rate":   func(g *truth) { g.convertedBack(40) },
	"converted, and returned far off the rate":     func(g *truth) { g.convertedBack(60) },
	"a batch of another number of payments": func(g *truth) {
		first := len(g.instructions)
		minor, payments := g.batchOf(3)
		e := g.comes(g.days(1)[0], -minor, Detail{MsgID: g.instructions[first].MsgID})
		e.entry.Batch = &Batch{Count: int64(payments + 1)}
		g.lies(e, -minor)
		for n := first; n < first+payments; n++ {
			g.becomes(&g.instructions[n], 0, 0, "")
		}
	},
	"another currency": func(g *truth) {
		i := g.expects(g.direction())
		g.lies(g.comes(g.days(1)[0], side(i, i.Amount.Minor()), g.strong(i)), side(i, i.Amount.Minor()))
		i.Amount = eurOf(i.Amount.Minor())
		g.becomes(i, 0, 0, "")
	},
	"twins of one payer": func(g *truth) {
		a, b := g.expects(In), g.expects(In)
		b.Participant, b.EndToEndID, b.Amount, b.ValueDate = a.Participant, a.EndToEndID, a.Amount, a.ValueDate.AddDays(1)
		for range 2 {
			g.comes(g.days(1)[0], a.Amount.Minor(), Detail{EndToEndID: a.EndToEndID})
		}
		g.settles(a)
		g.settles(b)
	},
	"twins of two payers": func(g *truth) {
		a, b := g.expects(In), g.expects(In)
		a.Participant, b.Participant, b.EndToEndID, b.Amount = "PA", "PB", a.EndToEndID, a.Amount
		for range 2 {
			g.lies(g.comes(g.days(1)[0], a.Amount.Minor(), Detail{EndToEndID: a.EndToEndID}), a.Amount.Minor())
		}
		g.becomes(a, 0, 0, "")
		g.becomes(b, 0, 0, "")
	},
	"return of what was never booked": func(g *truth) {
		i := g.expects(Out)
		d := g.strong(i)
		d.ReturnReason = "AC04"
		g.lies(g.comes(g.days(1)[0], i.Amount.Minor(), d), i.Amount.Minor())
		g.becomes(i, 0, 0, "")
	},
}

// batch is one entry for the payments of a message, of which one may come back later by itself.
func (g *truth) batch(oneBack bool) {
	first, days := len(g.instructions), g.days(2)
	total, count := g.batchOf(2 + g.rng.IntN(5))
	g.comes(days[0], -total, Detail{MsgID: g.instructions[first].MsgID}).entry.Batch = &Batch{Count: int64(count * g.rng.IntN(2))}
	for n := first; n < first+count; n++ {
		g.settles(&g.instructions[n])
	}
	if oneBack {
		i := &g.instructions[first+g.rng.IntN(count)]
		g.comes(days[1], i.Amount.Minor(), Detail{UETR: i.UETR, ReturnReason: "AC04"})
		g.becomes(i, i.Amount.Minor(), i.Amount.Minor(), lifecycle.InstructionReturned)
	}
}

// batchOf are the payments of a message, and their sum.
func (g *truth) batchOf(count int) (total int64, _ int) {
	msg := "BATCH" + g.id()
	for range count {
		i := g.expects(Out)
		i.MsgID = msg
		total += i.Amount.Minor()
	}
	return total, count
}

// converted is a payment in EUR that the bank books in USD at a rate that it states, or its inverse, and off that by so many
// basis points: up to 50 are allowed.
func (g *truth) converted(off int64) {
	i := g.expects(g.direction())
	rate := int64(10_200 + 2*g.rng.Int64N(5_000)) // four decimals; so far off 1 that its inverse is another one
	d := g.strong(i)
	minor := (i.Amount.Minor()*rate + 5_000) / 10_000
	x := Exchange{Source: "EUR", Target: "USD", Unit: "EUR", Rate: fmt.Sprintf("%d.%04d", rate/10_000, rate%10_000)}
	if g.rng.IntN(2) == 0 { // the other way round
		minor = (2*i.Amount.Minor()*10_000 + rate) / (2 * rate)
		x.Unit = "USD"
	}
	if g.rng.IntN(2) == 0 {
		x.Instructed = eurOf(i.Amount.Minor())
	}
	d.Exchange = &x
	minor += minor * off / 10_000 * (1 - 2*g.rng.Int64N(2))
	e := g.comes(g.days(1)[0], side(i, minor), d)
	i.Amount = eurOf(i.Amount.Minor())
	if off > 50 {
		g.lies(e, side(i, minor))
		g.becomes(i, 0, 0, "")
		return
	}
	g.settles(i)
}

// convertedBack is a pay-out in EUR that the bank books in USD at a rate, and gives back at another one, off that by so many basis
// points.
func (g *truth) convertedBack(off int64) {
	i, days := g.expects(Out), g.days(2)
	i.Amount = eurOf(i.Amount.Minor())
	for n, day := range days {
		rate := int64(10_200 + 2*g.rng.Int64N(5_000))
		minor := (i.Amount.Minor()*rate + 5_000) / 10_000
		d := g.strong(i)
		d.Exchange = &Exchange{Source: "EUR", Target: "USD", Unit: "EUR", Rate: fmt.Sprintf("%d.%04d", rate/10_000, rate%10_000)}
		if n == 0 {
			g.comes(day, -minor, d)
			continue
		}
		d.ReturnReason = "AC04"
		minor += minor * off / 10_000 * (1 - 2*g.rng.Int64N(2))
		if e := g.comes(day, minor, d); off > 50 {
			g.lies(e, minor)
		}
	}
	if g.settles(i); off <= 50 {
		g.becomes(i, i.Amount.Minor(), i.Amount.Minor(), lifecycle.InstructionReturned)
	}
}

// together is one entry whose details name a payment each, with or without their amounts.
func (g *truth) together(amounts bool) {
	first, count, direction := len(g.instructions), 2+g.rng.IntN(4), g.direction()
	total, details := int64(0), []Detail(nil)
	for range count {
		i := g.expects(direction)
		d := g.strong(i)
		if amounts {
			d.Amount = usdOf(side(i, i.Amount.Minor()))
		}
		details = append(details, d)
		total += side(i, i.Amount.Minor())
	}
	g.comes(g.days(1)[0], total, details...)
	for n := first; n < first+count; n++ {
		g.settles(&g.instructions[n])
	}
}

func init() {
	for name, charges := range map[string]int64{"returned": 0, "returned less charges that the bank states": 300, "returned less charges that a pacs.004 announced": 300} {
		stories[name] = func(g *truth) { g.returnedLess(charges, strings.HasSuffix(name, "announced")) }
	}
	for _, direction := range []Direction{In, Out} {
		for times := 1; times <= 3; times++ {
			stories[fmt.Sprintf("%s taken back, %d times to and fro", direction, times)] = func(g *truth) { g.takenBack(direction, times) }
		}
	}
}

func (g *truth) returnedLess(charges int64, announced bool) {
	i, days := g.expects(Out), g.days(2)
	g.comes(days[0], -i.Amount.Minor(), g.reference(i))
	d := g.strong(i)
	d.ReturnReason = "AC04"
	if announced {
		i.Advised, i.AdvisedCharges = true, usdOf(charges)
	} else if charges > 0 {
		d = kept(d, usdOf(charges).Decimal())
	}
	g.comes(days[1], i.Amount.Minor()-charges, d)
	g.becomes(i, i.Amount.Minor(), i.Amount.Minor(), lifecycle.InstructionReturned)
}

// takenBack is a booking that the bank takes back, and that again, each on a day of its own where it goes to and fro.
func (g *truth) takenBack(direction Direction, times int) {
	i := g.expects(direction)
	minor := side(i, i.Amount.Minor())
	g.comes(0, minor, g.strong(i))
	for n := 1; n <= times; n++ {
		minor = -minor
		e := g.comes(min(n-1, truthDays-1), minor, g.strong(i))
		e.entry.Reversal = true
	}
	if g.settles(i); times%2 == 1 {
		g.becomes(i, i.Amount.Minor(), i.Amount.Minor(), lifecycle.InstructionReturned)
	}
}
