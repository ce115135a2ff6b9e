package store

import (
	"fmt"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/reconcile"
)

const (
	breakColumns = "key, reason, correspondent, cycle, instruction, statement, entry, currency, minor, text, state, " +
		"opened_at, resolved_at, resolution, detail, parent, journal"
	selectBreaks = "SELECT id, " + breakColumns + " FROM break_item ORDER BY id"
	// The condition is that of the index: SQLite takes a partial one only where it sees it again.
	selectOpenBreaks = "SELECT id, " + breakColumns + " FROM break_item INDEXED BY break_item_open WHERE state = 'open' ORDER BY id"
	selectMovedSince = "SELECT id, " + breakColumns + " FROM break_item AS b WHERE opened_at <= ?1 AND (state = 'open' OR resolved_at > ?1 " +
		"OR EXISTS (SELECT 1 FROM break_step AS s WHERE s.break = b.id AND s.at > ?1)) ORDER BY id"
	selectNaming = "SELECT id, " + breakColumns + " FROM break_item WHERE id IN (SELECT id FROM break_item WHERE journal = ?1 UNION " +
		"SELECT break FROM break_step WHERE journal = ?1) ORDER BY id"
	selectOpenBreak = "SELECT id FROM break_item WHERE key = ?1 AND state = 'open'"
	moveBreak       = "UPDATE break_item SET state = ?2, resolution = ?3, resolved_at = ?4 WHERE id = ?1 AND state = ?5"

	stepColumns = "break, number, did, person, at, owner, note, currency, minor, instruction, partner, journal, approval, " +
		"value_currency, value_minor, limit_currency, limit_minor"
	selectBreakSteps    = "SELECT " + stepColumns + " FROM break_step ORDER BY break, number"
	selectStepsOfBreak  = "SELECT " + stepColumns + " FROM break_step WHERE break = ?1 ORDER BY number"
	selectLastBreakStep = "SELECT coalesce(max(number), 0) FROM break_step WHERE break = ?1"
)

var (
	insertBreak     = insertUnless("break_item", breakColumns, "key = ?1")
	insertBreakStep = insertInto("break_step", stepColumns)
)

func (t *tx) AddBreak(b jobs.Break) error {
	return t.exec("break "+b.Key, insertBreak, flat(b.Key, string(b.Reason), b.Correspondent, ref(b.Cycle),
		ref(b.Instruction), idOf(b.Statement), b.Entry, amount(b.Amount), b.Text, string(b.State), instant(b.OpenedAt),
		instant(b.ResolvedAt), b.Resolution, b.Detail, idOf(b.Parent), ref(b.Journal))...)
}

// ResolveBreak does nothing where no break has the key or it is resolved already.
func (t *tx) ResolveBreak(key, resolution string, at time.Time) error {
	id, open, err := value[int64](t, "break "+key, selectOpenBreak, key)
	if err != nil || !open {
		return err
	}
	return t.AddBreakStep(jobs.BreakStep{Break: id, Did: jobs.BreakResolved, Note: resolution, At: at})
}

func (t *tx) Breaks() ([]jobs.Break, error) { return list(t, "breaks", intoBreak, selectBreaks) }

func (t *tx) OpenBreaks() ([]jobs.Break, error) {
	return list(t, "open breaks", intoBreak, selectOpenBreaks)
}

func (t *tx) BreaksMovedSince(at time.Time) ([]jobs.Break, error) {
	return list(t, "breaks that moved", intoBreak, selectMovedSince, instant(at))
}

func (t *tx) BreaksNaming(journal string) ([]jobs.Break, error) {
	return list(t, "breaks that name "+journal, intoBreak, selectNaming, journal)
}

func (t *tx) BreakOwners() ([]string, error) {
	return list(t, "owners of breaks", func(name *string) []any { return []any{name} }, "SELECT DISTINCT owner FROM break_step WHERE owner <> '' ORDER BY owner")
}

func intoBreak(b *jobs.Break) []any {
	return flat(&b.ID, &b.Key, choice(&b.Reason, reconcile.Reasons()...), &b.Correspondent, refCell(&b.Cycle),
		refCell(&b.Instruction), idCell(&b.Statement), &b.Entry, amountCells(&b.Amount), &b.Text,
		state(lifecycle.Breaks, &b.State), instantCell(&b.OpenedAt), instantCell(&b.ResolvedAt), &b.Resolution,
		&b.Detail, idCell(&b.Parent), refCell(&b.Journal))
}

func (t *tx) AddBreakStep(s jobs.BreakStep) error {
	what := fmt.Sprintf("step %q of break %d", s.Did, s.Break)
	last, _, err := value[int](t, what, selectLastBreakStep, s.Break)
	if err != nil {
		return err
	}
	err = t.exec(what, insertBreakStep, flat(s.Break, last+1, string(s.Did), s.Person, instant(s.At), s.Owner, s.Note, amount(s.Amount),
		ref(s.Instruction), idOf(s.Partner), ref(s.Journal), idOf(s.Approval), amount(s.Value), amount(s.Limit))...)
	switch {
	case err != nil:
		return err
	case s.Did.Ends():
		return t.execOne(what, moveBreak, s.Break, string(lifecycle.BreakResolved), s.Note, instant(s.At), string(lifecycle.BreakOpen))
	case s.Did == jobs.BreakReopened:
		return t.execOne(what, moveBreak, s.Break, string(lifecycle.BreakOpen), "", nil, string(lifecycle.BreakResolved))
	}
	return nil
}

func (t *tx) BreakSteps(id int64) ([]jobs.BreakStep, error) {
	if id == 0 {
		return t.breakSteps(selectBreakSteps)
	}
	return t.breakSteps(selectStepsOfBreak, id)
}

func (t *tx) breakSteps(query string, args ...any) ([]jobs.BreakStep, error) {
	return list(t, "steps of breaks", func(s *jobs.BreakStep) []any {
		return flat(&s.Break, &s.Number, choice(&s.Did, jobs.BreakDids()...), &s.Person, instantCell(&s.At), &s.Owner, &s.Note,
			amountCells(&s.Amount), refCell(&s.Instruction), idCell(&s.Partner), refCell(&s.Journal), idCell(&s.Approval),
			amountCells(&s.Value), amountCells(&s.Limit))
	}, query, args...)
}

func (t *tx) UndoInstruction(i jobs.Instruction) error {
	what := "instruction " + i.ID
	if err := checkMove(t, lifecycle.InstructionsUndone, what, i.State, selectInstructionsState, i.ID); err != nil {
		return err
	}
	return t.execOne(what, updateInstruction, instructionValues(i)...)
}

func (t *tx) UndoCycle(id string) error {
	what := "cycle " + id
	if err := checkMove(t, lifecycle.CyclesUndone, what, lifecycle.CycleSent, selectCycleState, id); err != nil {
		return err
	}
	return t.execOne(what, "UPDATE cycle SET state = 'sent' WHERE id = ?1", id)
}
