package report

import (
	"fmt"
	"strings"

	"nostro/jobs"
)

// LookBack says of a report that it shows what was known at an instant that is over, and what it cannot show.
type LookBack struct {
	Words   string   `json:"words"`
	NotTold []string `json:"not_told"` // parts that are known as of now only: they are left out, not shown as they are now
}

// never are the parts of a report that are reckoned from what holds now.
var never = []string{"checks", "what about rates and screening waits for a person", "open positions and their limits", "the risk reserve",
	"what is held, late or waits for a later cycle"}

// past leaves out of what is to be gathered what has no past.
func (in Input) past() Input {
	return Input{House: in.House, Cycle: in.Cycle, AsOf: in.AsOf, Zone: in.Zone, Pivot: in.Pivot, Cross: in.Cross, LookBack: true,
		Control: in.Control, Safeguarding: in.Safeguarding}
}

// lookedBack says what the picture is, and what it lacks.
func (g *gatherer) lookedBack() *LookBack {
	b := &LookBack{Words: "as it was known at " + g.at(g.in.AsOf).Minute() + ", and nothing that came later", NotTold: append([]string{}, never...)}
	payments, cycles := 0, 0
	for _, i := range g.instructions {
		payments += count(untold(i.State))
	}
	for _, c := range g.all {
		cycles += count(string(c.State) == jobs.StateUntold)
	}
	if payments > 0 {
		b.NotTold = append(b.NotTold, fmt.Sprintf("the state of %s", counted(payments, "payment", "payments")))
	}
	if cycles > 0 {
		b.NotTold = append(b.NotTold, fmt.Sprintf("the state of %s", counted(cycles, "cycle", "cycles")))
	}
	return b
}

// lookBack says in the heading that this is no report of now.
func (p *printer) lookBack(b *LookBack) {
	if b == nil {
		return
	}
	p.wrapped(0, bold, "A look back: "+b.Words)
	p.wrapped(0, dim, "Not told, for it is not kept what it was then: "+strings.Join(b.NotTold, "; "))
}
