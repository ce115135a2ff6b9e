package report

import (
	"slices"
	"time"

	"nostro/jobs"
	"nostro/risk"
)

// Reserve is what is set aside for losses, of the whole house.
type Reserve struct {
	Lines     []ReserveLine     `json:"currencies"`
	Movements []ReserveMovement `json:"movements"`
}

// ReserveLine is the risk reserve of one currency.
type ReserveLine struct {
	Currency string `json:"currency"`
	Rule     string `json:"rule"`  // in words, "" where none asks for a reserve
	Basis    Amount `json:"basis"` // what the rule measures
	Required Amount `json:"required"`
	Held     Amount `json:"held"`
	Short    Amount `json:"short"` // what is lacking
}

// ReserveMovement is one movement of it.
type ReserveMovement struct {
	Number      int     `json:"number"`
	Act         string  `json:"act"`
	Amount      Amount  `json:"amount"`
	Participant string  `json:"participant,omitempty"`
	ValueDate   string  `json:"value_date"`
	By          string  `json:"by"`
	Approval    int64   `json:"approval,omitempty"`
	At          Instant `json:"at"`
	Reason      string  `json:"reason"`
}

// ReserveOf shows the risk reserve; zone is that of the house.
func ReserveOf(state jobs.ReserveState, zone *time.Location) Reserve {
	r := Reserve{Lines: []ReserveLine{}, Movements: []ReserveMovement{}}
	for _, l := range state.Lines {
		r.Lines = append(r.Lines, ReserveLine{l.Currency.Code(), reserveRuleWords(l), Amount{l.Basis}, Amount{l.Required}, Amount{l.Held}, Amount{l.Short}})
	}
	for _, m := range state.Movements {
		r.Movements = append(r.Movements, ReserveMovement{m.Number, string(m.Act), Amount{m.Amount}, m.Participant, m.ValueDate.String(), m.By,
			m.Approval, instant(m.At, zone), m.Reason})
	}
	return r
}

func reserveRuleWords(l jobs.ReserveLine) string {
	if !l.Ruled {
		return ""
	}
	words := "no share"
	switch l.Rule.Of {
	case risk.ReserveOfPayOuts:
		words = perCent(l.Rule.BP) + " of the pay-outs of " + counted(l.Rule.Days, "day", "days")
	case risk.ReserveOfExposure:
		words = perCent(l.Rule.BP) + " of the open position"
	}
	if !l.Rule.Minimum.IsZero() {
		words += ", at least " + people(Amount{l.Rule.Minimum})
	}
	if !l.Rule.Maximum.Currency().IsZero() {
		words += ", at most " + people(Amount{l.Rule.Maximum})
	}
	return words
}

// Short tells whether less is held than must be.
func (r Reserve) Short() bool {
	return slices.ContainsFunc(r.Lines, func(l ReserveLine) bool { return !l.Short.IsZero() })
}

func reserveTroubles(pic Picture) (list []trouble) {
	if pic.Reserve == nil {
		return nil
	}
	for _, l := range pic.Reserve.Lines {
		if !l.Short.IsZero() {
			list = append(list, trouble{"the risk reserve lacks " + people(l.Short), "held " + people(l.Held) + ", required " + people(l.Required) +
				": " + l.Rule, "nostro reserve fund " + l.Currency + " " + l.Short.Decimal() + " --reason ..."})
		}
	}
	return list
}
