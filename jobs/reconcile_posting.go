package jobs

import (
	"fmt"

	"nostro/ledger"
	"nostro/money"
	"nostro/reconcile"
)

// entry is the journal entry of the finding, by the table of postings.
func (b booking) entry(i Instruction) (ledger.Entry, error) {
	m, err := b.movement(i)
	if err != nil {
		return ledger.Entry{}, err
	}
	paid := b.finding.Settled
	exchanged := paid != (money.Amount{})
	switch {
	case exchanged && b.finding.Kind == reconcile.FindingPayOutBooked:
		return ledger.PayOutExchanged(m, paid)
	case exchanged && b.finding.Kind == reconcile.FindingPayInBooked:
		return ledger.PayInExchanged(m, paid)
	case exchanged && b.finding.Kind == reconcile.FindingReturned && b.finding.Credit:
		return ledger.ReturnedExchanged(m, paid)
	}
	switch b.finding.Kind {
	case reconcile.FindingPayOutBooked:
		return ledger.PayOutBooked(m)
	case reconcile.FindingPayInBooked:
		return ledger.PayInBookedLess(m, b.charges())
	case reconcile.FindingReturned:
		if !b.finding.Credit {
			return ledger.TakenBack(m)
		}
		return ledger.Returned(m, b.charges())
	case reconcile.FindingCharge:
		return ledger.Charged(m)
	case reconcile.FindingUnexplained:
		return ledger.Unexplained(m, b.finding.Credit)
	}
	return ledger.Entry{}, fmt.Errorf("finding kind %q has no row in the table of postings", b.finding.Kind)
}

// charges is what the bank kept, zero where nothing.
func (b booking) charges() money.Amount {
	if b.finding.Charges == (money.Amount{}) {
		return money.Zero(b.finding.Amount.Currency())
	}
	return b.finding.Charges
}

// postingKind is the kind that the key of a finding carries.
var postingKind = map[reconcile.FindingKind]ledger.Kind{
	reconcile.FindingPayOutBooked: ledger.KindPayOutBooked,
	reconcile.FindingPayInBooked:  ledger.KindPayInBooked,
	reconcile.FindingReturned:     ledger.KindReturn,
	reconcile.FindingCharge:       ledger.KindCharge,
	reconcile.FindingUnexplained:  ledger.KindUnexplained,
}

func (b booking) movement(i Instruction) (ledger.Movement, error) {
	kind, ok := postingKind[b.finding.Kind]
	if !ok {
		return ledger.Movement{}, fmt.Errorf("finding kind %q has no posting", b.finding.Kind)
	}
	key := ledger.BookedKey(fmt.Sprint(b.statement.ID), b.finding.Entry, b.finding.Detail, kind)
	if b.finding.Instruction != "" {
		key += ":" + b.finding.Instruction
	}
	if b.again != "" {
		key += ":" + b.again
	}
	e := b.bankEntry()
	valueDate := e.ValueDate
	if valueDate.IsZero() {
		valueDate = b.statement.ClosingDate
	}
	evidence := b.statement.evidenceOf(b.finding.Entry, b.evidence)
	return ledger.Movement{Key: key, Participant: i.Participant, Correspondent: b.statement.Correspondent,
		Amount: b.finding.Amount, ValueDate: valueDate, Evidence: evidence, Memo: memo(b.finding.Because())}, nil
}

func (b booking) bankEntry() reconcile.Entry {
	if at := b.finding.Entry - 1; at >= 0 && at < len(b.statement.Entries) && b.statement.Entries[at].Number == b.finding.Entry {
		return b.statement.Entries[at] // as nearly always
	}
	for _, e := range b.statement.Entries {
		if e.Number == b.finding.Entry {
			return e
		}
	}
	return reconcile.Entry{}
}

// lateIntent posts the intent of a pay-out that the bank booked although we had not recorded that we sent
// it: the bank knows better, and transit must not go below zero.
func (b booking) lateIntent(i Instruction) (Instruction, error) {
	i.Intents++
	i.IntentOpen = true
	evidence := b.statement.evidenceOf(b.finding.Entry, b.evidence)
	entry, err := ledger.PayOutSent(ledger.Movement{Key: intentKey(i), Participant: i.Participant,
		Correspondent: i.Correspondent,
		Amount:        i.Amount, ValueDate: i.ValueDate, Evidence: evidence,
		Memo: "booked by the bank before we recorded that it was sent"})
	if err != nil {
		return i, err
	}
	return i, b.post(entry)
}
