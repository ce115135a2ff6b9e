package store

import (
	"fmt"

	"nostro/jobs"
	"nostro/lifecycle"
)

const (
	selectFiltered = "SELECT seq, " + obligationColumns + " FROM obligation_now WHERE (?1 = '' OR state = ?1) AND " +
		"(?2 = '' OR payer = ?2 OR payee = ?2) AND (?3 = '' OR currency = ?3) AND (?4 = '' OR value_date = ?4) ORDER BY seq LIMIT ?5"
	selectFreeState = "SELECT state FROM obligation_now WHERE id = ?1 AND cycle IS NULL"
	moveObligation  = "UPDATE obligation SET state = ?2 WHERE id = ?1 AND state = ?3"

	obligationMoveColumns   = "obligation, from_state, to_state, moved_by, reason, moved_at"
	selectObligationMoves   = "SELECT " + obligationMoveColumns + " FROM obligation_move ORDER BY number"
	selectMovesOfObligation = "SELECT " + obligationMoveColumns + " FROM obligation_move WHERE obligation = ?1 ORDER BY number"

	participantMoveColumns = "participant, from_state, to_state, moved_by, reason, moved_at"
	selectParticipantMoves = "SELECT " + participantMoveColumns + " FROM participant_move " +
		"WHERE ?1 = '' OR participant = ?1 ORDER BY number"
	selectParticipantState = "SELECT coalesce((SELECT to_state FROM participant_move WHERE participant = ?1 " +
		"ORDER BY number DESC LIMIT 1), 'active') FROM participant WHERE id = ?1"
)

var (
	insertObligationMove  = insertInto("obligation_move", obligationMoveColumns)
	insertParticipantMove = insertInto("participant_move", participantMoveColumns)
)

func (t *tx) Obligations(f jobs.ObligationFilter) ([]jobs.Obligation, error) {
	most := f.Most
	if most == 0 {
		most = -1
	}
	return list(t, "obligations", intoObligation, selectFiltered, string(f.State), f.Participant, f.Currency.Code(),
		f.ValueDate.String(), most)
}

// MoveObligation errs, wrapping jobs.ErrUnknownID, for an id that names no obligation outside every cycle.
func (t *tx) MoveObligation(m jobs.ObligationMove) error {
	what := "obligation " + m.Obligation
	if err := lifecycle.Obligations.Check(m.From, m.To); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if err := checkMove(t, lifecycle.Obligations, what, m.To, selectFreeState, m.Obligation); err != nil {
		return err
	}
	if err := t.execOne(what, moveObligation, m.Obligation, string(m.To), string(m.From)); err != nil {
		return err
	}
	return t.exec("move of "+what, insertObligationMove, m.Obligation, string(m.From), string(m.To), m.By, m.Reason,
		instant(m.At))
}

func (t *tx) ObligationMoves(obligation string) ([]jobs.ObligationMove, error) {
	query, args := selectObligationMoves, []any(nil)
	if obligation != "" {
		query, args = selectMovesOfObligation, []any{obligation}
	}
	return list(t, "moves of obligations", func(m *jobs.ObligationMove) []any {
		return []any{&m.Obligation, state(lifecycle.Obligations, &m.From), state(lifecycle.Obligations, &m.To), &m.By,
			&m.Reason, instantCell(&m.At)}
	}, query, args...)
}

// MoveParticipant errs, wrapping jobs.ErrUnknownID, for a participant that is not there.
func (t *tx) MoveParticipant(m jobs.ParticipantMove) error {
	what := "participant " + m.Participant
	from, found, err := value[string](t, what, selectParticipantState, m.Participant)
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("%s: %w", what, jobs.ErrUnknownID)
	}
	if err := lifecycle.Participants.Check(lifecycle.Participant(from), m.To); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return t.exec("move of "+what, insertParticipantMove, m.Participant, from, string(m.To), m.By, m.Reason, instant(m.At))
}

func (t *tx) ParticipantMoves(participant string) ([]jobs.ParticipantMove, error) {
	return list(t, "moves of participants", func(m *jobs.ParticipantMove) []any {
		return []any{&m.Participant, state(lifecycle.Participants, &m.From), state(lifecycle.Participants, &m.To), &m.By,
			&m.Reason, instantCell(&m.At)}
	}, selectParticipantMoves, participant)
}
