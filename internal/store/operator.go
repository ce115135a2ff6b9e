package store

import (
	"fmt"

	"nostro/jobs"
	"nostro/lifecycle"
)

const (
	resendColumns = "file, after, state, maker, checker, reason, decided_at"
	selectResends = "SELECT " + resendColumns + " FROM file_resend ORDER BY file, after"

	lookColumns    = "file_in, number, looked_by, looked_at, state, detail"
	selectLooks    = "SELECT " + lookColumns + " FROM quarantine_look ORDER BY file_in, number"
	selectLastLook = "SELECT coalesce(max(number), 0) FROM quarantine_look WHERE file_in = ?1"

	dropColumns = "file_in, maker, checker, reason, dropped_at"
	selectDrops = "SELECT " + dropColumns + " FROM quarantine_drop ORDER BY file_in"
)

var (
	insertResend = insertInto("file_resend", resendColumns)
	insertLook   = insertInto("quarantine_look", lookColumns)
	insertDrop   = insertInto("quarantine_drop", dropColumns)
)

func (t *tx) AddResend(r jobs.Resend) error {
	return t.exec("resend of file "+r.File, insertResend, r.File, r.After, string(r.State), r.Maker, r.Checker, r.Reason, instant(r.At))
}

func (t *tx) Resends() ([]jobs.Resend, error) {
	return list(t, "resends", func(r *jobs.Resend) []any {
		return []any{&r.File, &r.After, state(lifecycle.FilesOut, &r.State), &r.Maker, &r.Checker, &r.Reason, instantCell(&r.At)}
	}, selectResends)
}

func (t *tx) AddQuarantineLook(l jobs.QuarantineLook) error {
	what := fmt.Sprintf("look at file in %d", l.FileIn)
	last, _, err := value[int](t, what, selectLastLook, l.FileIn)
	if err != nil {
		return err
	}
	return t.exec(what, insertLook, l.FileIn, last+1, l.By, instant(l.At), string(l.State), l.Detail)
}

func (t *tx) QuarantineLooks() ([]jobs.QuarantineLook, error) {
	return list(t, "looks at files in quarantine", func(l *jobs.QuarantineLook) []any {
		return []any{&l.FileIn, &l.Number, &l.By, instantCell(&l.At), state(lifecycle.FilesIn, &l.State), &l.Detail}
	}, selectLooks)
}

func (t *tx) AddQuarantineDrop(d jobs.QuarantineDrop) error {
	return t.exec(fmt.Sprintf("drop of file in %d", d.FileIn), insertDrop, d.FileIn, d.Maker, d.Checker, d.Reason, instant(d.At))
}

func (t *tx) QuarantineDrops() ([]jobs.QuarantineDrop, error) {
	return list(t, "files dropped from quarantine", func(d *jobs.QuarantineDrop) []any {
		return []any{&d.FileIn, &d.Maker, &d.Checker, &d.Reason, instantCell(&d.At)}
	}, selectDrops)
}
