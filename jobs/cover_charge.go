package jobs

import (
	"math/big"

	"nostro/money"
)

// What a bank may take of a side of a cover deal, in basis points of the side.
const (
	// CoverChargeBPUsual is the most that settles by itself, unless the settings say otherwise.
	CoverChargeBPUsual = 25
	// CoverChargeBPMax is the most that the settings may allow.
	CoverChargeBPMax = 1000

	chargeBPAny = 10000 // where a person says which booking it is
)

// fits tells whether the booking moved what the side of the deal is, at the correspondent where it settles: just that,
// or with the charge that the bank itself states on the booking, where it is at most so many basis points of the side.
// Of what was bought so much less has come; with what was sold so much more has left.
func (b suspended) fits(d CoverDeal, side Side, mostBP int) (charge money.Amount, fits bool) {
	correspondent, amount, credit := d.leg(side)
	none := money.Zero(amount.Currency())
	if b.waiting.statement.Correspondent != correspondent || b.match.Amount.Currency() != amount.Currency() || b.match.Credit != credit {
		return none, false
	}
	if b.match.Amount == amount {
		return none, true
	}
	for _, stated := range b.statedCharges() {
		leg := CoverLeg{Side: side, Charge: stated}
		if moved, err := leg.moved(d); err == nil && moved == b.match.Amount && stated.Sign() > 0 && atMostBP(stated, amount, mostBP) {
			return stated, true
		}
	}
	return none, false
}

// statedCharges are those that the bank gives for the booking: of its detail, and of the entry where the booking is all
// of it.
func (b suspended) statedCharges() []money.Amount {
	e := b.waiting.entry
	var list []money.Amount
	for _, d := range e.Details {
		if d.Number == b.match.Detail || b.match.Detail == 0 && len(e.Details) == 1 {
			list = append(list, d.Charges)
		}
	}
	if b.match.Detail == 0 || len(e.Details) == 1 {
		list = append(list, e.Charges)
	}
	return list
}

func atMostBP(part, whole money.Amount, bp int) bool {
	left := new(big.Int).Mul(big.NewInt(part.Minor()), big.NewInt(chargeBPAny))
	return left.Cmp(new(big.Int).Mul(big.NewInt(whole.Minor()), big.NewInt(int64(bp)))) <= 0
}

// moved is what the bank booked of the side: of what was bought less its charge, of what was sold more.
func (l CoverLeg) moved(d CoverDeal) (money.Amount, error) {
	if l.Side == SideBought {
		return d.Bought.Sub(l.Charge)
	}
	return d.Sold.Add(l.Charge)
}

// chargesOfLegs are what the banks took of both sides.
func chargesOfLegs(legs []CoverLeg) (bought, sold money.Amount) {
	for _, l := range legs {
		if l.Side == SideBought {
			bought = l.Charge
		} else {
			sold = l.Charge
		}
	}
	return bought, sold
}
