package jobs

import (
	"encoding/json"
	"fmt"

	"nostro/money"
)

// reserveContent is exactly what is approved.
type reserveContent struct {
	Act         ReserveAct `json:"act"`
	Currency    string     `json:"currency"`
	Amount      string     `json:"amount"`
	Participant string     `json:"participant,omitempty"`
	Reason      string     `json:"reason"`
}

func (a ReserveAsk) content() (string, error) {
	text, err := json.Marshal(reserveContent{a.Act, a.Amount.Currency().Code(), a.Amount.Decimal(), a.Participant, a.Reason})
	return string(text), err
}

func (a ReserveAsk) words() string {
	text := fmt.Sprintf("%s the risk reserve with %s", a.Act, a.Amount)
	switch {
	case a.Act == ReserveUse:
		text = fmt.Sprintf("use %s of the risk reserve for what %s owes", a.Amount, a.Participant)
	case a.Act == ReserveRelease:
		text = fmt.Sprintf("release %s of the risk reserve", a.Amount)
	case a.Participant != "":
		text = fmt.Sprintf("%s pays %s back to the risk reserve", a.Participant, a.Amount)
	}
	return text
}

// moveApprovedReserve does what was approved, if it still can be done.
func (s *Stages) moveApprovedReserve(tx Tx, r ApprovalRequest) error {
	var c reserveContent
	if err := json.Unmarshal([]byte(r.Content), &c); err != nil {
		return fmt.Errorf("approval %d: %w", r.Number, err)
	}
	currency, err := money.ParseCurrency(c.Currency)
	if err != nil {
		return fmt.Errorf("approval %d: %w", r.Number, err)
	}
	amount, err := money.Parse(currency, c.Amount)
	if err != nil {
		return fmt.Errorf("approval %d: %w", r.Number, err)
	}
	ask := ReserveAsk{c.Act, amount, c.Participant, c.Reason}
	if err := s.mayMoveReserve(tx, ask); err != nil {
		return fmt.Errorf("approval %d can no longer be done, refuse it: %w", r.Number, err)
	}
	_, err = s.moveReserve(tx, ask, r.Maker, r.Number)
	return err
}
