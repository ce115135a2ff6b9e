package jobs

import (
	"fmt"

	"nostro/ledger"
	"nostro/money"
	"nostro/reconcile"
)

// perform does what was prepared, and keeps the step.
func (d *breakDesk) perform(a breakAct, b Break, step BreakStep) ([]string, error) {
	if a.Correction {
		return d.correct(b, step)
	}
	switch a.Do {
	case BreakMatched:
		return d.match(a, b, step)
	case BreakPaired:
		step.Partner = a.Partner
		mirror := step
		mirror.Break, mirror.Partner = a.Partner, b.ID
		if step.Amount != (money.Amount{}) {
			mirror.Amount = money.FromMinor(step.Amount.Currency(), -step.Amount.Minor())
		}
		if err := d.tx.AddBreakStep(mirror); err != nil {
			return nil, err
		}
	case BreakWrittenOff:
		if err := d.writeOff(a, b, &step); err != nil {
			return nil, err
		}
	case BreakReopened:
		return d.reopen(a, b, step)
	}
	return nil, d.tx.AddBreakStep(step)
}

// again is the end of the keys of what the next step of a break posts: the same booking may be posted several times.
func (d *breakDesk) again(b Break) string { return fmt.Sprintf("b%d.%d", b.ID, len(d.steps[b.ID])+1) }

// key is the key of the entry that a booking makes.
func (b booking) key() (string, error) {
	m, err := b.movement(Instruction{})
	return m.Key, err
}

// suspend puts a booking into suspense, and returns the key of the entry.
func (d *breakDesk) suspend(st Statement, m Match, evidence ledger.Evidence, again string) (string, error) {
	one := booking{stages: d.stages, tx: d.tx, statement: st, evidence: evidence, again: again,
		finding: reconcile.Finding{Entry: m.Entry, Detail: m.Detail, Kind: reconcile.FindingUnexplained, Instruction: m.Instruction,
			Amount: m.Amount, Credit: m.Credit, Rule: byHand, Why: m.Why}}
	key, err := one.key()
	if err != nil {
		return "", err
	}
	return key, one.take()
}

// writeOff posts what is given up to the charges of the correspondent, our expense for its services: a booking in suspense,
// or what is missing of a payment to us.
func (d *breakDesk) writeOff(a breakAct, b Break, step *BreakStep) error {
	m, held := d.held(b)
	if !held {
		return d.forgive(a, b, step)
	}
	st := d.statements[b.Statement]
	evidence, err := evidenceOf(d.tx, st.FileIn, "")
	if err != nil {
		return err
	}
	if err := d.stages.outOfSuspense(d.tx, m); err != nil {
		return err
	}
	why := memo("written off by " + a.By + ": " + a.Reason)
	one := booking{stages: d.stages, tx: d.tx, statement: st, evidence: evidence, again: d.again(b),
		finding: reconcile.Finding{Entry: m.Entry, Detail: m.Detail, Kind: reconcile.FindingCharge, Instruction: m.Instruction,
			Amount: m.Amount, Credit: m.Credit, Rule: byHand, Why: why}}
	movement, err := one.movement(Instruction{})
	if err != nil {
		return err
	}
	entry, err := ledger.WrittenOff(movement, m.Credit)
	if err != nil {
		return err
	}
	step.Journal = entry.Key
	if err := d.stages.post(d.tx, entry); err != nil {
		return err
	}
	return d.tx.AddMatch(one.match(entry.Key))
}

// forgive bears what a participant was to pay, or what did not come back to it.
func (d *breakDesk) forgive(a breakAct, b Break, step *BreakStep) error {
	i, err := d.forgivable(b)
	if err != nil {
		return err
	}
	entry, err := ledger.Forgiven(ledger.Movement{Key: "write-off:" + d.again(b), Participant: i.Participant, Correspondent: b.Correspondent,
		Amount: money.FromMinor(b.Amount.Currency(), -b.Amount.Minor()), ValueDate: d.stages.today(),
		Memo: memo("written off by " + a.By + ": " + a.Reason)})
	if err != nil {
		return err
	}
	step.Journal, step.Instruction = entry.Key, i.ID
	return d.stages.post(d.tx, entry)
}

// closeOverdue ends the breaks about what was late, now that it is booked.
func (d *breakDesk) closeOverdue() error {
	instructions, err := d.tx.InstructionsOf("")
	if err != nil {
		return err
	}
	byID := map[string]Instruction{}
	for _, i := range instructions {
		byID[i.ID] = i
	}
	return d.stages.resolveOverdue(d.tx, byID)
}
