package jobs_test

import (
	"fmt"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// What holds after every step of a walk.

func (w *walk) stands() {
	if !w.changed { // the bank booked something, and nobody knows
		return
	}
	w.changed = false
	w.holds()
	w.sumsToNothing()
	w.statementsAreProven()
	w.nostroIsTheLastStatement()
	w.everyBookingIsThere()
	w.suspenseIsShown()
	w.transitIsOnItsWay()
	w.controlAddsUp()
	if w.fresh {
		w.nothingIsHidden()
	}
}

// balance is that of an account in EUR, debit positive.
func (w *walk) balance(account string) (minor int64) {
	w.must(w.store.View(w.ctx, func(tx jobs.Tx) error {
		rows, err := tx.JournalBalances()
		for _, row := range rows {
			if string(row.Account) == account && row.Balance.Currency() == eur {
				minor = row.Balance.Minor()
			}
		}
		return err
	}))
	return minor
}

// provenStatements are the statements of the account that count, by their number at the bank.
func (w *walk) provenStatements() map[int]jobs.Statement {
	out := map[int]jobs.Statement{}
	for _, st := range look(w.installation, jobs.Tx.Statements) {
		if st.State == lifecycle.StatementProven && st.Instead == 0 {
			out[int(st.Sequence)] = st
		}
	}
	return out
}

// statementsAreProven wants those proven that were given without a gap, once they are reconciled, and never another one.
func (w *walk) statementsAreProven() {
	proven, want := w.provenStatements(), w.bank.proven()
	for number := range proven {
		if number > want {
			w.rt.Errorf("statement %d is proven, and one before it never came", number)
		}
	}
	if w.fresh && len(proven) != want {
		w.rt.Errorf("%d statements are proven, %d came without a gap", len(proven), want)
	}
}

// nostroIsTheLastStatement wants what we say that the account holds to be what its last proven statement says.
func (w *walk) nostroIsTheLastStatement() {
	if n := len(w.provenStatements()); w.balance("nostro:rhein") != w.bank.closing[n-1] {
		w.rt.Errorf("nostro is %s, statement %d closed with %s", cents(w.balance("nostro:rhein")), n, cents(w.bank.closing[n-1]))
	}
}

// everyBookingIsThere wants each booking of a proven statement to be in the ledger once, as what it is: what was found of it by
// rules is true.
func (w *walk) everyBookingIsThere() {
	number := map[int64]int{}
	for n, st := range w.provenStatements() {
		number[st.ID] = n
	}
	undone, sums := map[string]bool{}, map[string]int64{}
	for _, e := range w.journal() {
		undone[e.Reverses] = true
	}
	for _, m := range look(w.installation, jobs.Tx.Matches) {
		n, counts := number[m.Statement]
		if !counts || undone[m.Journal] {
			continue
		}
		minor := m.Amount.Minor()
		if !m.Credit {
			minor = -minor
		}
		sums[fmt.Sprintf("%d/%d", n, m.Entry)] += minor
		truth := w.bank.days[n-1][m.Entry-1]
		if m.Kind != string(reconcile.FindingUnexplained) && m.Rule != "by hand" && m.Instruction != truth.of {
			w.rt.Errorf("entry %d of statement %d is %s of %q, and was taken for %s of %q by rule %s", m.Entry, n, truth.kind, truth.of, m.Kind, m.Instruction, m.Rule)
		}
	}
	for _, n := range number {
		for e, truth := range w.bank.days[n-1] {
			if got := sums[fmt.Sprintf("%d/%d", n, e+1)]; got != amount(eur, truth.amount).Minor() {
				w.rt.Errorf("entry %d of statement %d is %s, the ledger has %s of it", e+1, n, truth.amount, cents(got))
			}
		}
	}
}

// suspenseIsShown wants all that lies in suspense to be in an open break.
func (w *walk) suspenseIsShown() {
	shown := int64(0)
	for _, v := range w.views(func(v jobs.BreakView) bool { return v.State == lifecycle.BreakOpen }) {
		if held(v) {
			shown += v.Held.Minor()
		}
	}
	if got := w.balance("suspense:rhein"); got != -shown {
		w.rt.Errorf("in suspense are %s, open breaks show %s", cents(-got), cents(shown))
	}
}

// transitIsOnItsWay wants transit to be what left and is not booked.
func (w *walk) transitIsOnItsWay() {
	want := int64(0)
	for _, i := range w.instructions() {
		if i.Direction == jobs.PayOut && (i.State == lifecycle.InstructionSent || i.State == lifecycle.InstructionAccepted) {
			want -= i.Amount.Minor() - i.Booked.Minor()
		}
	}
	if got := w.balance("transit:rhein"); got != want {
		w.rt.Errorf("transit is %s, on their way are %s: %v", cents(got), cents(want), w.payments())
	}
}

// controlAddsUp wants the items of each day to sum to its differences, each with a reason.
func (w *walk) controlAddsUp() {
	c, err := w.stages.Control(w.ctx, jobs.ControlScope{}, w.now)
	w.must(err)
	for _, d := range c.Days {
		for _, sides := range []struct {
			from, to money.Amount
			items    []reconcile.Unlike
		}{{d.Files, d.Bank, d.FilesBank}, {d.Bank, d.Ledger, d.BankLedger}} {
			sum := sides.from.Minor() - sides.to.Minor()
			for _, u := range sides.items {
				sum += u.Amount.Minor()
				if u.Why == "" || u.Text == "" {
					w.rt.Errorf("%s: %s %s is not explained", d.Day, u.Item, u.Amount)
				}
			}
			if sum != 0 {
				w.rt.Errorf("control of %s does not add up by %s", d.Day, cents(sum))
			}
		}
	}
}
