package jobs

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"nostro/formats"
	"nostro/formats/codeset"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// recallAnswer is what a camt.029 says, as it is kept.
func recallAnswer(f FileIn, n int, r formats.Resolution) RecallAnswer {
	code := r.Code
	if code == "" {
		code = r.Confirmation
	}
	return RecallAnswer{FileIn: f.ID, Correspondent: f.Correspondent, Place: fmt.Sprintf("resolution %d", n), CaseID: r.Case.ID,
		InstrID: instrIDOf(r.OriginalInstrID, r.OriginalEndToEndID), UETR: r.OriginalUETR, Code: code,
		Reason: reasonText(codeset.RejectionReasons, r.Reasons)}
}

// saidByPayment tells whether it is the confirmation of a whole message whose payments are told one by one: these count.
func saidByPayment(all []formats.Resolution, r formats.Resolution) bool {
	return r.Code == "" && slices.ContainsFunc(all, func(other formats.Resolution) bool { return other.Code != "" })
}

// recallWords are what the codes of an answer mean for a recall; any other code informs and moves nothing.
var recallWords = map[string]lifecycle.Recall{
	"ACCR": lifecycle.RecallAgreed, "CNCL": lifecycle.RecallAgreed, "PECR": lifecycle.RecallAgreed, "PACR": lifecycle.RecallAgreed,
	"RJCR": lifecycle.RecallRejected,
	"PDCR": lifecycle.RecallPending,
}

// takeRecalls takes in the answers of banks to recalls, and ends those of which the money is back.
func (s *Stages) takeRecalls(ctx context.Context, tally *reconcileTally) error {
	answers, err := view(ctx, s.Store, Tx.RecallAnswers)
	if err != nil {
		return err
	}
	for _, a := range answers {
		if a.Done {
			continue
		}
		taken, err := s.takeItem(ctx, tally, bankItem{said: SaidAnswer, id: a.ID, reason: reconcile.ReasonUnknownAtUs,
			name:          fmt.Sprintf("answer %s to a recall (%s of file in:%d)", a.Code, a.Place, a.FileIn),
			correspondent: a.Correspondent, uetr: a.UETR, instrID: a.InstrID}, func(tx Tx) error { return s.takeRecallAnswer(tx, a) })
		if err != nil {
			return err
		}
		if taken {
			tally.recalls++
		}
	}
	return s.Store.Update(ctx, func(tx Tx) error { return s.recallsRecovered(tx, tally) })
}

func (s *Stages) takeRecallAnswer(tx Tx, a RecallAnswer) error {
	all, err := tx.Recalls()
	if err != nil {
		return err
	}
	a.Done = true
	r, found := answeredRecall(all, a)
	if !found {
		if err := tx.SaveRecallAnswer(a); err != nil {
			return err
		}
		return tx.AddBreak(Break{Key: fmt.Sprintf("recall-answer:%d", a.ID), Reason: reconcile.ReasonUnknownAtUs, Correspondent: a.Correspondent,
			State: lifecycle.BreakOpen, OpenedAt: s.instant(), Text: memo(a.unknown())})
	}
	a.Recall = r.ID
	if err := tx.SaveRecallAnswer(a); err != nil {
		return err
	}
	if r.State() == lifecycle.RecallAsked { // it is with the bank, whatever we believed
		if err := s.recallArrived(tx, r); err != nil {
			return err
		}
		r.Steps = append(r.Steps, RecallStep{State: lifecycle.RecallSent})
	}
	to, known := recallWords[a.Code]
	if !known || r.State() == lifecycle.RecallRecovered || lifecycle.Recalls.Check(r.State(), to) != nil {
		return nil // it is kept, and shown with the recall
	}
	return tx.MoveRecall(RecallStep{Recall: r.ID, State: to, At: s.instant(),
		Why: memo(fmt.Sprintf("%s answers %s", r.Correspondent, a.words()))})
}

// unknown says what was answered to a recall that is none of ours, and all by which the bank names it.
func (a RecallAnswer) unknown() string {
	says := "without a code"
	if a.Code != "" {
		says = a.words()
	} else if a.Reason != "" {
		says += ": " + a.Reason
	}
	var names []string
	for _, name := range [][2]string{{"case", a.CaseID}, {"InstrId", a.InstrID}, {"UETR", a.UETR}} {
		if name[1] != "" {
			names = append(names, name[0]+" "+name[1])
		}
	}
	by := "It names neither case nor payment"
	if len(names) > 0 {
		by = "It names " + strings.Join(names, ", ")
	}
	return fmt.Sprintf("The bank answers a recall that we did not make, %s. %s (%s of file in:%d). Ask the bank which one it means.", says, by, a.Place, a.FileIn)
}

// words say what was answered, and why where the bank says it.
func (a RecallAnswer) words() string {
	text := codeset.CancellationStatuses.Say(a.Code, false)
	if a.Reason != "" {
		text += ": " + a.Reason
	}
	return text
}

// answeredRecall is the recall that a bank means: by the case, else by the payment, of which the last one that has left.
func answeredRecall(all []Recall, a RecallAnswer) (found Recall, yes bool) {
	for _, r := range all {
		if r.Correspondent != a.Correspondent || r.State() == lifecycle.RecallWithdrawn {
			continue
		}
		if a.CaseID != "" && r.CaseID == a.CaseID {
			return r, true
		}
		if a.InstrID != "" && r.Instruction == a.InstrID {
			found, yes = r, true
		}
	}
	return found, yes
}

// recallArrived counts a recall as sent, since the bank has answered to it.
func (s *Stages) recallArrived(tx Tx, r Recall) error {
	files, err := tx.FilesOut("")
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.Name != r.File || f.State == lifecycle.FileOutSent {
			continue
		}
		if f.State == lifecycle.FileOutWritten || f.State == lifecycle.FileOutFailed {
			f.State = lifecycle.FileOutSending
			if err := tx.SaveFileOut(f); err != nil {
				return err
			}
		}
		f.State, f.SentAt, f.Detail = lifecycle.FileOutSent, s.instant(), "the bank's answer shows that it has the file"
		if err := tx.SaveFileOut(f); err != nil {
			return err
		}
	}
	return s.recallSent(tx, r, "the bank's answer shows that it has it")
}

// recallsRecovered ends the recalls of payments that are back, or that were rejected before they were booked.
func (s *Stages) recallsRecovered(tx Tx, tally *reconcileTally) error {
	all, err := tx.Recalls()
	if err != nil {
		return err
	}
	for _, r := range all {
		if lifecycle.Recalls.Check(r.State(), lifecycle.RecallRecovered) != nil {
			continue
		}
		i, found, err := tx.Instruction(r.Instruction)
		if err != nil || !found {
			return fmt.Errorf("instruction %q of recall %d: %w", r.Instruction, r.ID, ErrUnknownID)
		}
		why := ""
		switch i.State {
		case lifecycle.InstructionReturned:
			why = fmt.Sprintf("the payment of %s is back, booked on a proven statement", i.Amount)
		case lifecycle.InstructionRejected:
			why = "the bank rejected the payment before it booked it: it never left"
		default:
			continue
		}
		tally.notes = append(tally.notes, fmt.Sprintf("recall %d of %s has ended: %s", r.ID, i.ID, why))
		if err := tx.MoveRecall(RecallStep{Recall: r.ID, State: lifecycle.RecallRecovered, Why: why, At: s.instant()}); err != nil {
			return err
		}
	}
	return nil
}
