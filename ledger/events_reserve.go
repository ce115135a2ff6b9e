package ledger

import (
	"nostro/calendar"
	"nostro/money"
)

// RiskReserveMove is one movement of the risk reserve. Amount is positive: the constructor tells the direction.
type RiskReserveMove struct {
	Number      int // of the movements of the currency: 1, 2, 3 ...
	Amount      money.Amount
	Participant string // read by RiskReserveUsed and RiskReserveRecovered only
	ValueDate   calendar.Date
	Memo        string
}

// RiskReserveFunded returns the entry that sets a part of our capital aside for losses: debit reserve, credit
// reserve:risk.
func RiskReserveFunded(m RiskReserveMove) (Entry, error) { return m.between(Reserve, RiskReserve) }

// RiskReserveReleased returns the entry that gives a part of it back: debit reserve:risk, credit reserve.
func RiskReserveReleased(m RiskReserveMove) (Entry, error) { return m.between(RiskReserve, Reserve) }

// RiskReserveUsed returns the entry by which the risk reserve bears what a participant owes and does not pay: debit
// reserve:risk, credit participant.
func RiskReserveUsed(m RiskReserveMove) (Entry, error) {
	return m.between(RiskReserve, ParticipantAccount(m.Participant))
}

// RiskReserveRecovered returns the entry by which a participant pays back what the risk reserve bore for it: debit
// participant, credit reserve:risk.
func RiskReserveRecovered(m RiskReserveMove) (Entry, error) {
	return m.between(ParticipantAccount(m.Participant), RiskReserve)
}

func (m RiskReserveMove) between(debit, credit Account) (Entry, error) {
	return Movement{Key: RiskReserveKey(m.Amount.Currency(), m.Number), Amount: m.Amount, ValueDate: m.ValueDate,
		Memo: m.Memo}.between(KindRiskReserve, debit, credit)
}
