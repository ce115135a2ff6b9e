package reconcile

import (
	"fmt"
	"math/big"
	"strings"

	"nostro/money"
)

// A bank may book in the currency of the account what was instructed in another one, and say at what rate. Banks disagree on
// what is quoted against what, so both the rate and its inverse are tried, and only the two amounts decide.

// Exchange is how the bank converted an amount, in its own words.
type Exchange struct {
	Instructed           money.Amount // in the other currency, without a sign; the zero value where the bank gives none
	Source, Target, Unit string       // currencies, as written
	Rate                 string       // a decimal, as written
}

// rateDigitsMax bounds what is read of a rate: ISO 20022 has 11 digits.
const rateDigitsMax = 24

// rate reads the rate as an exact number; ok is false where it is none above zero.
func (x *Exchange) rate() (rate *big.Rat, ok bool) {
	if x == nil || len(x.Rate) > rateDigitsMax || strings.ContainsAny(x.Rate, "eE/_xX+-") {
		return nil, false
	}
	rate, ok = new(big.Rat).SetString(x.Rate)
	return rate, ok && rate.Sign() > 0
}

// converted returns in minor units of the currency what the amount makes at the rate and at its inverse, each rounded half
// away from zero.
func converted(a money.Amount, to money.Currency, rate *big.Rat) [2]*big.Int {
	exact := new(big.Rat).SetInt64(a.Minor())
	exact.Mul(exact, new(big.Rat).SetFrac(pow10(to.Exponent()), pow10(a.Currency().Exponent())))
	return [2]*big.Int{nearestInt(new(big.Rat).Mul(exact, rate)), nearestInt(new(big.Rat).Quo(exact, rate))}
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// nearestInt rounds what is not negative, a half upwards.
func nearestInt(r *big.Rat) *big.Int {
	double := new(big.Int).Lsh(r.Num(), 1)
	return double.Quo(double.Add(double, r.Denom()), new(big.Int).Lsh(r.Denom(), 1))
}

// conversion is what the rate of the bank makes of what an instruction waits for.
type conversion struct {
	minor int64  // in the currency of the account, by the way that is nearer to the booking
	off   int64  // what was booked less that
	how   string // in words
}

// conversionOf returns it; ok is false where the bank states no rate that makes anything of it.
func (m *matcher) conversionOf(u *unit, t *tally) (c conversion, ok bool) {
	d, single := u.single()
	rate, stated := d.Exchange.rate()
	if !single || !stated {
		return c, false
	}
	for n, made := range converted(t.Amount, m.statement.Currency, rate) {
		if !made.IsInt64() || made.Int64() > minorMax {
			continue
		}
		off := u.size() - made.Int64()
		if !ok || abs(off) < abs(c.off) {
			sign := [2]string{"times", "divided by"}[n]
			c = conversion{minor: made.Int64(), off: off, how: fmt.Sprintf("%s %s the rate %s is %s", t.Amount, sign, d.Exchange.Rate,
				m.money(made.Int64()))}
			ok = true
		}
	}
	return c, ok
}

// exchanged says what a unit is that books an instruction in another currency: all of it, where the rule lets the rate be off
// by as much; else it is in suspense, and a person may accept it.
func (m *matcher) exchanged(u *unit, t *tally, r *Rule) {
	c, stated := m.conversionOf(u, t)
	whole := t.open() && t.rest() == t.Amount.Minor() && !u.isReturn() && u.side() == t.Direction
	said := u.instructs(t)
	limit, limited := toleranceOf(r.Exchanges, t.Correspondent, m.statement.Currency)
	back := u.givesBackAll(t)
	if (whole || back) && stated && said && limited && r.strong() && r.takes(u, t.Direction) && r.May == MayPost && abs(c.off) <= limit.allows(c.minor) {
		if back {
			m.returnExchanged(u, t, r, c)
			return
		}
		m.settleExchanged(u, t, r, c)
		return
	}
	text := fmt.Sprintf("%s names %s, which is in %s, not in %s. ", u, t.name(), t.Amount.Currency(), m.statement.Currency)
	switch {
	case !stated:
		text += "The bank states no rate. "
	default:
		text += fmt.Sprintf("At what the bank states, %s: %s are booked beyond that. ", c.how, m.money(c.off))
	}
	if !said {
		text += fmt.Sprintf("The bank says that %s were instructed. ", u.details[0].Exchange.Instructed)
	}
	m.unexplained(u, u.minor, ReasonCurrencyDiffers, t, u.minor, r, fmt.Sprintf(
		"%sIt is in suspense. Ask %s what was converted, and at what rate.", text, m.statement.Correspondent))
	if (whole || back) && said && stated {
		m.addSuggestion(u, 1, []*tally{t}, r, fmt.Sprintf("%s; %s is booked for %s", c.how, m.money(u.size()), t.name()))
	}
}

// instructs tells whether the amount that the bank says was instructed, where it says one in the currency of the
// instruction, is that of the instruction.
func (u *unit) instructs(t *tally) bool {
	d, single := u.single()
	if !single || d.Exchange == nil || d.Exchange.Instructed.Currency() != t.Amount.Currency() {
		return true
	}
	return d.Exchange.Instructed == t.Amount
}

func (m *matcher) settleExchanged(u *unit, t *tally, r *Rule, c conversion) {
	t.settled, t.booked, t.lastBooked = true, t.Amount.Minor(), u
	m.changed(t)
	kind := FindingPayOutBooked
	if t.Direction == In {
		kind = FindingPayInBooked
	}
	m.found(u, Finding{Entry: u.entry.Number, Detail: int(u.detail), Kind: kind, Instruction: t.ID, Amount: m.money(u.size()),
		Charges: m.money(0), Settled: t.Amount, Credit: t.Direction == In, Rule: r.Name, Settles: true,
		Why: fmt.Sprintf("it is %s in the currency of the account: %s, which the bank states, and %s is booked", t.name(), c.how, m.money(u.size()))})
}

// givesBackAll tells whether the unit may be the return of all of a pay-out in another currency: the bank calls it a return, or a
// pacs.004 announced one, and nothing of the payment has come back yet.
func (u *unit) givesBackAll(t *tally) bool {
	return u.credit() && t.Direction == Out && (u.isReturn() || t.Advised) && t.returned == 0 && t.returnable() == t.amount
}

// returnExchanged ends a pay-out in another currency: what arrived is all of it at the rate of the return.
func (m *matcher) returnExchanged(u *unit, t *tally, r *Rule, c conversion) {
	t.returned, t.lastReturn, t.ended = t.amount, u, true
	m.changed(t)
	m.found(u, Finding{Entry: u.entry.Number, Detail: int(u.detail), Kind: FindingReturned, Instruction: t.ID, Amount: m.money(u.size()),
		Charges: m.money(0), Settled: t.Amount, Credit: true, Rule: r.Name, Settles: true, Turn: m.nextTurn(t),
		Why: fmt.Sprintf("all of %s came back%s in the currency of the account: %s, which the bank states, and %s is booked", t.name(), u.reason(), c.how,
			m.money(u.size()))})
}
