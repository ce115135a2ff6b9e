package jobs

import (
	"context"
	"fmt"

	"nostro/calendar"
	"nostro/lifecycle"
)

// RecallView is a recall with all that a person wants to know of it.
type RecallView struct {
	Recall
	Payment  Instruction
	Delivery lifecycle.FileOut // of its file; "" while it waits
	Approval int64             // number of the last request about it
	Answers  []RecallAnswer
	Returns  []BankReturn  // announced returns of the payment
	Age      int           // business days since it was asked
	Due      calendar.Date // until when an answer, or the money, must have come; zero where nothing is awaited
	Next     string        // what to do, in words
}

// RecallViews returns the recalls by id; those that have ended too where all is asked for.
func (s *Stages) RecallViews(ctx context.Context, all bool) ([]RecallView, error) {
	return view(ctx, s.Store, func(tx Tx) ([]RecallView, error) {
		recalls, err := tx.Recalls()
		if err != nil {
			return nil, err
		}
		var views []RecallView
		for _, r := range recalls {
			if !all && !r.State().Open() {
				continue
			}
			v, err := s.recallView(tx, r)
			if err != nil {
				return nil, err
			}
			views = append(views, v)
		}
		return views, nil
	})
}

// RecallView returns one; the error wraps ErrUnknownID where there is none.
func (s *Stages) RecallView(ctx context.Context, id int64) (RecallView, error) {
	all, err := s.RecallViews(ctx, true)
	if err != nil {
		return RecallView{}, err
	}
	for _, v := range all {
		if v.ID == id {
			return v, nil
		}
	}
	return RecallView{}, fmt.Errorf("recall %d: %w: nostro recall list --all shows them", id, ErrUnknownID)
}

func (s *Stages) recallView(tx Tx, r Recall) (v RecallView, err error) {
	v.Recall = r
	if v.Payment, _, err = tx.Instruction(r.Instruction); err != nil {
		return v, err
	}
	files, err := tx.FilesOut(v.Payment.Cycle)
	if err != nil {
		return v, err
	}
	for _, f := range files {
		if f.Name == r.File {
			v.Delivery = f.State
		}
	}
	request, found, err := recallRequest(tx, r)
	if err != nil {
		return v, err
	}
	if found {
		v.Approval = request.Number
	}
	answers, err := tx.RecallAnswers()
	if err != nil {
		return v, err
	}
	for _, a := range answers {
		if a.Recall == r.ID {
			v.Answers = append(v.Answers, a)
		}
	}
	returns, err := tx.BankReturns()
	for _, back := range returns {
		if back.Instruction == r.Instruction {
			v.Returns = append(v.Returns, back)
		}
	}
	v.Age = s.businessDays(v.Payment.Amount.Currency(), s.dayOf(r.AskedAt), s.recallDay(r))
	v.Due = s.recallDue(r, v.Payment.Amount.Currency())
	v.Next = v.nextStep(request)
	if v.Overdue(s.today()) {
		v.Next = fmt.Sprintf("%s was due until %s: ring %s, and name case %s and UETR %s; then ", v.awaited(), v.Due, r.Correspondent, r.CaseID,
			v.Payment.UETR) + v.Next
	}
	return v, err
}

// recallDay is the day until which a recall ages: today, or the day on which it ended.
func (s *Stages) recallDay(r Recall) calendar.Date {
	if r.State().Open() || len(r.Steps) == 0 {
		return s.today()
	}
	return s.dayOf(r.Steps[len(r.Steps)-1].At)
}

func (v RecallView) nextStep(request ApprovalRequest) string {
	switch v.State() {
	case lifecycle.RecallAsked:
		switch {
		case request.State == lifecycle.ApprovalWaiting:
			return fmt.Sprintf("nostro approvals approve %d, as another person", v.Approval)
		case v.Delivery == lifecycle.FileOutUnknown:
			return fmt.Sprintf("nostro send looks again; else ask %s whether it has the file (docs/runbooks/unknown-file.md)", v.Correspondent)
		}
		return "nostro send"
	case lifecycle.RecallSent:
		return fmt.Sprintf("nostro collect, nostro reconcile; %s answers with a camt.029: where it does not, ask it", v.Correspondent)
	case lifecycle.RecallPending:
		return fmt.Sprintf("wait for the payee's bank; ask %s where nothing comes", v.Correspondent)
	case lifecycle.RecallAgreed:
		return "the money is back only with a booking: nostro collect, nostro reconcile; what is booked without its references is matched with nostro breaks match"
	case lifecycle.RecallRejected:
		return "ask the payee itself; nostro recall asks again, with another reason"
	}
	return "nothing"
}
