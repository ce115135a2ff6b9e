package jobs

import (
	"context"
	"fmt"
	"strings"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// BreakPart is a part of a break that is split.
type BreakPart struct {
	Amount string // in the currency of the break, signed as it is
	Reason reconcile.Reason
	Note   string
}

// breakPartsMax bounds into how many parts a break can be split.
const breakPartsMax = 100

// SplitBreak makes a break several ones, each with its own amount and reason, which sum to it. Nothing is given up by it, so
// one person may do it; of a booking in suspense each part has an entry of its own.
func (s *Stages) SplitBreak(ctx context.Context, id int64, parts []BreakPart) (Result, error) {
	return s.record(ctx, "breaks", "", func() (out Result, err error) {
		err = s.Store.Update(ctx, func(tx Tx) error {
			desk, err := s.openBreakDesk(tx)
			if err != nil {
				return err
			}
			b, err := desk.open(id)
			if err != nil {
				return err
			}
			out = Result{Outcome: OutcomeDone, Cycle: b.Cycle, Summary: fmt.Sprintf("break %d (%s) is split into %s", b.ID, b.Amount,
				count(len(parts), "part"))}
			return desk.split(b, parts)
		})
		return out, err
	})
}

func (d *breakDesk) split(b Break, parts []BreakPart) error {
	if w := d.waits[b.ID]; w != 0 {
		return fmt.Errorf("break %d waits for approval %d: nostro approvals reject %d --reason WHY, then split it", b.ID, w, w)
	}
	m, held := d.held(b)
	whole := b.Amount
	if held {
		whole = signed(m)
	}
	amounts, err := partsOf(whole, parts)
	if err != nil {
		return fmt.Errorf("break %d: %w", b.ID, err)
	}
	keys := make([]string, len(parts))
	if held {
		if keys, err = d.splitSuspense(b, m, amounts); err != nil {
			return err
		}
	}
	for n, part := range parts {
		child := b
		child.Key = fmt.Sprintf("part:%d:%s:%d", b.ID, d.again(b), n+1)
		child.Parent, child.Reason, child.Amount, child.Journal = b.ID, part.Reason, amounts[n], keys[n]
		child.Text = memo(fmt.Sprintf("Part %d of break %d: %s. %s", n+1, b.ID, part.Note, b.Text))
		if err := d.tx.AddBreak(child); err != nil {
			return err
		}
	}
	return d.tx.AddBreakStep(BreakStep{Break: b.ID, Did: BreakSplit, Person: d.stages.User, At: d.stages.instant(), Amount: whole,
		Note: fmt.Sprintf("split into %s", count(len(parts), "part"))})
}

// leftKey begins the keys of the breaks that a step left of its break: the parts of a split, the rest of a match by hand.
func leftKey(step BreakStep) string {
	return fmt.Sprintf("part:%d:b%d.%d:", step.Break, step.Break, step.Number)
}

// partOf is the leftKey of the step that left the break; "" where it is no part.
func (b Break) partOf() string {
	if b.Parent == 0 {
		return ""
	}
	return b.Key[:strings.LastIndexByte(b.Key, ':')+1]
}

// partsOf reads the amounts: of the sign of the whole, and together the whole.
func partsOf(whole money.Amount, parts []BreakPart) ([]money.Amount, error) {
	if len(parts) < 2 || len(parts) > breakPartsMax {
		return nil, fmt.Errorf("split it into 2 to %d parts", breakPartsMax)
	}
	if whole.IsZero() {
		return nil, fmt.Errorf("it has no amount that could be split")
	}
	sum := money.Zero(whole.Currency())
	amounts := make([]money.Amount, len(parts))
	for n, part := range parts {
		a, err := money.Parse(whole.Currency(), part.Amount)
		if err != nil {
			return nil, fmt.Errorf("part %d: %w", n+1, err)
		}
		if a.Sign() != whole.Sign() {
			return nil, fmt.Errorf("part %d: %s has not the sign of the %s that are split", n+1, a, whole)
		}
		if amounts[n] = a; !knownReason(part.Reason) {
			return nil, fmt.Errorf("part %d: %q is no reason: use one of %v", n+1, part.Reason, reconcile.Reasons())
		}
		if sum, err = sum.Add(a); err != nil {
			return nil, err
		}
	}
	if sum != whole {
		return nil, fmt.Errorf("the parts sum to %s, and %s are split", sum, whole)
	}
	return amounts, nil
}

func knownReason(r reconcile.Reason) bool {
	for _, known := range reconcile.Reasons() {
		if r == known {
			return true
		}
	}
	return false
}

// splitSuspense gives each part an entry of its own, in place of the one that held all of it.
func (d *breakDesk) splitSuspense(b Break, m Match, amounts []money.Amount) ([]string, error) {
	st := d.statements[b.Statement]
	evidence, err := evidenceOf(d.tx, st.FileIn, "")
	if err != nil {
		return nil, err
	}
	if err := d.stages.outOfSuspense(d.tx, m); err != nil {
		return nil, err
	}
	keys := make([]string, len(amounts))
	for n, a := range amounts {
		part := m
		if part.Amount, err = a.Abs(); err != nil {
			return nil, err
		}
		part.Why = fmt.Sprintf("part %d of %s of break %d", n+1, m.Amount, b.ID)
		if keys[n], err = d.suspend(st, part, evidence, fmt.Sprintf("%s.%d", d.again(b), n+1)); err != nil {
			return nil, err
		}
	}
	return keys, nil
}

// AssignBreak gives a break to somebody who looks after it, notes something about it, or both.
func (s *Stages) AssignBreak(ctx context.Context, id int64, owner, note string) (Result, error) {
	return s.record(ctx, "breaks", "", func() (out Result, err error) {
		note = memo(note)
		step := BreakStep{Break: id, Did: BreakAssigned, Person: s.User, At: s.instant(), Owner: owner, Note: note}
		switch {
		case owner == "" && note == "":
			return out, fmt.Errorf("break %d: name who looks after it, or give a --note", id)
		case owner == "":
			step.Did = BreakNoted
		default:
			p, err := s.Settings.person(owner)
			if err != nil {
				return out, err
			}
			step.Owner = p.ID
		}
		err = s.Store.Update(ctx, func(tx Tx) error {
			desk, err := s.openBreakDesk(tx)
			if err != nil {
				return err
			}
			b, err := desk.find(id)
			if err != nil {
				return err
			}
			if b.State == lifecycle.BreakResolved && owner != "" {
				return fmt.Errorf("break %d is resolved: nobody has to look after it", id)
			}
			out = Result{Outcome: OutcomeDone, Cycle: b.Cycle, Summary: fmt.Sprintf("break %d: %s", id, firstOf("looked after by "+owner, note, owner))}
			return tx.AddBreakStep(step)
		})
		return out, err
	})
}

// firstOf is the text where owner is said, else the note.
func firstOf(text, note, owner string) string {
	if owner == "" {
		return "noted: " + note
	}
	return text
}

// CloseBreak ends a break for which nothing has to be moved.
func (s *Stages) CloseBreak(ctx context.Context, id int64, reason string) (Result, error) {
	return s.act(ctx, breakAct{Do: BreakClosed, Break: id, Reason: reason})
}

// WriteOffBreak gives a difference up: we bear it, or keep it, in the charges of the correspondent.
func (s *Stages) WriteOffBreak(ctx context.Context, id int64, reason string) (Result, error) {
	return s.act(ctx, breakAct{Do: BreakWrittenOff, Break: id, Reason: reason})
}
