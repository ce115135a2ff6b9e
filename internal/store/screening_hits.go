package store

import (
	"fmt"

	"nostro/jobs"
	"nostro/risk/screening"
)

const (
	runScreenColumns  = "cycle, run_at, run_by, parties, hits"
	selectScreenRuns  = "SELECT number, " + runScreenColumns + " FROM screening_run ORDER BY number"
	selectRunVersions = "SELECT version FROM screening_run_list WHERE run = ?1 ORDER BY version"
	selectSubjects    = "SELECT run, instruction, digest FROM screening_subject WHERE instruction = ?1 ORDER BY run"

	hitColumns = "id, participant, field, value, compared, list, version, entry, entry_digest, entry_kind, programme, listed, score, " +
		"found_at, found_by"
	selectHit   = "SELECT " + hitColumns + " FROM screening_hit WHERE id = ?1"
	selectFound = "SELECT " + hitColumns + " FROM screening_hit WHERE id IN (SELECT hit FROM screening_found WHERE run = ?1) ORDER BY id"

	hitDecisionColumns = "hit, cleared, maker, checker, reason, decided_at"
	selectHitDecisions = "SELECT " + hitDecisionColumns + " FROM screening_decision ORDER BY number"
)

var (
	insertScreenRun   = insertInto("screening_run", runScreenColumns)
	insertRunVersion  = insertInto("screening_run_list", "run, version")
	insertSubject     = insertInto("screening_subject", "run, instruction, digest")
	insertFound       = insertInto("screening_found", "run, hit")
	insertHit         = insertUnless("screening_hit", hitColumns, "id = ?1")
	insertHitDecision = insertInto("screening_decision", hitDecisionColumns)
)

func (t *tx) AddScreeningRun(r jobs.ScreeningRun) (int64, error) {
	const what = "screening"
	number, err := t.add(what, insertScreenRun, ref(r.Cycle), instant(r.At), r.By, r.Parties, r.Hits)
	for _, v := range r.Versions {
		if err == nil {
			err = t.exec(what, insertRunVersion, number, v)
		}
	}
	for _, s := range r.Subjects {
		if err == nil {
			err = t.exec(what, insertSubject, number, s.Instruction, s.Digest)
		}
	}
	for _, hit := range r.Found {
		if err == nil {
			err = t.exec(what, insertFound, number, hit)
		}
	}
	return number, err
}

func (t *tx) ScreeningRuns() ([]jobs.ScreeningRun, error) {
	all, err := list(t, "screenings", func(r *jobs.ScreeningRun) []any {
		return []any{&r.Number, refCell(&r.Cycle), instantCell(&r.At), &r.By, &r.Parties, &r.Hits}
	}, selectScreenRuns)
	for n := range all {
		if err == nil {
			all[n].Versions, err = list(t, fmt.Sprintf("lists of screening %d", all[n].Number), func(v *int64) []any { return []any{v} },
				selectRunVersions, all[n].Number)
		}
	}
	return all, err
}

func (t *tx) ScreeningFound(run int64) ([]jobs.ScreeningHit, error) {
	return list(t, fmt.Sprintf("hits of screening %d", run), intoHit, selectFound, run)
}

func (t *tx) ScreeningSubjects(instruction string) ([]jobs.ScreeningSubject, error) {
	return list(t, "screenings of "+instruction, func(s *jobs.ScreeningSubject) []any {
		return []any{&s.Run, &s.Instruction, &s.Digest}
	}, selectSubjects, instruction)
}

func intoHit(h *jobs.ScreeningHit) []any {
	return []any{&h.ID, &h.Participant, choice(&h.Field, screening.Fields()...), &h.Value, &h.Compared, &h.List, &h.Version, &h.Entry,
		&h.EntryDigest, &h.EntryKind, &h.Programme, &h.Listed, &h.Score, instantCell(&h.FoundAt), &h.FoundBy}
}

func (t *tx) AddScreeningHit(h jobs.ScreeningHit) error {
	return t.exec("hit "+h.ID, insertHit, h.ID, h.Participant, string(h.Field), h.Value, h.Compared, h.List, h.Version, h.Entry,
		h.EntryDigest, string(h.EntryKind), h.Programme, h.Listed, h.Score, instant(h.FoundAt), h.FoundBy)
}

func (t *tx) ScreeningHit(id string) (jobs.ScreeningHit, bool, error) {
	return one(t, "hit "+id, intoHit, selectHit, id)
}

func (t *tx) AddScreeningDecision(d jobs.ScreeningDecision) error {
	return t.exec("decision on hit "+d.Hit, insertHitDecision, d.Hit, d.Cleared, d.Maker, d.Checker, d.Reason, instant(d.At))
}

func (t *tx) ScreeningDecisions() ([]jobs.ScreeningDecision, error) {
	return list(t, "decisions on hits", func(d *jobs.ScreeningDecision) []any {
		return []any{&d.Hit, &d.Cleared, &d.Maker, &d.Checker, &d.Reason, instantCell(&d.At)}
	}, selectHitDecisions)
}
