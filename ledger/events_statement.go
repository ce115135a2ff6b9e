package ledger

// Charged returns the entry of a charge that the bank took: debit charges, credit nostro.
func Charged(m Movement) (Entry, error) {
	return m.between(KindCharge, ChargesAccount(m.Correspondent), NostroAccount(m.Correspondent))
}

// WrittenOff returns the entry of a booking that nobody could explain and that a person gives up: a debit becomes a charge, a
// credit one that was given back. Debit charges, credit nostro, or the opposite where the bank credited us.
func WrittenOff(m Movement, credit bool) (Entry, error) {
	if credit {
		return m.between(KindCharge, NostroAccount(m.Correspondent), ChargesAccount(m.Correspondent))
	}
	return Charged(m)
}

// Forgiven returns the entry of what a participant was to pay, or a bank to give back to it, and that the house bears: debit
// charges, credit participant.
func Forgiven(m Movement) (Entry, error) {
	return m.between(KindCharge, ChargesAccount(m.Correspondent), ParticipantAccount(m.Participant))
}

// Unexplained returns the entry of a booking that nobody expected. Credit tells that the bank credited
// us: debit nostro, credit suspense; else debit suspense, credit nostro. When a person explains it, the
// entry is reversed and the right one written.
func Unexplained(m Movement, credit bool) (Entry, error) {
	nostro, suspense := NostroAccount(m.Correspondent), SuspenseAccount(m.Correspondent)
	if credit {
		return m.between(KindUnexplained, nostro, suspense)
	}
	return m.between(KindUnexplained, suspense, nostro)
}

// Opened returns the entry of what an account at a correspondent held before our books began, as its
// first proven statement tells: debit nostro, credit reserve. Here alone Amount may be negative, for an
// account that was overdrawn; of zero, the error wraps ErrNothing.
func Opened(m Movement) (Entry, error) {
	var l legs
	l.debit(NostroAccount(m.Correspondent), m.Amount)
	l.credit(Reserve, m.Amount)
	return l.entry(m.head(KindOpening))
}
