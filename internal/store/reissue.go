package store

import (
	"fmt"

	"nostro/jobs"
)

const (
	reissueColumns    = "instruction, replaces, reason, asked_by, asked_at"
	selectReissues    = "SELECT " + reissueColumns + " FROM reissue ORDER BY asked_at, instruction"
	selectReissueOf   = "SELECT " + reissueColumns + " FROM reissue WHERE replaces = ?1"
	selectReissueThat = "SELECT " + reissueColumns + " FROM reissue WHERE instruction = ?1"
)

var insertReissue = insertInto("reissue", reissueColumns)

func intoReissue(r *jobs.Reissue) []any {
	return []any{&r.Instruction, &r.Replaces, &r.Reason, &r.AskedBy, instantCell(&r.AskedAt)}
}

func (t *tx) AddReissue(r jobs.Reissue) error {
	return t.exec(fmt.Sprintf("reissue of %s as %s", r.Replaces, r.Instruction), insertReissue, r.Instruction, r.Replaces, r.Reason, r.AskedBy,
		instant(r.AskedAt))
}

func (t *tx) Reissues() ([]jobs.Reissue, error) {
	return list(t, "reissues", intoReissue, selectReissues)
}

func (t *tx) ReissueOf(replaced string) (jobs.Reissue, bool, error) {
	return one(t, "reissue of "+replaced, intoReissue, selectReissueOf, replaced)
}

func (t *tx) ReissueThatIs(instruction string) (jobs.Reissue, bool, error) {
	return one(t, "reissue "+instruction, intoReissue, selectReissueThat, instruction)
}
