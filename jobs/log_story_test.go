package jobs_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"nostro/internal/logging"
	"nostro/jobs"
)

// A whole day goes by in the log, by its ids; no account and no name of anybody is in any line, however closely it is
// logged.
func TestTheLogOfADayNamesNobody(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	var out bytes.Buffer
	mask := &logging.Masker{}
	log := logging.New(&out, logging.Options{Format: logging.FormatJSON, Level: slog.LevelDebug, Now: h.stages.Now, Mask: mask})
	h.stages.Store = logging.Store{Store: h.store, Log: log}
	h.sent("O-1 alfa brixton EUR 100.00", "O-2 cascade harbour USD 50.00")
	var known logging.Known
	for _, p := range look(h, jobs.Tx.Participants) {
		known.Names = append(known.Names, p.Name)
	}
	for _, a := range look(h, jobs.Tx.Accounts) {
		known.Accounts = append(known.Accounts, a.Number)
	}
	for _, c := range h.stages.Settings.Correspondents {
		for _, a := range c.Accounts {
			known.Accounts = append(known.Accounts, a.Number())
		}
	}
	mask.Learn(known)
	h.offer("rhein", "none.xml", "no XML of DE41370400440053201300")
	h.answer("2026-11-24")
	h.takes()
	h.answer("2026-11-25")
	h.takes()
	h.at("2026-11-28T18:00:00Z")
	h.alarms()
	for _, secret := range append(known.Names, known.Accounts...) {
		log.Info("said by somebody", "error", "it was "+secret+" that failed")
		if strings.Contains(out.String(), secret) {
			t.Errorf("%q is in the log", secret)
		}
	}
	for _, want := range []string{`"cycle":"` + h.cycle + `"`, `"msg":"file is sent","file":"`, `"msg":"instruction is settled","instruction":"`,
		`"msg":"file in is quarantined","file_in":`, `"msg":"statement is proven","statement":`, `"msg":"alarm raised","alarm":1`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is not in the log:\n%.3000s", want, out.String())
		}
	}
	if lines := strings.Count(out.String(), "\n"); lines < 40 || len(known.Names) < 3 || len(known.Accounts) < 4 {
		t.Errorf("%d lines, %d names, %d accounts", lines, len(known.Names), len(known.Accounts))
	}
}
