package store

import (
	"fmt"

	"nostro/jobs"
	"nostro/lifecycle"
)

const (
	recallColumns = "id, instruction, correspondent, reason, note, case_id, msg_id, file, sha256, bytes, asked_by, asked_at"
	selectRecalls = "SELECT " + recallColumns + " FROM recall ORDER BY id"

	recallStepColumns = "recall, number, state, why, at"
	selectRecallSteps = "SELECT " + recallStepColumns + " FROM recall_step ORDER BY recall, number"
	selectRecallState = "SELECT state FROM recall_step WHERE recall = ?1 ORDER BY number DESC LIMIT 1"
	lastRecallStep    = "SELECT coalesce(max(number), 0) FROM recall_step WHERE recall = ?1"

	recallAnswerColumns = "file_in, correspondent, place, case_id, instr_id, uetr, code, reason, recall, done"
	selectRecallAnswers = "SELECT id, " + recallAnswerColumns + " FROM recall_answer ORDER BY id"
	updateRecallAnswer  = "UPDATE recall_answer SET recall = ?2, done = ?3 WHERE id = ?1"
)

var (
	insertRecall       = insertInto("recall", recallColumns)
	insertRecallStep   = insertInto("recall_step", recallStepColumns)
	insertRecallAnswer = insertInto("recall_answer", recallAnswerColumns)
)

func (t *tx) AddRecall(r jobs.Recall) error {
	what := fmt.Sprintf("recall %d of instruction %s", r.ID, r.Instruction)
	err := t.exec(what, insertRecall, r.ID, r.Instruction, r.Correspondent, r.Reason, r.Note, r.CaseID, r.MsgID, r.File, r.SHA256, r.Bytes,
		r.AskedBy, instant(r.AskedAt))
	if err != nil {
		return err
	}
	return t.exec(what, insertRecallStep, r.ID, 1, string(lifecycle.RecallAsked), "asked by "+r.AskedBy, instant(r.AskedAt))
}

func (t *tx) Recalls() ([]jobs.Recall, error) {
	steps, err := list(t, "steps of recalls", func(s *jobs.RecallStep) []any {
		return []any{&s.Recall, &s.Number, state(lifecycle.Recalls, &s.State), &s.Why, instantCell(&s.At)}
	}, selectRecallSteps)
	if err != nil {
		return nil, err
	}
	all, err := list(t, "recalls", func(r *jobs.Recall) []any {
		return []any{&r.ID, &r.Instruction, &r.Correspondent, &r.Reason, &r.Note, &r.CaseID, &r.MsgID, &r.File, &r.SHA256, &r.Bytes,
			&r.AskedBy, instantCell(&r.AskedAt)}
	}, selectRecalls)
	for n := range all {
		for len(steps) > 0 && steps[0].Recall == all[n].ID {
			all[n].Steps = append(all[n].Steps, steps[0])
			steps = steps[1:]
		}
	}
	return all, err
}

func (t *tx) MoveRecall(s jobs.RecallStep) error {
	what := fmt.Sprintf("recall %d", s.Recall)
	if err := checkMove(t, lifecycle.Recalls, what, s.State, selectRecallState, s.Recall); err != nil {
		return err
	}
	last, _, err := value[int](t, what, lastRecallStep, s.Recall)
	if err != nil {
		return err
	}
	return t.exec(what, insertRecallStep, s.Recall, last+1, string(s.State), s.Why, instant(s.At))
}

func (t *tx) AddRecallAnswer(a jobs.RecallAnswer) error {
	return t.exec(fmt.Sprintf("%s of file in %d", a.Place, a.FileIn), insertRecallAnswer, a.FileIn, a.Correspondent, a.Place, a.CaseID, a.InstrID,
		a.UETR, a.Code, a.Reason, idOf(a.Recall), a.Done)
}

func (t *tx) SaveRecallAnswer(a jobs.RecallAnswer) error {
	return t.execOne(fmt.Sprintf("answer %d to a recall", a.ID), updateRecallAnswer, a.ID, idOf(a.Recall), a.Done)
}

func (t *tx) RecallAnswers() ([]jobs.RecallAnswer, error) {
	return list(t, "answers to recalls", func(a *jobs.RecallAnswer) []any {
		return []any{&a.ID, &a.FileIn, &a.Correspondent, &a.Place, &a.CaseID, &a.InstrID, &a.UETR, &a.Code, &a.Reason, idCell(&a.Recall), &a.Done}
	}, selectRecallAnswers)
}
