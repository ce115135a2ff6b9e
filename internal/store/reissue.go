package store

import (
	"fmt"

	"nostro/jobs"
)

const (
	reissueColumns = "instruction, replaces, reason, asked_by, asked_at"
	selectReissue  = "SELECT r.instruction, r.replaces, i.currency, i.minor, r.reason, r.asked_by, r.asked_at, coalesce(w.person, ''), " +
		"coalesce(w.reason, ''), w.withdrawn_at FROM reissue AS r JOIN instruction AS i ON i.id = r.instruction " +
		"LEFT JOIN reissue_withdrawn AS w ON w.instruction = r.instruction"
	selectReissues    = selectReissue + " ORDER BY r.asked_at, r.instruction"
	selectReissuesOf  = selectReissue + " WHERE r.replaces = ?1 ORDER BY r.asked_at, r.instruction"
	selectReissueThat = selectReissue + " WHERE r.instruction = ?1"

	selectReturning = selectInstructions + " WHERE cycle = ?1 AND state = 'settled' AND returned > 0 ORDER BY id"
)

var (
	insertReissue          = insertInto("reissue", reissueColumns)
	insertReissueWithdrawn = insertInto("reissue_withdrawn", "instruction, person, reason, withdrawn_at")
)

func intoReissue(r *jobs.Reissue) []any {
	return flat(&r.Instruction, &r.Replaces, amountCells(&r.Amount), &r.Reason, &r.AskedBy, instantCell(&r.AskedAt), &r.WithdrawnBy,
		&r.WithdrawnWhy, instantCell(&r.WithdrawnAt))
}

func (t *tx) AddReissue(r jobs.Reissue) error {
	return t.exec(fmt.Sprintf("reissue of %s as %s", r.Replaces, r.Instruction), insertReissue, r.Instruction, r.Replaces, r.Reason, r.AskedBy,
		instant(r.AskedAt))
}

func (t *tx) WithdrawReissue(r jobs.Reissue) error {
	return t.exec(fmt.Sprintf("withdrawal of reissue %s", r.Instruction), insertReissueWithdrawn, r.Instruction, r.WithdrawnBy, r.WithdrawnWhy,
		instant(r.WithdrawnAt))
}

func (t *tx) Reissues() ([]jobs.Reissue, error) {
	return list(t, "reissues", intoReissue, selectReissues)
}

func (t *tx) ReissuesOf(replaced string) ([]jobs.Reissue, error) {
	return list(t, "reissues of "+replaced, intoReissue, selectReissuesOf, replaced)
}

func (t *tx) ReissueThatIs(instruction string) (jobs.Reissue, bool, error) {
	return one(t, "reissue "+instruction, intoReissue, selectReissueThat, instruction)
}

func (t *tx) InstructionsReturning(cycle string) ([]jobs.Instruction, error) {
	return list(t, "payments of cycle "+cycle+" of which a part came back", intoInstruction, selectReturning, cycle)
}
