package netting

import (
	"cmp"
	"errors"
	"fmt"
	"math/bits"
	"slices"

	"nostro/calendar"
	"nostro/money"
)

// Errors that callers tell apart; test with errors.Is.
var (
	ErrRefused  = errors.New("obligation cannot be netted")
	ErrUnproven = errors.New("netting does not prove")
)

const basisPoints = 10000

// Obligation says that Payer owes Payee the amount on the value date. Seq is the order of acceptance.
type Obligation struct {
	ID           string
	Seq          int64
	Payer, Payee string
	Amount       money.Amount // above zero
	ValueDate    calendar.Date
}

// Position is what one participant receives and pays in one currency. Net = GrossIn - GrossOut: above zero
// the participant receives, below zero it pays. A net of zero is listed too.
type Position struct {
	Participant            string
	GrossIn, GrossOut, Net money.Amount
	Obligations            []string // identifiers of all obligations behind it, in the order of Seq
}

// Total sums one currency up. Net is the sum of the nets above zero: the money that still has to move.
// EfficiencyBP is 1 - Net/Gross in basis points, rounded half to even: 10000 where nothing has to move.
type Total struct {
	Currency     money.Currency
	Count        int
	Gross, Net   money.Amount
	EfficiencyBP int
}

// Result is the outcome of Net: obligations by currency, Seq and ID, positions by participant and currency,
// totals by currency.
type Result struct {
	Obligations []Obligation
	Positions   []Position
	Totals      []Total
}

// Net nets the obligations, whatever their order; of none, the result is empty. It errs, wrapping
// ErrRefused, for an obligation with an identifier or a party that is empty or holds blanks, with payer and
// payee the same, with no currency or with an amount that is not above zero, and for an identifier that
// comes twice. It wraps money.ErrOverflow, and names the participant or the currency, where a sum does not
// fit. Rule: multilateral netting, docs/design.md, section 4.
func Net(obligations []Obligation) (Result, error) {
	sorted := append([]Obligation(nil), obligations...)
	slices.SortFunc(sorted, compareObligations)
	if err := refuse(sorted); err != nil {
		return Result{}, err
	}
	positions, err := positionsOf(sorted)
	if err != nil {
		return Result{}, err
	}
	totals, err := totalsOf(sorted, positions)
	if err != nil {
		return Result{}, err
	}
	return Result{sorted, positions, totals}, nil
}

func compareObligations(a, b Obligation) int {
	if a.Amount.Currency() != b.Amount.Currency() {
		return cmp.Compare(a.Amount.Currency().Code(), b.Amount.Currency().Code())
	}
	if a.Seq != b.Seq {
		return cmp.Compare(a.Seq, b.Seq)
	}
	return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Payer, b.Payer), cmp.Compare(a.Payee, b.Payee),
		cmp.Compare(a.Amount.Minor(), b.Amount.Minor()), a.ValueDate.Compare(b.ValueDate))
}

type positionKey struct {
	participant string
	currency    money.Currency
}

// positionsOf adds the obligations up. All amounts are above zero, so a gross sum only grows: the checked
// addition errs exactly where the whole sum does not fit, and the difference of two such sums always fits.
func positionsOf(sorted []Obligation) ([]Position, error) {
	byKey := map[positionKey]*Position{}
	at := func(participant string, o Obligation) *Position {
		key := positionKey{participant, o.Amount.Currency()}
		if byKey[key] == nil {
			zero := money.Zero(key.currency)
			byKey[key] = &Position{Participant: participant, GrossIn: zero, GrossOut: zero, Net: zero}
		}
		byKey[key].Obligations = append(byKey[key].Obligations, o.ID)
		return byKey[key]
	}
	for _, o := range sorted {
		payer, payee := at(o.Payer, o), at(o.Payee, o)
		var errOut, errIn error
		payer.GrossOut, errOut = addFor(o.Payer, payer.GrossOut, o)
		payee.GrossIn, errIn = addFor(o.Payee, payee.GrossIn, o)
		if err := cmp.Or(errOut, errIn); err != nil {
			return nil, err
		}
	}
	return closePositions(byKey)
}

func addFor(participant string, sum money.Amount, o Obligation) (money.Amount, error) {
	sum, err := sum.Add(o.Amount)
	if err != nil {
		return sum, fmt.Errorf("position of participant %q in %s, at obligation %q: %w: net in smaller cycles",
			participant, o.Amount.Currency(), o.ID, err)
	}
	return sum, nil
}

func closePositions(byKey map[positionKey]*Position) ([]Position, error) {
	positions := make([]Position, 0, len(byKey))
	for key, p := range byKey {
		net, err := p.GrossIn.Sub(p.GrossOut)
		if err != nil {
			return nil, fmt.Errorf("net of participant %q in %s: %w", key.participant, key.currency, err)
		}
		p.Net = net
		positions = append(positions, *p)
	}
	slices.SortFunc(positions, comparePositions)
	return positions, nil
}

func comparePositions(a, b Position) int {
	return cmp.Or(cmp.Compare(a.Participant, b.Participant),
		cmp.Compare(a.Net.Currency().Code(), b.Net.Currency().Code()))
}

// efficiencyBP returns 10000 x (gross - net) / gross, rounded half to even; 0 <= net <= gross, gross > 0.
// The product has up to 77 bits, so it is kept in two words.
func efficiencyBP(gross, net money.Amount) int {
	whole := uint64(gross.Minor())
	high, low := bits.Mul64(whole-uint64(net.Minor()), basisPoints)
	quotient, rest := bits.Div64(high, low, whole)
	if twice := 2 * rest; twice > whole || (twice == whole && quotient%2 == 1) {
		quotient++
	}
	return int(quotient)
}
