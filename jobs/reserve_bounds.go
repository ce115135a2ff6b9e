package jobs

import (
	"fmt"

	"nostro/ledger"
	"nostro/money"
	"nostro/risk"
)

// mayMoveReserve errs where what is asked is not whole, or would move what is not there.
func (s *Stages) mayMoveReserve(tx Tx, ask ReserveAsk) error {
	switch {
	case ask.Amount.Sign() <= 0:
		return fmt.Errorf("%w: %s is not above zero", risk.ErrReserve, ask.Amount)
	case ask.Reason == "":
		return fmt.Errorf("%w: say why, with --reason", risk.ErrReserve)
	case ask.Act == ReserveUse && ask.Participant == "":
		return fmt.Errorf("%w: say whose debt it bears, with --participant", risk.ErrReserve)
	case ask.Act == ReserveRelease && ask.Participant != "":
		return fmt.Errorf("%w: what is released goes to our capital, not to a participant", risk.ErrReserve)
	}
	if ask.Participant != "" {
		if _, found, err := tx.Participant(ask.Participant); err != nil || !found {
			if err == nil {
				err = fmt.Errorf("participant %q: %w: nostro participants lists them", ask.Participant, ErrUnknownID)
			}
			return err
		}
	}
	bounds, err := s.reserveBounds(tx, ask)
	for _, b := range bounds {
		if err == nil && ask.Amount.Minor() > b.amount.Minor() {
			err = fmt.Errorf("%w: %s is asked, and %s %s: %w", risk.ErrReserve, ask.Amount, b.what, b.amount, ErrNeedsPerson)
		}
	}
	return err
}

// reserveBound is the most that may move, and what it is.
type reserveBound struct {
	amount money.Amount
	what   string
}

func (s *Stages) reserveBounds(tx Tx, ask ReserveAsk) ([]reserveBound, error) {
	c := ask.Amount.Currency()
	held, err := reserveHeld(tx, c)
	if err != nil {
		return nil, err
	}
	switch ask.Act {
	case ReserveRelease:
		line, err := s.reserveLine(tx, c, held)
		return []reserveBound{{line.Excess, fmt.Sprintf("of the %s held %s are required, which leaves", held, line.Required)}}, err
	case ReserveUse:
		owes, err := tx.JournalBalance(ledger.ParticipantAccount(ask.Participant), c, BalanceDates{})
		return []reserveBound{{held, "the risk reserve holds"}, {owes, ask.Participant + " owes"}}, err
	case ReserveFund:
		if ask.Participant == "" {
			capital, err := creditOf(tx, ledger.Reserve, c)
			return []reserveBound{{capital, "our capital (account reserve) in that currency is"}}, err
		}
		has, err := creditOf(tx, ledger.ParticipantAccount(ask.Participant), c)
		if err != nil {
			return nil, err
		}
		borne, err := borneFor(tx, ask.Participant, c)
		return []reserveBound{{has, ask.Participant + " is owed"}, {borne, "the risk reserve still bears for " + ask.Participant}}, err
	}
	return nil, fmt.Errorf("%w: %q is no act: fund, release or use", risk.ErrReserve, ask.Act)
}

// borneFor is what was used for a participant and did not come back.
func borneFor(tx Tx, participant string, c money.Currency) (money.Amount, error) {
	movements, err := tx.ReserveMovements()
	sum := int64(0)
	for _, m := range movements {
		if m.Participant == participant && m.Amount.Currency() == c {
			sum -= m.signed()
		}
	}
	return money.FromMinor(c, sum), err
}
