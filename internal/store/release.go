package store

import (
	"fmt"

	"nostro/jobs"
)

const (
	releaseColumns = "cycle, number, digest, maker, written_at"
	selectRelease  = "SELECT " + releaseColumns + " FROM release WHERE cycle = ?1 ORDER BY number DESC LIMIT 1"
	selectReleases = "SELECT " + releaseColumns + " FROM release WHERE cycle = ?1 ORDER BY number"

	withdrawnColumns = "cycle, number, person, reason, withdrawn_at"
	selectWithdrawn  = "SELECT " + withdrawnColumns + " FROM release_withdrawn WHERE cycle = ?1 ORDER BY number"
)

var (
	insertRelease   = insertInto("release", releaseColumns)
	insertWithdrawn = insertInto("release_withdrawn", withdrawnColumns)
)

func intoRelease(r *jobs.Release) []any {
	return []any{&r.Cycle, &r.Number, &r.Digest, &r.Maker, instantCell(&r.WrittenAt)}
}

func (t *tx) AddRelease(r jobs.Release) error {
	return t.exec(fmt.Sprintf("release %d of cycle %s", r.Number, r.Cycle), insertRelease, r.Cycle, r.Number, r.Digest, r.Maker,
		instant(r.WrittenAt))
}

func (t *tx) Release(cycle string) (jobs.Release, bool, error) {
	return one(t, "release of cycle "+cycle, intoRelease, selectRelease, cycle)
}

func (t *tx) Releases(cycle string) ([]jobs.Release, error) {
	return list(t, "releases of cycle "+cycle, intoRelease, selectReleases, cycle)
}

func (t *tx) AddWithdrawal(w jobs.Withdrawal) error {
	return t.exec(fmt.Sprintf("withdrawal of release %d of cycle %s", w.Release, w.Cycle), insertWithdrawn, w.Cycle, w.Release, w.Person,
		w.Reason, instant(w.At))
}

func (t *tx) Withdrawals(cycle string) ([]jobs.Withdrawal, error) {
	return list(t, "withdrawn releases of cycle "+cycle, func(w *jobs.Withdrawal) []any {
		return []any{&w.Cycle, &w.Release, &w.Person, &w.Reason, instantCell(&w.At)}
	}, selectWithdrawn, cycle)
}
