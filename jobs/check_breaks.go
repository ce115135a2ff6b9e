package jobs

import (
	"encoding/json"
	"fmt"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
)

// checkBreaks goes through every break: one that is resolved was ended by its last step, and what that step names is there:
// evidence in words, an entry that was not undone, a booking that cancels it out, or parts that sum to it.
func checkBreaks(tx Tx, f *findings) error {
	breaks, err := tx.Breaks()
	if err != nil {
		return err
	}
	steps, err := tx.BreakSteps(0)
	if err != nil {
		return err
	}
	h := breakHistory{last: map[int64]BreakStep{}, parts: map[string]int64{}, split: map[string]bool{}}
	for _, step := range steps {
		if step.Did.Ends() || step.Did == BreakReopened {
			h.last[step.Break] = step
		}
	}
	for _, one := range breaks {
		if one.Parent != 0 {
			h.parts[one.partOf()] += one.Amount.Minor()
			h.split[one.partOf()] = true
		}
	}
	for _, one := range breaks {
		f.counted++
		for _, wrong := range h.wrongs(tx, one) {
			f.fail("break %d: %s", one.ID, wrong)
		}
	}
	return nil
}

// breakHistory is how each break ended, and what its parts sum to, by the step that left them.
type breakHistory struct {
	last  map[int64]BreakStep
	parts map[string]int64
	split map[string]bool
}

func (h breakHistory) wrongs(tx Tx, b Break) (wrong []string) {
	step, known := h.last[b.ID]
	ended := known && step.Did.Ends()
	switch {
	case b.State == lifecycle.BreakOpen && ended:
		return []string{"it is open, and its last step ended it"}
	case b.State == lifecycle.BreakOpen:
		return nil
	case known && !ended:
		return []string{"it is resolved, and its last step opened it again"}
	case b.Resolution == "":
		return []string{"it is resolved, and nothing says by what"}
	case !known: // it was resolved before steps were kept
		return nil
	}
	if b.ResolvedAt != step.At || b.Resolution != step.Note {
		wrong = append(wrong, "its resolution is not that of the step that ended it")
	}
	switch step.Did {
	case BreakMatched, BreakWrittenOff:
		wrong = append(wrong, wrongEntry(tx, step)...)
	case BreakPaired:
		other := h.last[step.Partner]
		if other.Did != BreakPaired || other.Partner != b.ID || other.Amount.Minor() != -step.Amount.Minor() {
			wrong = append(wrong, fmt.Sprintf("break %d, with which it was paired, does not cancel it out", step.Partner))
		}
	case BreakSplit:
		if parts := leftKey(step); !h.split[parts] || h.parts[parts] != step.Amount.Minor() {
			wrong = append(wrong, fmt.Sprintf("its parts do not sum to %s", step.Amount))
		}
	}
	return wrong
}

// wrongEntry looks for the entry that ended a break.
func wrongEntry(tx Tx, step BreakStep) []string {
	_, found, err := tx.EntryByKey(step.Journal)
	if err != nil || !found {
		return []string{fmt.Sprintf("journal entry %q, by which it was %s, is not there", step.Journal, step.Did)}
	}
	if _, undone, err := tx.EntryByKey(ledger.ReversalKey(step.Journal)); err != nil || undone {
		return []string{fmt.Sprintf("journal entry %q, by which it was %s, is undone", step.Journal, step.Did)}
	}
	return nil
}

// checkBreakDecisions goes through what people did to end breaks: one person alone within the limit of then, else by the
// approval of another one, of exactly that.
func checkBreakDecisions(tx Tx, f *findings) error {
	steps, err := tx.BreakSteps(0)
	if err != nil {
		return err
	}
	for _, step := range steps {
		if !step.Did.OfTwo() {
			continue
		}
		f.counted++
		if step.alone() && step.Approval == 0 {
			continue
		}
		r, found, err := tx.ApprovalRequest(step.Approval)
		if err != nil {
			return err
		}
		if wrong := wrongApproval(step, r, found); wrong != "" {
			f.fail("break %d, step %d (%s by %s): %s", step.Break, step.Number, step.Did, step.Person, wrong)
		}
	}
	return nil
}

func wrongApproval(step BreakStep, r ApprovalRequest, found bool) string {
	var a breakAct
	switch {
	case !found:
		return "it is above what one person may do alone, and no other one has approved it"
	case r.State != lifecycle.ApprovalUsed:
		return fmt.Sprintf("approval %d is %s, not used", r.Number, r.State)
	case json.Unmarshal([]byte(r.Content), &a) != nil || a.kind() != r.Kind:
		return fmt.Sprintf("approval %d is about something else", r.Number)
	}
	mirror := a.Partner == step.Break && a.Break == step.Partner
	size, err := amountOf(a.Amount)
	same := err == nil && (size == step.Amount || mirror && size.Minor() == -step.Amount.Minor() || mirror && size == money.Amount{})
	if a.Do != step.Did || a.Break != step.Break && !mirror || a.By != step.Person || a.Reason != step.Note || !same {
		return fmt.Sprintf("approval %d is about something else", r.Number)
	}
	return ""
}
