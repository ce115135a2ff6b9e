package jobs

import (
	"fmt"
	"slices"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// again looks at a booking that was matched before its advice came. What lies in suspense is matched by the payments; what is
// settled is compared with them, and text says where they are others. It puts into became what came of it.
func (d *adviceDesk) again(a Advice, st *Statement, e *reconcile.Entry, became *string) (text string, err error) {
	if err := d.readMatches(); err != nil {
		return "", err
	}
	live := d.live[bookingPlace{st.ID, e.Number}]
	suspended := func(m Match) bool { return m.Kind == string(reconcile.FindingUnexplained) }
	switch {
	case len(live) == 0 || slices.ContainsFunc(live, func(m Match) bool { return m.Rule == byHand && !m.reopened() }):
		*became = "a person, or a cover deal, has explained its booking already: it informs"
		return "", nil
	case !slices.ContainsFunc(live, func(m Match) bool { return !suspended(m) }):
		return "", d.rebook(a, *st, *e, live, became)
	case !slices.ContainsFunc(live, suspended):
		*became = "its booking was settled before, with just these payments"
		return d.compare(st.Correspondent, e, live)
	}
	*became = "a part of its booking is explained already: it informs"
	return "", nil
}

// rebook takes a booking out of suspense and posts what its payments are, where any of them is known.
func (d *adviceDesk) rebook(a Advice, st Statement, e reconcile.Entry, live []Match, became *string) error {
	instructions, err := d.tx.InstructionsAt(st.Correspondent, st.Currency)
	if err != nil {
		return err
	}
	st.Entries = []reconcile.Entry{e}
	if d.undone == nil {
		if d.undone, err = undoneMatches(d.tx); err != nil {
			return err
		}
	}
	st.NoMatches = d.undone[st.ID]
	outcome, err := d.stages.match(d.tx, st, instructions)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(outcome.Findings, func(f reconcile.Finding) bool { return f.Kind != reconcile.FindingUnexplained }) {
		*became = fmt.Sprintf("it tells %s of its booking, and none is known here: it stays in suspense", count(len(e.Details), "payment"))
		return nil
	}
	for _, m := range live {
		if err := d.stages.outOfSuspense(d.tx, m); err != nil {
			return err
		}
	}
	err = d.stages.resolveBreaks(d.tx, fmt.Sprintf("advice %d of %s tells its payments", a.ID, a.Correspondent), func(b Break) bool {
		return b.Statement == st.ID && b.Entry == e.Number
	})
	if err != nil {
		return err
	}
	return d.stages.postOutcome(d.tx, st, outcome, instructions, fmt.Sprintf("a%d", a.ID))
}

// compare says where the payments are others than those that the booking settled.
func (d *adviceDesk) compare(correspondent string, e *reconcile.Entry, live []Match) (text string, err error) {
	differs, err := comparePayments(d.tx, correspondent, e.Details, live)
	return differs.text(), err
}

// readMatches reads those that hold: whose entry of the journal is not reversed.
func (d *adviceDesk) readMatches() error {
	if d.live != nil {
		return nil
	}
	d.live = map[bookingPlace][]Match{}
	matches, err := d.tx.Matches()
	if err != nil {
		return err
	}
	for _, m := range matches {
		_, reversed, err := d.tx.EntryByKey(ledger.ReversalKey(m.Journal))
		if err != nil {
			return err
		}
		if !reversed {
			at := bookingPlace{m.Statement, m.Entry}
			d.live[at] = append(d.live[at], m)
		}
	}
	return nil
}

// How an advice contradicts its booking: what that was matched with, or, where the statement names its payments itself, those.
const (
	contradicts = "contradicts"
	namesOthers = "names"
)

// contradict shows both figures, and changes nothing.
func (d *adviceDesk) contradict(how string, advices []Advice, st *Statement, text string, more money.Amount) error {
	if err := d.endAll(advices, lifecycle.AdviceContradicts, text); err != nil {
		return err
	}
	a := advices[0]
	return d.tx.AddBreak(Break{Key: adviceKey(how, a), Reason: reconcile.ReasonAmountDiffers, Correspondent: a.Correspondent,
		Amount: more, State: lifecycle.BreakOpen, OpenedAt: d.stages.instant(), Text: fmt.Sprintf("%s about "+
			"entry %d of statement %s, and %s it: %s. The statement stays as it is booked. Ask %s which of the two is right.",
			whichAdvices(advices), a.Entry, st.BankID, verb(len(advices), "contradicts"), text, a.Correspondent)})
}

// wait says what the advice waits for. Once a proven statement covers its day and has no such booking, that is a break.
func (d *adviceDesk) wait(a Advice, why string) error {
	last := d.lastOf(a)
	on := a.Booking.BookingDate
	if on.IsZero() {
		on = a.Booking.ValueDate
	}
	missing := why == "" && last != nil && !on.IsZero() && !last.ClosingDate.Before(on)
	switch {
	case why != "":
	case missing:
		why = fmt.Sprintf("statement %s covers its day, and no booking of it fits", last.BankID)
	case !d.stages.ours(Statement{Correspondent: a.Correspondent, Account: a.Account, Currency: a.Currency()}):
		why = fmt.Sprintf("account %s in %s is not named in nostro.yaml at %s", a.Account, a.Currency(), a.Correspondent)
	default:
		why = "no proven statement covers its day yet"
	}
	if why = memo(why); why != a.Why {
		a.Why = why
		if err := d.tx.SaveAdvice(a); err != nil {
			return err
		}
	}
	if !missing {
		return nil
	}
	return d.tx.AddBreak(Break{Key: adviceKey("missing", a), Reason: reconcile.ReasonMissingAtBank, Correspondent: a.Correspondent,
		Amount: a.Booking.Amount, State: lifecycle.BreakOpen, OpenedAt: d.stages.instant(), Text: fmt.Sprintf("Advice %d (camt.054 %s, booking "+
			"%d) tells a booking of %s on %s, but %s. Nothing is booked by an advice. Ask %s where it was booked.",
			a.ID, a.BankID, a.Number, a.Booking.Amount, on, why, a.Correspondent)})
}

// lastOf returns the last proven statement of the account.
func (d *adviceDesk) lastOf(a Advice) (last *Statement) {
	account := Statement{Correspondent: a.Correspondent, Account: a.Account, Currency: a.Currency()}.accountKey()
	for _, st := range d.statements {
		if st.accountKey() == account && (last == nil || !st.ClosingDate.Before(last.ClosingDate)) {
			last = st
		}
	}
	return last
}
