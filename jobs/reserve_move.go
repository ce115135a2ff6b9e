package jobs

import (
	"context"
	"fmt"

	"nostro/ledger"
	"nostro/money"
	"nostro/risk"
)

// ReserveAsk is what somebody wants to do with the risk reserve.
type ReserveAsk struct {
	Act         ReserveAct
	Amount      money.Amount // > 0
	Participant string       // of a use: whose debt it bears; of a fund: who pays that back, "" for our capital
	Reason      string
}

// MoveReserve moves the risk reserve where one person may do so alone, else asks others to approve it. What would move
// more than is there is refused: a fund more than our capital or than the participant has to pay back, a release more than
// what is held beyond what is required, a use more than what is held or than the participant owes. The error wraps
// risk.ErrReserve then.
func (s *Stages) MoveReserve(ctx context.Context, ask ReserveAsk) (Result, error) {
	return s.record(ctx, "reserve", "", func() (out Result, err error) {
		ask.Reason = memo(ask.Reason)
		err = s.Store.Update(ctx, func(tx Tx) error {
			out, err = s.askReserve(tx, ask)
			return err
		})
		return out, err
	})
}

func (s *Stages) askReserve(tx Tx, ask ReserveAsk) (Result, error) {
	if err := s.mayMoveReserve(tx, ask); err != nil {
		return Result{}, err
	}
	c := ask.Amount.Currency()
	if rule, ruled := s.Settings.reserveRule(c); ruled && rule.Alone(ask.Amount) {
		return s.moveReserve(tx, ask, s.User, 0)
	}
	open, waits, err := openRequest(tx, ApproveReserve, c.Code())
	if err != nil {
		return Result{}, err
	}
	content, err := ask.content()
	if err != nil {
		return Result{}, err
	}
	if waits && open.Content != content {
		return Result{}, needsPerson("approval %d about the risk reserve in %s waits already: %s; have it approved or refused first", open.Number, c, open.What)
	}
	out := []risk.Outflow{{Amount: ask.Amount}}
	if err := s.valueOutflows(tx, out); err != nil {
		return Result{}, err
	}
	r, err := s.askApproval(tx, ApprovalAsk{Kind: ApproveReserve, Subject: c.Code(), Content: content, What: ask.words() + ": " + ask.Reason, Out: out})
	if err != nil {
		return Result{}, err
	}
	return Result{Outcome: OutcomeNeedsPerson, Notes: missingWords(s.missing(r)),
		Summary: fmt.Sprintf("%s waits for approval: nostro approvals approve %d", ask.words(), r.Number)}, nil
}

// moveReserve books the movement and keeps its row.
func (s *Stages) moveReserve(tx Tx, ask ReserveAsk, by string, approval int64) (Result, error) {
	movements, err := tx.ReserveMovements()
	if err != nil {
		return Result{}, err
	}
	m := ReserveMovement{Number: 1, Act: ask.Act, Amount: ask.Amount, Participant: ask.Participant, ValueDate: s.today(), Reason: ask.Reason,
		By: by, Approval: approval, At: s.instant()}
	for _, known := range movements {
		if known.Amount.Currency() == m.Amount.Currency() {
			m.Number = known.Number + 1
		}
	}
	e, err := m.entry()
	if err != nil {
		return Result{}, err
	}
	if err := tx.AddReserveMovement(m); err != nil {
		return Result{}, err
	}
	posted, err := tx.Post(e, m.At)
	if err != nil {
		return Result{}, err
	}
	return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s, entry %d", ask.words(), posted.Number)}, nil
}

// entry is what the movement books.
func (m ReserveMovement) entry() (ledger.Entry, error) {
	move := ledger.RiskReserveMove{Number: m.Number, Amount: m.Amount, Participant: m.Participant, ValueDate: m.ValueDate, Memo: m.Reason}
	switch {
	case m.Act == ReserveUse:
		return ledger.RiskReserveUsed(move)
	case m.Act == ReserveRelease:
		return ledger.RiskReserveReleased(move)
	case m.Participant != "":
		return ledger.RiskReserveRecovered(move)
	}
	return ledger.RiskReserveFunded(move)
}
