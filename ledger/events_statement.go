package ledger

// Charged returns the entry of a charge that the bank took: debit charges, credit nostro.
func Charged(m Movement) (Entry, error) {
	return m.between(KindCharge, ChargesAccount(m.Correspondent), NostroAccount(m.Correspondent))
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
