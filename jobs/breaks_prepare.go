package jobs

import (
	"fmt"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// prepare refuses an act that makes no sense, and completes what is asked with what it moves: the same act on the same break
// gives the same content, and on a break that has changed another one.
func (d *breakDesk) prepare(a *breakAct) (Break, error) {
	if a.Do == BreakReopened {
		return d.prepareReopen(a)
	}
	b, err := d.open(a.Break)
	if err != nil {
		return b, err
	}
	a.Amount = amountText(b.Amount)
	m, held := d.held(b)
	if held {
		a.Amount, a.InSuspense = amountText(signed(m)), m.Journal
	}
	if a.Correction {
		return b, d.prepareCorrection(a, b)
	}
	switch a.Do {
	case BreakMatched:
		return b, d.prepareMatch(*a, b, held)
	case BreakPaired:
		return b, d.preparePair(*a, b, held)
	case BreakWrittenOff:
		return b, d.prepareWriteOff(b, held)
	case BreakClosed:
		if held {
			err = fmt.Errorf("break %d: %s of it are in suspense, so it cannot be closed: match it, pair it or write it off", b.ID, signed(m))
		}
		return b, err
	}
	return b, fmt.Errorf("%q is nothing that can be done about a break", a.Do)
}

func (d *breakDesk) prepareMatch(a breakAct, b Break, held bool) error {
	if !held {
		return fmt.Errorf("break %d is about no booking in suspense, so there is nothing to match: %s", b.ID, hintOf(b))
	}
	if len(a.Instruction) == 0 {
		return fmt.Errorf("break %d: name the payment with --instruction, or take what is suggested with --suggested", b.ID)
	}
	m, _ := d.held(b)
	_, err := d.findingsOf(a, b, m)
	return err
}

func (d *breakDesk) preparePair(a breakAct, b Break, held bool) error {
	other, err := d.open(a.Partner)
	if err != nil {
		return err
	}
	m, _ := d.held(b)
	n, both := d.held(other)
	switch {
	case b.ID == other.ID:
		return fmt.Errorf("break %d cannot be paired with itself", b.ID)
	case !held || !both:
		return fmt.Errorf("breaks %d and %d can be paired only where both are about bookings in suspense", b.ID, other.ID)
	case b.Correspondent != other.Correspondent || m.Amount != n.Amount || m.Credit == n.Credit:
		return fmt.Errorf("breaks %d and %d do not cancel each other out: %s at %s and %s at %s", b.ID, other.ID, signed(m), b.Correspondent,
			signed(n), other.Correspondent)
	}
	return nil
}

func (d *breakDesk) prepareWriteOff(b Break, held bool) error {
	if held {
		return nil
	}
	i, err := d.forgivable(b)
	if err == nil && i.Amount.Currency() != b.Amount.Currency() {
		err = fmt.Errorf("break %d: %s is in %s, not in %s", b.ID, i.ID, i.Amount.Currency(), b.Amount.Currency())
	}
	return err
}

// forgivable returns the instruction of a break of which the house may bear what is missing: of a pay-in that did not come,
// or of a pay-out that came back short.
func (d *breakDesk) forgivable(b Break) (Instruction, error) {
	i, found, err := d.tx.Instruction(b.Instruction)
	if err != nil {
		return i, err
	}
	short := found && b.Amount.Sign() < 0
	payIn := i.Direction == PayIn && (b.Reason == reconcile.ReasonAmountDiffers || b.Reason == reconcile.ReasonMissingAtBank)
	back := i.Direction == PayOut && b.Reason == reconcile.ReasonAmountDiffers && i.State == lifecycle.InstructionSettled
	if !short || !payIn && !back {
		return i, fmt.Errorf("break %d is no loss that we could bear: nothing of it is in suspense, and no payment came in short of it; %s", b.ID,
			hintOf(b))
	}
	return i, d.stillMissing(b, i)
}

// stillMissing refuses to bear more of a payment than has not come, or come back, and is not borne yet: nobody lacks more than that.
func (d *breakDesk) stillMissing(b Break, i Instruction) error {
	borne, err := borneOf(d.tx)
	given, some := borne[i.ID]
	if err != nil || i.Amount.Currency() != b.Amount.Currency() || cameOf(i).Minor()+given.Minor()-b.Amount.Minor() <= i.Amount.Minor() {
		return err
	}
	if !some {
		return fmt.Errorf("break %d: of the %s of %s, %s came, so %s is no longer what is missing: nostro reconcile tells in another break what is",
			b.ID, i.Amount, i.ID, cameOf(i), b.Amount)
	}
	return fmt.Errorf("break %d: of the %s of %s, %s came and %s are written off already, so %s cannot be as well: reopen the break of that write-off "+
		"first, or close this one", b.ID, i.Amount, i.ID, cameOf(i), given, b.Amount)
}

// hintOf says what else may be done.
func hintOf(b Break) string {
	v := BreakView{Break: b}
	return v.nextOutside()
}

// forgiven is what the house bears of instructions, by their ids: what was written off and not undone.
func forgiven(steps []BreakStep) borne {
	by := borne{}
	last := map[int64]BreakStep{}
	for _, step := range steps {
		if step.Did.Ends() || step.Did == BreakReopened {
			last[step.Break] = step
		}
	}
	for _, step := range steps {
		if step.Did != BreakWrittenOff || step.Instruction == "" || last[step.Break].Number != step.Number {
			continue
		}
		sum, known := by[step.Instruction]
		if !known {
			sum = money.Zero(step.Amount.Currency())
		}
		by[step.Instruction] = money.FromMinor(sum.Currency(), sum.Minor()-step.Amount.Minor())
	}
	return by
}

// borne is what the house bears of instructions, by their ids.
type borne map[string]money.Amount

func borneOf(tx Tx) (borne, error) {
	steps, err := tx.BreakSteps(0)
	return forgiven(steps), err
}

// all tells whether nothing of a pay-in is waited for any more, since the house bears what did not come.
func (b borne) all(i Instruction) bool {
	given, some := b[i.ID]
	return some && i.Direction == PayIn && i.Booked.Minor()+given.Minor() >= i.Amount.Minor()
}
