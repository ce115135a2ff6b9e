package store

import "nostro/jobs"

const (
	safeguardingColumns = "day, number, made_at, made_by, content, sha256"
	selectSafeguarding  = "SELECT " + safeguardingColumns + " FROM safeguarding_record ORDER BY day, number"
	lastSafeguarding    = "SELECT coalesce(max(number), 0) FROM safeguarding_record WHERE day = ?1"
)

var insertSafeguarding = insertInto("safeguarding_record", safeguardingColumns)

func (t *tx) AddSafeguardingRecord(r jobs.SafeguardingRecord) error {
	what := "safeguarding record of " + r.Day.String()
	last, _, err := value[int](t, what, lastSafeguarding, date(r.Day))
	if err != nil {
		return err
	}
	return t.exec(what, insertSafeguarding, date(r.Day), last+1, instant(r.At), r.By, r.Content, r.SHA256)
}

func (t *tx) SafeguardingRecords() ([]jobs.SafeguardingRecord, error) {
	return list(t, "safeguarding records", func(r *jobs.SafeguardingRecord) []any {
		return []any{dateCell(&r.Day), &r.Number, instantCell(&r.At), &r.By, &r.Content, &r.SHA256}
	}, selectSafeguarding)
}
