package jobs

import (
	"context"
	"fmt"
	"strings"

	"nostro/lifecycle"
)

// Answer is what became of a wish to hold, release or withdraw.
type Answer string

// The answers.
const (
	AnswerDone    Answer = "done"
	AnswerTooLate Answer = "too late" // a cycle has taken it, or nothing follows its state
	AnswerUnknown Answer = "unknown"  // there is no such id
	AnswerAlready Answer = "already"  // it was so before
)

// Moved is an answer with its words.
type Moved struct {
	Answer Answer
	Result Result
}

func answered(a Answer, format string, args ...any) Moved {
	outcome := OutcomeNeedsPerson
	switch a {
	case AnswerDone:
		outcome = OutcomeDone
	case AnswerAlready:
		outcome = OutcomeNothing
	}
	return Moved{a, Result{Outcome: outcome, Summary: string(a) + ": " + fmt.Sprintf(format, args...)}}
}

// MoveObligation holds, releases (to accepted) or withdraws an obligation for a person, who says why. Once a cycle has
// taken it at its close it is too late.
func (s *Stages) MoveObligation(ctx context.Context, id string, to lifecycle.Obligation, by, reason string) (m Moved, err error) {
	m.Result, err = s.record(ctx, "obligations", "", func() (Result, error) {
		err := s.Store.Update(ctx, func(tx Tx) (err error) {
			m, err = s.moveObligation(tx, ObligationMove{Obligation: id, To: to, By: by, Reason: strings.TrimSpace(reason), At: s.instant()})
			return err
		})
		return m.Result, err
	})
	return m, err
}

func (s *Stages) moveObligation(tx Tx, move ObligationMove) (Moved, error) {
	o, found, err := tx.Obligation(move.Obligation)
	switch {
	case err != nil:
		return Moved{}, err
	case !found:
		return answered(AnswerUnknown, "no obligation %s: nostro obligations list names them", move.Obligation), nil
	case o.Cycle != "":
		c, err := findCycle(tx, o.Cycle)
		if err != nil {
			return Moved{}, err
		}
		return answered(AnswerTooLate, "cycle %s, which is %s, has taken obligation %s: agree on one the other way round", c.ID, c.State, o.ID), nil
	case o.State == move.To:
		return answered(AnswerAlready, "obligation %s is %s", o.ID, o.State), nil
	}
	if err := lifecycle.Obligations.Check(o.State, move.To); err != nil {
		return answered(AnswerTooLate, "%v", err), nil
	}
	move.From = o.State
	return answered(AnswerDone, "obligation %s was %s and is %s", o.ID, o.State, move.To), tx.MoveObligation(move)
}

// MoveParticipant does so with a participant: while one is held, or once it is withdrawn, cycles leave its obligations.
// What cycles have taken before stays.
func (s *Stages) MoveParticipant(ctx context.Context, id string, to lifecycle.Participant, by, reason string) (m Moved, err error) {
	m.Result, err = s.record(ctx, "participants", "", func() (Result, error) {
		err := s.Store.Update(ctx, func(tx Tx) (err error) {
			m, err = s.moveParticipant(tx, ParticipantMove{Participant: id, To: to, By: by, Reason: strings.TrimSpace(reason), At: s.instant()})
			return err
		})
		return m.Result, err
	})
	return m, err
}

func (s *Stages) moveParticipant(tx Tx, move ParticipantMove) (Moved, error) {
	_, found, err := tx.Participant(move.Participant)
	if err != nil {
		return Moved{}, err
	}
	if !found {
		return answered(AnswerUnknown, "no participant %s: nostro participants list names them", move.Participant), nil
	}
	moves, err := tx.ParticipantMoves(move.Participant)
	if err != nil {
		return Moved{}, err
	}
	if move.From = lifecycle.ParticipantActive; len(moves) > 0 {
		move.From = moves[len(moves)-1].To
	}
	if move.From == move.To {
		return answered(AnswerAlready, "participant %s is %s", move.Participant, move.To), nil
	}
	if err := lifecycle.Participants.Check(move.From, move.To); err != nil {
		return answered(AnswerTooLate, "%v", err), nil
	}
	return answered(AnswerDone, "participant %s was %s and is %s", move.Participant, move.From, move.To), tx.MoveParticipant(move)
}
