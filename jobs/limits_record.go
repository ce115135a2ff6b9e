package jobs

import (
	"encoding/json"
	"fmt"
	"math/bits"
	"time"

	"nostro/money"
	"nostro/risk/limit"
)

// LimitChoice tells where the evidence of a cycle's choice within the caps lies.
type LimitChoice struct {
	Cycle     string
	Place     string // in the spool
	SHA256    string
	DecidedAt time.Time
}

// LimitEvidence is the choice of a cycle within the caps, as it is kept: the limits in force, what was offered, what
// was taken and what was left and why, and the bound. Amounts are decimals.
type LimitEvidence struct {
	Cycle    string        `json:"cycle"`
	Base     string        `json:"base"`
	Rates    string        `json:"rates,omitempty"` // the fixing at which was valued
	Limits   LimitsInForce `json:"limits"`
	Values   []LimitValue  `json:"values"`
	Caps     []LimitUse    `json:"caps"`
	Together [][]string    `json:"together,omitempty"` // gridlocks that were resolved
	Left     []LimitLeft   `json:"left"`
	Taken    []string      `json:"taken"`
}

// LimitValue is what is settled of what is offered, in one unit.
type LimitValue struct {
	Unit    string `json:"unit"`
	Offered string `json:"offered"`
	Queue   string `json:"queue"` // what the rule of the queue would settle
	Settled string `json:"settled"`
	Bound   string `json:"bound"` // no choice settles more
	Text    string `json:"text"`
}

// LimitUse is one cap and its use.
type LimitUse struct {
	Participant string `json:"participant"`
	Kind        string `json:"kind"`
	Unit        string `json:"unit,omitempty"` // "" where obligations are counted
	Limit       string `json:"limit"`
	Before      string `json:"before"`
	Offered     string `json:"offered"`
	Settled     string `json:"settled"`
	Headroom    string `json:"headroom"`
}

// LimitLeft is an obligation that was left, and why.
type LimitLeft struct {
	Obligation string        `json:"obligation"`
	Payer      string        `json:"payer"`
	Payee      string        `json:"payee"`
	Currency   string        `json:"currency"`
	Amount     string        `json:"amount"`
	Breaks     []LimitBreach `json:"breaks"`
}

// LimitBreach is a cap that an obligation would break.
type LimitBreach struct {
	Participant string `json:"participant"`
	Kind        string `json:"kind"`
	Unit        string `json:"unit,omitempty"`
	Limit       string `json:"limit"`
	Beyond      string `json:"beyond"`
	Text        string `json:"text"`
}

func (d limitDecision) evidence(cycle string) LimitEvidence {
	b := d.book
	e := LimitEvidence{Cycle: cycle, Base: b.Base.Code(), Limits: limitsInForce(b.Limits), Together: d.choice.Together,
		Taken: d.choice.Taken, Caps: LimitUses(d.choice.Caps)}
	if b.fixing.Source != "" {
		e.Rates = fmt.Sprintf("%s of %s, %s", b.fixing.Source, b.fixing.Date, b.fixing.RawSHA256)
	}
	for _, v := range d.choice.Values {
		text := func(n int64) string { return money.FromMinor(v.Unit, n).Decimal() }
		e.Values = append(e.Values, LimitValue{v.Unit.Code(), text(v.Offered), text(v.Queue), text(v.Settled), text(v.Bound), ValueText(v)})
	}
	for _, l := range d.choice.Left {
		left := LimitLeft{l.ID, l.Payer, l.Payee, l.Amount.Currency().Code(), l.Amount.Decimal(), nil}
		for _, x := range l.Breaches {
			left.Breaks = append(left.Breaks, LimitBreach{x.Participant, string(x.Kind), x.Unit.Code(), figure(x.Cap, x.Limit),
				figure(x.Cap, x.Beyond), x.String()})
		}
		e.Left = append(e.Left, left)
	}
	return e
}

// LimitUses lists caps with their use.
func LimitUses(caps []limit.Cap) []LimitUse {
	list := make([]LimitUse, len(caps))
	for n, c := range caps {
		list[n] = LimitUse{c.Participant, string(c.Kind), c.Unit.Code(), figure(c, c.Limit), figure(c, c.Before),
			figure(c, c.Offered), figure(c, c.Settled), figure(c, c.Headroom())}
	}
	return list
}

// figure is an amount as a decimal, or a count.
func figure(c limit.Cap, n int64) string {
	if c.Unit.IsZero() {
		return fmt.Sprint(n)
	}
	return money.FromMinor(c.Unit, n).Decimal()
}

// keepChoice writes the evidence into the spool and notes where it lies.
func (s *Stages) keepChoice(tx Tx, cycle string, d limitDecision) error {
	data, err := json.MarshalIndent(d.evidence(cycle), "", " ")
	if err != nil {
		return err
	}
	data = append(data, '\n')
	hash := hashOf(data) // in the name: a close that is cut off and comes again may find more obligations
	choice := LimitChoice{Cycle: cycle, Place: fmt.Sprintf("limits/%s-%.12s.json", cycle, hash), SHA256: hash, DecidedAt: s.instant()}
	if err := s.Spool.Write(choice.Place, data); err != nil {
		return err
	}
	return tx.AddLimitChoice(choice)
}

// perMyriad returns part of whole as per cent with two decimals, rounded down, or up with 1. A whole of zero is 100 %.
func perMyriad(part, whole int64, up uint64) string {
	if whole == 0 {
		return "100.00"
	}
	high, low := bits.Mul64(uint64(part), 10000)
	quotient, rest := bits.Div64(high, low, uint64(whole))
	if rest > 0 {
		quotient += up
	}
	return fmt.Sprintf("%d.%02d", quotient/100, quotient%100)
}
