package store

import "nostro/jobs"

const (
	expectedColumns = "correspondent, expectation, day, due_at, recorded_at, file_in, came_at, excused_by, reason, excused_at"
	selectExpected  = "SELECT " + expectedColumns + " FROM expected_file ORDER BY correspondent, expectation, day"
	countExpected   = "SELECT count(*) FROM expected_file WHERE correspondent = ?1 AND expectation = ?2 AND day = ?3"
	endExpected     = "UPDATE expected_file SET file_in = ?4, came_at = ?5, excused_by = ?6, reason = ?7, excused_at = ?8 " +
		"WHERE correspondent = ?1 AND expectation = ?2 AND day = ?3"
)

var insertExpected = insertInto("expected_file", expectedColumns)

func (t *tx) SaveExpectedFile(e jobs.ExpectedFile) error {
	what := "expected file " + e.Expectation + " of " + e.Correspondent + " on " + e.Day.String()
	known, _, err := value[int](t, what, countExpected, e.Correspondent, e.Expectation, date(e.Day))
	if err != nil {
		return err
	}
	if known == 0 {
		return t.exec(what, insertExpected, e.Correspondent, e.Expectation, date(e.Day), instant(e.DueAt), instant(e.RecordedAt),
			idOf(e.FileIn), instant(e.CameAt), e.ExcusedBy, e.Reason, instant(e.ExcusedAt))
	}
	return t.execOne(what, endExpected, e.Correspondent, e.Expectation, date(e.Day), idOf(e.FileIn), instant(e.CameAt), e.ExcusedBy,
		e.Reason, instant(e.ExcusedAt))
}

func (t *tx) ExpectedFiles() ([]jobs.ExpectedFile, error) {
	return list(t, "expected files", func(e *jobs.ExpectedFile) []any {
		return []any{&e.Correspondent, &e.Expectation, dateCell(&e.Day), instantCell(&e.DueAt), instantCell(&e.RecordedAt),
			idCell(&e.FileIn), instantCell(&e.CameAt), &e.ExcusedBy, &e.Reason, instantCell(&e.ExcusedAt)}
	}, selectExpected)
}
