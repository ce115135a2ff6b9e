package store

import "nostro/jobs"

const (
	businessDayColumns    = "number, day, set_by, reason, set_at"
	selectBusinessDays    = "SELECT " + businessDayColumns + " FROM business_date ORDER BY number"
	insertBusinessDay     = "INSERT INTO business_date (" + businessDayColumns + ") SELECT coalesce(max(number), 0) + 1, ?1, ?2, ?3, ?4 FROM business_date"
	selectLastBusinessDay = "SELECT " + businessDayColumns + " FROM business_date ORDER BY number DESC LIMIT 1"
)

func intoBusinessDay(b *jobs.BusinessDay) []any {
	return []any{&b.Number, dateCell(&b.Day), &b.By, &b.Reason, instantCell(&b.At)}
}

func (t *tx) AddBusinessDay(b jobs.BusinessDay) error {
	return t.exec("business date", insertBusinessDay, date(b.Day), b.By, b.Reason, instant(b.At))
}

func (t *tx) BusinessDay() (jobs.BusinessDay, bool, error) {
	return one(t, "business date", intoBusinessDay, selectLastBusinessDay)
}

func (t *tx) BusinessDays() ([]jobs.BusinessDay, error) {
	return list(t, "business dates", intoBusinessDay, selectBusinessDays)
}
