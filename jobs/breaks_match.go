package jobs

import (
	"context"
	"fmt"
	"slices"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// byHand is the rule of a match that a person made.
const byHand = "by hand"

// MatchBreak says that the booking in suspense that the break is about is of these instructions, all of them together. What
// is more than they wait for stays in suspense as a break of its own; what is less leaves the rest of the last one open.
func (s *Stages) MatchBreak(ctx context.Context, id int64, instructions []string, reason string) (Result, error) {
	return s.act(ctx, breakAct{Do: BreakMatched, Break: id, Instruction: instructions, Reason: reason})
}

// AcceptSuggestion is MatchBreak with what a rule suggests.
func (s *Stages) AcceptSuggestion(ctx context.Context, id int64, number int, reason string) (Result, error) {
	v, err := s.BreakView(ctx, id)
	if err != nil {
		return Result{}, err
	}
	for _, way := range v.Ways {
		if way.Number == number {
			if reason == "" {
				reason = fmt.Sprintf("suggested by rule %s: %s", way.Rule, way.Why)
			}
			return s.MatchBreak(ctx, id, way.Instructions, reason)
		}
	}
	return Result{}, fmt.Errorf("break %d has no suggestion %d: nostro breaks show %d lists what there is: %w", id, number, id, ErrUnknownID)
}

// PairBreaks says that two bookings in suspense cancel each other out, such as one by mistake and its reversal.
func (s *Stages) PairBreaks(ctx context.Context, id, other int64, reason string) (Result, error) {
	return s.act(ctx, breakAct{Do: BreakPaired, Break: id, Partner: other, Reason: reason})
}

// handMatch is what a match by hand does: findings of instructions, and what is left.
type handMatch struct {
	findings []reconcile.Finding
	rest     money.Amount // of the booking, beyond what was waited for
	open     money.Amount // of the last instruction, still waited for, or still to come back
	last     Instruction
}

// findingsOf divides the booking among the instructions, in their order.
func (d *breakDesk) findingsOf(a breakAct, b Break, m Match) (h handMatch, err error) {
	c := m.Amount.Currency()
	left := m.Amount.Minor()
	for n, id := range a.Instruction {
		if slices.Contains(a.Instruction[:n], id) {
			return h, fmt.Errorf("break %d: instruction %s is named twice: one payment is waited for once", b.ID, id)
		}
		i, found, err := d.tx.Instruction(id)
		if err != nil {
			return h, err
		}
		if !found {
			return h, fmt.Errorf("instruction %q: %w: nostro status and nostro trace show ids", id, ErrUnknownID)
		}
		if i.Amount.Currency() != c {
			f, err := d.exchangeByHand(a, i, b, m)
			return handMatch{findings: []reconcile.Finding{f}, rest: money.Zero(c), open: money.Zero(c), last: i}, err
		}
		kind, wants, err := wantedBy(i, b, m)
		if err != nil {
			return h, err
		}
		take := min(left, wants)
		if take <= 0 {
			return h, fmt.Errorf("break %d: nothing of the %s is left for %s", b.ID, m.Amount, id)
		}
		left -= take
		h.last, h.open = i, money.FromMinor(c, wants-take)
		h.findings = append(h.findings, reconcile.Finding{Entry: m.Entry, Detail: m.Detail, Kind: kind, Instruction: id,
			Amount: money.FromMinor(c, take), Charges: money.Zero(c), Credit: m.Credit, Rule: byHand,
			Why: memo("matched by " + a.By + ": " + a.Reason), Settles: take == wants})
	}
	h.rest = money.FromMinor(c, left)
	return h, nil
}

// wantedBy returns what the booking can be of the instruction, and how much of it, in minor units, it waits for.
func wantedBy(i Instruction, b Break, m Match) (reconcile.FindingKind, int64, error) {
	refuse := func(format string, args ...any) (reconcile.FindingKind, int64, error) {
		return "", 0, fmt.Errorf("break %d cannot be matched with instruction %s: "+format, append([]any{b.ID, i.ID}, args...)...)
	}
	switch {
	case i.Correspondent != b.Correspondent:
		return refuse("it is of %s at %s, the booking is of %s at %s", i.Amount, i.Correspondent, m.Amount, b.Correspondent)
	case i.Direction == PayIn && !m.Credit:
		return refuse("a debit is no pay-in; where the bank takes one back, pair the debit with its credit, or write it off")
	case i.Direction == PayOut && m.Credit && i.Booked.Minor() <= i.Returned.Minor():
		return refuse("a credit can only be its return, and nothing of it was booked that has not come back")
	case i.Direction == PayOut && m.Credit && i.State != lifecycle.InstructionSettled:
		return refuse("a credit can only be its return, and only %s of its %s is booked: match the booking of the rest first", i.Booked, i.Amount)
	case i.Direction == PayOut && m.Credit:
		return reconcile.FindingReturned, i.Booked.Minor() - i.Returned.Minor(), nil
	case i.State == lifecycle.InstructionReturned || i.State == lifecycle.InstructionSettled:
		return refuse("it is %s, nothing of it is waited for", i.State)
	}
	kind := reconcile.FindingPayOutBooked
	if i.Direction == PayIn {
		kind = reconcile.FindingPayInBooked
	}
	return kind, i.Amount.Minor() - i.Booked.Minor(), nil
}

// match takes the booking out of suspense and posts what it is.
func (d *breakDesk) match(a breakAct, b Break, step BreakStep) ([]string, error) {
	m, _ := d.held(b)
	h, err := d.findingsOf(a, b, m)
	if err != nil {
		return nil, err
	}
	st := d.statements[b.Statement]
	evidence, err := evidenceOf(d.tx, st.FileIn, "")
	if err != nil {
		return nil, err
	}
	if err := d.stages.outOfSuspense(d.tx, m); err != nil {
		return nil, err
	}
	again := d.again(b)
	if err := d.unrejectAll(a.Instruction); err != nil {
		return nil, err
	}
	for _, f := range h.findings {
		one := booking{stages: d.stages, tx: d.tx, statement: st, finding: f, evidence: evidence, again: again}
		key, err := one.key()
		if err != nil {
			return nil, err
		}
		if err := one.take(); err != nil {
			return nil, fmt.Errorf("entry %d: %w", f.Entry, err)
		}
		if step.Journal == "" {
			step.Journal, step.Instruction = key, f.Instruction
		}
	}
	if err := d.leaveRest(b, m, h, st, evidence, again); err != nil {
		return nil, err
	}
	if err := d.tx.AddBreakStep(step); err != nil {
		return nil, err
	}
	return h.notes(), d.closeOverdue()
}

// unrejectAll takes back the rejection of what the bank has booked: the person who matches the two says that the booking stands.
func (d *breakDesk) unrejectAll(instructions []string) error {
	for _, id := range instructions {
		i, _, err := d.tx.Instruction(id)
		if err != nil {
			return err
		}
		if i.State != lifecycle.InstructionRejected {
			continue
		}
		if _, err := d.stages.unreject(d.tx, i); err != nil {
			return err
		}
	}
	return nil
}

func (h handMatch) notes() (notes []string) {
	for _, f := range h.findings {
		notes = append(notes, fmt.Sprintf("%s of instruction %s: %s", f.Amount, f.Instruction, f.Kind))
	}
	if !h.rest.IsZero() {
		notes = append(notes, fmt.Sprintf("%s are more than was waited for: they stay in suspense, as a break of their own", h.rest))
	}
	if !h.open.IsZero() {
		notes = append(notes, fmt.Sprintf("%s of instruction %s are still open", h.open, h.last.ID))
	}
	return notes
}

// leaveRest keeps in suspense what is too much, and shows what is still missing.
func (d *breakDesk) leaveRest(b Break, m Match, h handMatch, st Statement, evidence ledger.Evidence, again string) error {
	base := Break{Parent: b.ID, Reason: reconcile.ReasonAmountDiffers, Correspondent: b.Correspondent, Cycle: h.last.Cycle,
		Instruction: h.last.ID, Statement: b.Statement, Entry: b.Entry, Detail: b.Detail, State: lifecycle.BreakOpen, OpenedAt: d.stages.instant()}
	if !h.rest.IsZero() {
		rest := m
		rest.Amount, rest.Instruction, rest.Why = h.rest, "", "beyond what was matched by hand"
		key, err := d.suspend(st, rest, evidence, again+".r")
		if err != nil {
			return err
		}
		beyond := base
		beyond.Key, beyond.Journal, beyond.Amount = fmt.Sprintf("part:%d:%s:beyond", b.ID, again), key, signed(rest)
		beyond.Text = fmt.Sprintf("%s of entry %d of statement %s are more than %s waited for, and are in suspense. Ask what they are; "+
			"charges can be written off, money sent by mistake goes back.", h.rest, b.Entry, st.BankID, h.last.ID)
		return d.tx.AddBreak(beyond)
	}
	if h.open.IsZero() {
		return nil
	}
	short := base
	short.Key, short.Amount = fmt.Sprintf("part:%d:%s:short", b.ID, again), h.open
	if h.last.Direction == PayIn || m.Credit {
		short.Amount = money.FromMinor(h.open.Currency(), -h.open.Minor())
	}
	short.Text = fmt.Sprintf("%s of instruction %s are missing after entry %d of statement %s was matched with it by hand. What came is "+
		"posted, the rest stays open.", h.open, h.last.ID, b.Entry, st.BankID)
	return d.tx.AddBreak(short)
}
