package ledger

import (
	"fmt"

	"nostro/calendar"
	"nostro/money"
)

// Movement is one amount that moves, or is meant to move, over an account at a correspondent. Key is the
// idempotency key of the entry (see PayOutKey and its like). Amount is positive: the constructor tells
// the direction. Participant is read only by the events that have one.
type Movement struct {
	Key                        string
	Participant, Correspondent string
	Amount                     money.Amount
	ValueDate                  calendar.Date
	Evidence                   Evidence
	Memo                       string
}

// PayOutSent returns the entry of a pay-out on its way, written when the intent to send is recorded:
// debit participant, credit transit.
func PayOutSent(m Movement) (Entry, error) {
	return m.between(KindPayOut, ParticipantAccount(m.Participant), TransitAccount(m.Correspondent))
}

// PayOutBooked returns the entry of a pay-out that the bank booked on a proven statement: debit transit,
// credit nostro.
func PayOutBooked(m Movement) (Entry, error) {
	return m.between(KindPayOutBooked, TransitAccount(m.Correspondent), NostroAccount(m.Correspondent))
}

// PayInBooked returns the entry of a pay-in that the bank booked on a proven statement: debit nostro,
// credit participant.
func PayInBooked(m Movement) (Entry, error) {
	return m.between(KindPayInBooked, NostroAccount(m.Correspondent), ParticipantAccount(m.Participant))
}

// PayOutExchanged returns the entry of a pay-out that the bank booked on a proven statement in the currency of the account, though
// it was in another one: paid is what is on its way. In that currency debit transit, credit fx:position; in the other one debit
// fx:position, credit nostro. What the two are worth apart is ours: a trade that the bank made for us.
func PayOutExchanged(m Movement, paid money.Amount) (Entry, error) {
	if err := m.exchanged(KindPayOutBooked, paid); err != nil {
		return Entry{}, err
	}
	var l legs
	l.debit(TransitAccount(m.Correspondent), paid)
	l.credit(FXPosition, paid)
	l.debit(FXPosition, m.Amount)
	l.credit(NostroAccount(m.Correspondent), m.Amount)
	return l.entry(m.head(KindPayOutBooked))
}

// PayInExchanged is that of a pay-in: debit nostro, credit fx:position with what arrived, and debit fx:position, credit participant
// with what it owed in another currency, which it has paid.
func PayInExchanged(m Movement, paid money.Amount) (Entry, error) {
	return m.arrivedExchanged(KindPayInBooked, paid)
}

// arrivedExchanged is what arrived in one currency for what a participant is credited in another one.
func (m Movement) arrivedExchanged(kind Kind, paid money.Amount) (Entry, error) {
	if err := m.exchanged(kind, paid); err != nil {
		return Entry{}, err
	}
	var l legs
	l.debit(NostroAccount(m.Correspondent), m.Amount)
	l.credit(FXPosition, m.Amount)
	l.debit(FXPosition, paid)
	l.credit(ParticipantAccount(m.Participant), paid)
	return l.entry(m.head(kind))
}

// exchanged refuses amounts that are not above zero, or of one currency.
func (m Movement) exchanged(kind Kind, paid money.Amount) error {
	if err := m.check(kind); err != nil {
		return err
	}
	if paid.Sign() <= 0 || paid.Currency() == m.Amount.Currency() {
		return fmt.Errorf("%w: %s %q: %s booked for %s is no exchange", ErrInvalid, kind, m.Key, m.Amount, paid)
	}
	return nil
}

// Rejected returns the entry of a pay-out that the bank refused before it booked anything: debit transit,
// credit participant, which is owed the amount again.
func Rejected(m Movement) (Entry, error) {
	return m.between(KindRejection, TransitAccount(m.Correspondent), ParticipantAccount(m.Participant))
}

// PayInBookedLess is PayInBooked where banks on the way kept charges of the amount, zero or more, which
// the house bears: debit nostro (m.Amount, what arrived) and charges, credit participant with both, for it
// has paid in full.
func PayInBookedLess(m Movement, charges money.Amount) (Entry, error) {
	return m.arrivedLess(KindPayInBooked, charges)
}

// Returned returns the entry of a pay-out that came back after it was booked. m.Amount is what arrived on
// the account; charges is what banks on the way kept, zero or more. Debit nostro and charges, credit
// participant with both: the house bears the charges, the participant is owed all of its money again.
func Returned(m Movement, charges money.Amount) (Entry, error) {
	return m.arrivedLess(KindReturn, charges)
}

// ReturnedExchanged is that of a pay-out that came back in the currency of the account, though it was in another one: paid is what
// is owed again. In the one debit nostro, credit fx:position; in the other debit fx:position, credit participant. What the two are
// worth apart, and what the payment had cost when it left, is ours.
func ReturnedExchanged(m Movement, paid money.Amount) (Entry, error) {
	return m.arrivedExchanged(KindReturn, paid)
}

// TakenBack returns the entry of a credit that the bank takes back: of a pay-in that it booked by mistake, or of a pay-out that
// came back and now goes again. Debit participant, which owes it again, or is paid after all; credit nostro.
func TakenBack(m Movement) (Entry, error) {
	return m.between(KindReturn, ParticipantAccount(m.Participant), NostroAccount(m.Correspondent))
}

func (m Movement) arrivedLess(kind Kind, charges money.Amount) (Entry, error) {
	if err := m.check(kind); err != nil {
		return Entry{}, err
	}
	if charges.Sign() < 0 {
		return Entry{}, fmt.Errorf("%w: %s %q: charges of %s are negative", ErrInvalid, kind, m.Key, charges)
	}
	owed := m.Amount
	if !charges.IsZero() {
		var err error
		if owed, err = m.Amount.Add(charges); err != nil {
			return Entry{}, fmt.Errorf("%w: %s %q: amount and charges: %w", ErrInvalid, kind, m.Key, err)
		}
	}
	var l legs
	l.debit(NostroAccount(m.Correspondent), m.Amount)
	l.debit(ChargesAccount(m.Correspondent), charges)
	l.credit(ParticipantAccount(m.Participant), owed)
	return l.entry(m.head(kind))
}

// between is the entry of two legs that most events make.
func (m Movement) between(kind Kind, debit, credit Account) (Entry, error) {
	if err := m.check(kind); err != nil {
		return Entry{}, err
	}
	var l legs
	l.debit(debit, m.Amount)
	l.credit(credit, m.Amount)
	return l.entry(m.head(kind))
}

// check refuses an amount that is not positive: its sign would turn the event into its opposite.
func (m Movement) check(kind Kind) error {
	if m.Amount.Sign() <= 0 {
		return fmt.Errorf("%w: %s %q: amount %s is not above zero", ErrInvalid, kind, m.Key, m.Amount)
	}
	return nil
}

func (m Movement) head(kind Kind) Entry {
	return Entry{Key: m.Key, Kind: kind, ValueDate: m.ValueDate, Evidence: m.Evidence, Memo: m.Memo}
}
