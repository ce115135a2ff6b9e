package risk

import (
	"errors"
	"fmt"
	"math/big"

	"nostro/money"
)

// ErrReserve marks a movement that the risk reserve does not allow; test with errors.Is.
var ErrReserve = errors.New("the risk reserve does not allow it")

// ReserveBasis is what the size of the risk reserve is measured by.
type ReserveBasis string

// The bases. Both are amounts in the currency of the rule.
const (
	ReserveOfPayOuts  ReserveBasis = "pay-outs" // what left in the last days
	ReserveOfExposure ReserveBasis = "exposure" // the size of the open position
)

// ReserveRule says how much the house sets aside for losses in one currency. It is data: nostro.yaml is read into it.
type ReserveRule struct {
	Currency  money.Currency
	BP        int          // basis points of the basis, 0 to 10000
	Of        ReserveBasis // where BP is not 0
	Days      int          // that pay-outs are counted back from today, at least 1; for ReserveOfPayOuts
	Minimum   money.Amount // it is never required to be less; zero for none
	Maximum   money.Amount // nor more; of no currency for no maximum
	AloneUpTo money.Amount // one person may move so much at a time; of no currency: nothing
}

// Required returns how much must be set aside where the basis is so large: the share of it, to a full minor unit upwards,
// within minimum and maximum. It errs for a basis below zero or of another currency.
func (r ReserveRule) Required(basis money.Amount) (money.Amount, error) {
	if basis.Currency() != r.Currency || basis.Sign() < 0 {
		return money.Amount{}, fmt.Errorf("risk reserve in %s: %s is no basis for it", r.Currency, basis)
	}
	share := new(big.Int).Mul(big.NewInt(basis.Minor()), big.NewInt(int64(r.BP)))
	whole, rest := share.QuoRem(share, big.NewInt(10000), new(big.Int))
	if rest.Sign() > 0 {
		whole.Add(whole, big.NewInt(1))
	}
	required := max(whole.Int64(), r.Minimum.Minor()) // at most the basis, so it fits
	if !r.Maximum.Currency().IsZero() {
		required = min(required, r.Maximum.Minor())
	}
	return money.FromMinor(r.Currency, required), nil
}

// Alone tells whether one person may move the amount without another.
func (r ReserveRule) Alone(a money.Amount) bool {
	return a.Currency() == r.AloneUpTo.Currency() && a.Minor() <= r.AloneUpTo.Minor()
}
