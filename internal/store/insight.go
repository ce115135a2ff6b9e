package store

import (
	"strings"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
)

// The conditions are those of the indexes: SQLite takes a partial one only where it sees it again.
const (
	countCycles     = "SELECT state, count(*) FROM cycle GROUP BY state"
	countFilesOut   = "SELECT state, count(*) FROM file_out GROUP BY state"
	countFilesIn    = "SELECT state, count(*) FROM file_in GROUP BY state"
	countOpenBreaks = "SELECT reason, sum(opened_at > ?1), sum(opened_at <= ?1 AND opened_at > ?2), " +
		"sum(opened_at <= ?2 AND opened_at > ?3), sum(opened_at <= ?3) FROM break_item WHERE state = 'open' GROUP BY reason ORDER BY reason"
	selectLatestFixings = "SELECT source, max(date) FROM fixing GROUP BY source"
	selectCameBack      = "SELECT e.key, e.kind, coalesce(m.instruction, ''), e.booked_at, e.memo FROM journal_entry e " +
		"LEFT JOIN entry_match m ON m.journal = e.key WHERE e.kind IN ('rejection', 'return') AND e.booked_at >= ?1 " +
		"AND NOT EXISTS (SELECT 1 FROM journal_entry r WHERE r.reverses = e.key) ORDER BY e.booked_at, e.number LIMIT 200"
	selectNamesMark = "SELECT (SELECT count(*) FROM participant) || ' ' || (SELECT count(*) FROM participant_account) || ' ' || " +
		"(SELECT count(*) FROM amendment)"
	selectLastBackup = "SELECT started_at FROM run WHERE stage = 'backup' AND outcome = 'done' ORDER BY id DESC LIMIT 1"
	selectBytes      = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
)

func (t *tx) CycleStates() (map[string]int, error)   { return t.byState("cycles", countCycles) }
func (t *tx) FileOutStates() (map[string]int, error) { return t.byState("files out", countFilesOut) }
func (t *tx) FileInStates() (map[string]int, error)  { return t.byState("files in", countFilesIn) }

func (t *tx) byState(what, query string, args ...any) (map[string]int, error) {
	type row struct {
		state string
		n     int
	}
	rows, err := list(t, what+" by state", func(r *row) []any { return []any{&r.state, &r.n} }, query, args...)
	counts := map[string]int{}
	for _, r := range rows {
		counts[r.state] = r.n
	}
	return counts, err
}

func (t *tx) OpenBreakCounts(after [3]time.Time) ([]jobs.BreakCount, error) {
	return list(t, "open breaks", func(c *jobs.BreakCount) []any {
		return []any{&c.Reason, &c.ByAge[0], &c.ByAge[1], &c.ByAge[2], &c.ByAge[3]}
	}, countOpenBreaks, instant(after[0]), instant(after[1]), instant(after[2]))
}

func (t *tx) LatestFixings() (map[string]calendar.Date, error) {
	type row struct {
		source string
		date   calendar.Date
	}
	rows, err := list(t, "latest fixings", func(r *row) []any { return []any{&r.source, dateCell(&r.date)} }, selectLatestFixings)
	latest := map[string]calendar.Date{}
	for _, r := range rows {
		latest[r.source] = r.date
	}
	return latest, err
}

func (t *tx) CameBack(since time.Time) ([]jobs.CameBack, error) {
	all, err := list(t, "what came back", func(c *jobs.CameBack) []any {
		return []any{&c.Key, &c.Kind, &c.Instruction, instantCell(&c.BookedAt), &c.Memo}
	}, selectCameBack, instant(since))
	for n, c := range all {
		if rest, rejected := strings.CutPrefix(c.Key, ledger.RejectionKey("")); rejected { // it is of its instruction, and maybe counted
			all[n].Instruction, _, _ = strings.Cut(rest, ":")
		}
	}
	return all, err
}

func (t *tx) NamesMark() (string, error) {
	mark, _, err := value[string](t, "mark of names", selectNamesMark)
	return mark, err
}

func (t *tx) LastBackup() (time.Time, bool, error) {
	return one(t, "last backup", func(at *time.Time) []any { return []any{instantCell(at)} }, selectLastBackup)
}

func (t *tx) DatabaseBytes() (int64, error) {
	bytes, _, err := value[int64](t, "size of the database", selectBytes)
	return bytes, err
}
