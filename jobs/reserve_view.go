package jobs

import (
	"context"
	"slices"

	"nostro/ledger"
	"nostro/money"
	"nostro/risk"
)

// ReserveLine is the risk reserve of one currency: what is required and what is held.
type ReserveLine struct {
	Currency money.Currency
	Rule     risk.ReserveRule // of that currency where Ruled
	Ruled    bool             // whether nostro.yaml asks for a reserve in it
	Basis    money.Amount     // what the rule measures
	Required money.Amount     // zero without a rule
	Held     money.Amount
	Short    money.Amount // what is lacking, zero where nothing is
	Excess   money.Amount // what may be released, zero where nothing is
}

// ReserveState is the risk reserve in every currency that has a rule or a movement, and the movements.
type ReserveState struct {
	Lines     []ReserveLine // by currency
	Movements []ReserveMovement
}

// Reserve returns the risk reserve as it is now.
func (s *Stages) Reserve(ctx context.Context) (ReserveState, error) {
	return view(ctx, s.Store, s.ReserveIn)
}

// ReserveIn is Reserve within a transaction.
func (s *Stages) ReserveIn(tx Tx) (ReserveState, error) {
	movements, err := tx.ReserveMovements()
	if err != nil {
		return ReserveState{}, err
	}
	held := map[money.Currency]int64{}
	for _, r := range s.Settings.Reserve {
		held[r.Currency] = 0
	}
	for _, m := range movements {
		held[m.Amount.Currency()] += m.signed()
	}
	out := ReserveState{Movements: movements}
	for _, c := range sortedCurrencies(held) {
		line, err := s.reserveLine(tx, c, money.FromMinor(c, held[c]))
		if err != nil {
			return out, err
		}
		out.Lines = append(out.Lines, line)
	}
	return out, nil
}

func (s *Stages) reserveLine(tx Tx, c money.Currency, held money.Amount) (ReserveLine, error) {
	zero := money.Zero(c)
	line := ReserveLine{Currency: c, Basis: zero, Required: zero, Held: held, Short: zero, Excess: zero}
	var err error
	if line.Rule, line.Ruled = s.Settings.reserveRule(c); line.Ruled {
		if line.Basis, err = s.reserveBasis(tx, line.Rule); err != nil {
			return line, err
		}
		if line.Required, err = line.Rule.Required(line.Basis); err != nil {
			return line, err
		}
	}
	if over := held.Minor() - line.Required.Minor(); over >= 0 {
		line.Excess = money.FromMinor(c, over)
	} else {
		line.Short = money.FromMinor(c, -over)
	}
	return line, nil
}

func (s Settings) reserveRule(c money.Currency) (risk.ReserveRule, bool) {
	n := slices.IndexFunc(s.Reserve, func(r risk.ReserveRule) bool { return r.Currency == c })
	if n < 0 {
		return risk.ReserveRule{}, false
	}
	return s.Reserve[n], true
}

// reserveBasis is what the rule measures, as of now.
func (s *Stages) reserveBasis(tx Tx, r risk.ReserveRule) (money.Amount, error) {
	sum := money.Zero(r.Currency)
	switch r.Of {
	case risk.ReserveOfPayOuts:
		paid, err := tx.PaidBefore("", s.today().AddDays(1-r.Days))
		if err != nil {
			return sum, err
		}
		for _, p := range paid {
			if p.Amount.Currency() != r.Currency {
				continue
			}
			if sum, err = sum.Add(p.Amount); err != nil {
				return sum, err
			}
		}
	case risk.ReserveOfExposure:
		held, err := s.heldOn(tx, s.today())
		if err != nil {
			return sum, err
		}
		for _, open := range held {
			if open.Currency() == r.Currency {
				return open.Abs()
			}
		}
	}
	return sum, nil
}

// reserveHeld is what the journal says that is set aside in the currency.
func reserveHeld(tx Tx, c money.Currency) (money.Amount, error) {
	return creditOf(tx, ledger.RiskReserve, c)
}

// creditOf is the balance of an account as a credit.
func creditOf(tx Tx, account ledger.Account, c money.Currency) (money.Amount, error) {
	balance, err := tx.JournalBalance(account, c, BalanceDates{})
	if err != nil {
		return balance, err
	}
	return money.Zero(c).Sub(balance)
}
