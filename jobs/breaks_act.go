package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/risk"
)

// breakAct is what somebody wants to do about a break. It is the content of the approval, so another person approves exactly
// this: what is done, of how much, to what, and why.
type breakAct struct {
	Do          BreakDid `json:"do"`
	Break       int64    `json:"break"`
	Amount      string   `json:"amount"`                // of the break, or of what is undone
	InSuspense  string   `json:"in_suspense,omitempty"` // the entry of the journal that holds it
	Undo        string   `json:"undo,omitempty"`        // the entry of the journal that is undone
	Instruction []string `json:"instructions,omitempty"`
	Partner     int64    `json:"partner,omitempty"`
	Correction  bool     `json:"correction,omitempty"` // the statement that the break is about counts in place of Corrects
	Corrects    int64    `json:"corrects,omitempty"`
	Difference  []string `json:"difference,omitempty"`
	Reason      string   `json:"reason"`
	By          string   `json:"by"` // who wants it
}

// kind is the kind of approval that the act needs.
func (a breakAct) kind() ApprovalKind {
	if a.Do == BreakWrittenOff || a.Do == BreakClosed {
		return ApproveWriteOff
	}
	return ApproveMatch
}

func (a breakAct) content() (string, error) {
	text, err := json.MarshalIndent(a, "", " ")
	return string(text), err
}

// words say what is done, on one line.
func (a breakAct) words(b Break) string {
	text := fmt.Sprintf("break %d, %s at %s (%s): %s", b.ID, b.Reason, b.Correspondent, b.Amount, a.Do)
	if len(a.Instruction) > 0 {
		text += " with " + strings.Join(a.Instruction, ", ")
	}
	if a.Partner != 0 {
		text += fmt.Sprintf(" with break %d", a.Partner)
	}
	if a.Correction {
		text += fmt.Sprintf(" as the correction of statement %d, %s", a.Corrects, count(len(a.Difference), "difference"))
	}
	return memo(text + ": " + a.Reason)
}

// act does what one person may do alone, or asks for the approval of another one.
func (s *Stages) act(ctx context.Context, a breakAct) (Result, error) {
	return s.record(ctx, "breaks", "", func() (out Result, err error) {
		if a.Reason = memo(a.Reason); a.Reason == "" {
			return out, fmt.Errorf("break %d: say with --reason why", a.Break)
		}
		a.By = s.User
		err = s.Store.Update(ctx, func(tx Tx) error {
			out, err = s.actIn(tx, a)
			return err
		})
		return out, err
	})
}

func (s *Stages) actIn(tx Tx, a breakAct) (Result, error) {
	desk, err := s.openBreakDesk(tx)
	if err != nil {
		return Result{}, err
	}
	b, err := desk.prepare(&a)
	if err != nil {
		return Result{}, err
	}
	step, err := s.stepOf(tx, a, b)
	if err != nil {
		return Result{}, err
	}
	if step.alone() {
		notes, err := desk.perform(a, b, step)
		return Result{Outcome: OutcomeDone, Cycle: b.Cycle, Summary: a.words(b), Notes: notes}, err
	}
	return s.askAct(tx, a, b, step)
}

// stepOf is the step of an act, with what it is worth and what one person may do alone.
func (s *Stages) stepOf(tx Tx, a breakAct, b Break) (BreakStep, error) {
	moved, err := amountOf(a.Amount)
	if err != nil {
		return BreakStep{}, err
	}
	step := BreakStep{Break: b.ID, Did: a.Do, Person: a.By, At: s.instant(), Note: a.Reason, Amount: moved, Limit: s.aloneUpTo()}
	value, valued, err := s.valueOf(tx, b.Correspondent, moved)
	if valued {
		step.Value = value
	}
	return step, err
}

// alone tells whether one person may do it. What nobody can value is above every limit.
func (b BreakStep) alone() bool {
	return b.Value != (money.Amount{}) && b.Value.Currency() == b.Limit.Currency() && b.Value.Minor() <= b.Limit.Minor()
}

// amountOf reads "EUR 1.00"; "" is the zero value.
func amountOf(text string) (money.Amount, error) {
	code, digits, found := strings.Cut(text, " ")
	if !found {
		return money.Amount{}, nil
	}
	c, err := money.ParseCurrency(code)
	if err != nil {
		return money.Amount{}, err
	}
	return money.Parse(c, digits)
}

// amountText is what amountOf reads.
func amountText(a money.Amount) string {
	if a == (money.Amount{}) {
		return ""
	}
	return a.String()
}

// aloneUpTo is what one person may do alone, in the base currency.
func (s *Stages) aloneUpTo() money.Amount {
	if limit := s.Settings.breaks().AloneUpTo; limit != (money.Amount{}) {
		return limit
	}
	return money.FromMinor(s.Settings.House.Base, -1) // nothing, not even what is worth nothing
}

func (s *Stages) askAct(tx Tx, a breakAct, b Break, step BreakStep) (Result, error) {
	content, err := a.content()
	if err != nil {
		return Result{}, err
	}
	var out []risk.Outflow
	if step.Amount != (money.Amount{}) {
		size, err := step.Amount.Abs()
		if err != nil {
			return Result{}, err
		}
		out = []risk.Outflow{{Correspondent: b.Correspondent, Amount: size, Value: step.Value, Valued: step.Value != (money.Amount{})}}
	}
	r, err := s.askApproval(tx, ApprovalAsk{Kind: a.kind(), Subject: fmt.Sprint(breakSubject, b.ID), Content: content, What: a.words(b),
		Out: out})
	return Result{Outcome: OutcomeNeedsPerson, Cycle: b.Cycle, Summary: fmt.Sprintf("asked, approval %d, digest %.12s: %s", r.Number,
		r.Digest, a.words(b)), Notes: append(missingWords(s.missing(r)),
		fmt.Sprintf("another person: nostro approvals approve %d --digest %.8s", r.Number, r.Digest))}, err
}

// doApproved does what others have approved, in the transaction that grants it. Where the break is no longer what was
// approved, nothing is done, and nothing granted. It returns what was posted, and what comes next.
func (s *Stages) doApproved(tx Tx, r ApprovalRequest) ([]string, error) {
	var asked breakAct
	if err := json.Unmarshal([]byte(r.Content), &asked); err != nil {
		return nil, fmt.Errorf("approval %d asks for nothing that can be done about a break: %w", r.Number, err)
	}
	desk, err := s.openBreakDesk(tx)
	if err != nil {
		return nil, err
	}
	now := asked
	b, err := desk.prepare(&now)
	if err != nil {
		return nil, err
	}
	content, err := now.content()
	if err != nil {
		return nil, err
	}
	if content != r.Content {
		return nil, needsPerson("break %d is no longer what approval %d is about: nostro approvals reject %d --reason WHY, then ask anew", b.ID,
			r.Number, r.Number)
	}
	step, err := s.stepOf(tx, now, b)
	if err != nil {
		return nil, err
	}
	step.Approval = r.Number
	notes, err := desk.perform(now, b, step)
	if err != nil {
		return nil, err
	}
	became, err := s.became(tx, b.ID)
	return append(notes, became...), err
}

// became tells what a break is after a step: the entry that the step made, whether it is open, and what to do next.
func (s *Stages) became(tx Tx, id int64) (notes []string, err error) {
	steps, err := tx.BreakSteps(id)
	if err != nil {
		return nil, err
	}
	if n := len(steps); n > 0 && steps[n-1].Journal != "" {
		notes = append(notes, "booked by entry "+steps[n-1].Journal)
	}
	desk, err := s.openBreakDesk(tx)
	if err != nil {
		return nil, err
	}
	delete(desk.waits, id) // for what was just done
	b, err := desk.find(id)
	if err != nil {
		return nil, err
	}
	v, err := desk.view(b)
	if err != nil {
		return nil, err
	}
	if v.State == lifecycle.BreakOpen {
		return append(notes, fmt.Sprintf("break %d is open; next: %s", id, v.Next)), nil
	}
	next := fmt.Sprintf("break %d is resolved; next: %s", id, v.Next)
	if b.Cycle != "" {
		next += fmt.Sprintf("; nostro status tells whether cycle %s is settled", b.Cycle)
	}
	return append(notes, next), nil
}
