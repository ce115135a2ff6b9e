package logging_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nostro/internal/logging"
	"nostro/jobs"
	"nostro/jobs/alarm"
	"nostro/lifecycle"
)

func TestMask(t *testing.T) {
	m := &logging.Masker{}
	for text, want := range map[string]string{
		"to DE89370400440532013000 now":        "to DE89**************3000 now",
		"to DE89 3704 0044 0532 0130 00, now":  "to DE89**************3000, now",
		"iban=GB82WEST12345698765432":          "iban=GB82**************5432",
		"DE89370400440532013001 is mistyped":   "DE89370400440532013001 is mistyped",
		"instruction NDNPPQMBNHLBPND6":         "instruction NDNPPQMBNHLBPND6",
		"file NWSLGB2L-20261124-0001.xml":      "file NWSLGB2L-20261124-0001.xml",
		"DE89370400440532013000 TO SHOP WAITS": "DE89**************3000 TO SHOP WAITS",
		"account 4000123400 of Sandpiper Inc":  "account 4000123400 of Sandpiper Inc",
		"":                                     "",
	} {
		if got := m.Mask(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	m.Learn(logging.Known{Accounts: []string{"4000123400", "77"}, Names: []string{"Sandpiper", "Sandpiper Inc", "Ü", "Ümlaut & Co"}})
	for text, want := range map[string]string{
		"account 4000123400 of Sandpiper Inc":   "account ******3400 of S***",
		"Sandpiper, Ümlaut & Co, Über, item 77": "S***, Ü***, Über, item 77",
	} {
		if got := m.Mask(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// However an IBAN is put into a text, it does not come out.
func TestNoIBANComesThrough(t *testing.T) {
	ibans := []string{"DE89370400440532013000", "GB82WEST12345698765432", "NO9386011117947", "FR1420041010050500013M02606", "MT84MALT011000012345MTLCAST001S"}
	rapid.Check(t, func(t *rapid.T) {
		iban := rapid.SampledFrom(ibans).Draw(t, "iban")
		shown := iban
		if rapid.Bool().Draw(t, "in groups") {
			shown = ""
			for n := 0; n < len(iban); n += 4 {
				shown += iban[n:min(n+4, len(iban))] + " "
			}
			shown = strings.TrimSpace(shown)
		}
		text := rapid.StringMatching(`[a-z0-9 ,.:]{0,20}[ ,:=(/"]`).Draw(t, "before") + shown + rapid.StringMatching(`([ ,.:)/"][A-Z0-9a-z ]{0,20})?`).Draw(t, "after")
		got := strings.ReplaceAll((&logging.Masker{}).Mask(text), " ", "")
		if strings.Contains(got, iban) {
			t.Fatalf("%q comes through in %q", iban, got)
		}
	})
}

var at = time.Date(2026, 11, 24, 9, 30, 0, 0, time.FixedZone("", 3600))

func newLog(format string, level slog.Level) (*slog.Logger, *bytes.Buffer) {
	var out bytes.Buffer
	return logging.New(&out, logging.Options{Format: format, Level: level, Now: func() time.Time { return at }, Mask: &logging.Masker{}}), &out
}

func TestLinesAreStampedMaskedAndParted(t *testing.T) {
	const iban = "DE89370400440532013000"
	log, out := newLog(logging.FormatJSON, slog.LevelInfo)
	log = log.With("account", iban).WithGroup("job")
	log.Debug("not this")
	log.Info("paid "+iban, "to", iban, "err", errors.New(iban+" is closed"), slog.Group("g", "iban", iban), "n", 3, "took", time.Second, "ok", true)
	if strings.Contains(out.String(), iban) || strings.Count(out.String(), "\n") != 1 {
		t.Fatal(out.String())
	}
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	if line["time"] != "2026-11-24T08:30:00Z" || line["level"] != "INFO" || line["job"].(map[string]any)["n"] != 3.0 {
		t.Errorf("%v", line)
	}
	text, out := newLog("", slog.LevelInfo)
	text.Warn("a line\nof two", "by", "ann")
	if got := out.String(); got != "time=2026-11-24T08:30:00.000Z level=WARN msg=\"a line\\nof two\" by=ann\n" {
		t.Errorf("%q", got)
	}
	off, out := newLog(logging.FormatOff, slog.LevelDebug)
	if off.Error("nothing"); out.Len() != 0 {
		t.Errorf("%q", out)
	}
}

// fakeStore commits or does not.
type fakeStore struct {
	jobs.Store
	tx  jobs.Tx
	err error
}

func (f fakeStore) Update(_ context.Context, work func(jobs.Tx) error) error {
	return errors.Join(work(f.tx), f.err)
}

// fakeTx takes everything; what is not below it does not have.
type fakeTx struct{ jobs.Tx }

func (fakeTx) SaveCycle(jobs.Cycle) error               { return nil }
func (fakeTx) SaveInstruction(jobs.Instruction) error   { return nil }
func (fakeTx) SaveFileOut(jobs.FileOut) error           { return nil }
func (fakeTx) AddFileIn(jobs.FileIn) (int64, error)     { return 7, nil }
func (fakeTx) AddBreak(jobs.Break) error                { return errors.New("refused") }
func (fakeTx) AddAlarmEvent(alarm.Event) (int64, error) { return 3, nil }
func (fakeTx) Alarm(int64) (alarm.Alarm, bool, error) {
	return alarm.Alarm{ID: 1, Kind: alarm.UnknownFile, Subject: "a.xml"}, true, nil
}

// What was committed is logged with its ids, and nothing of what was not.
func TestStoreLogsWhatWasCommitted(t *testing.T) {
	log, out := newLog("", slog.LevelDebug)
	move := func(tx jobs.Tx) error {
		_, err := tx.AddFileIn(jobs.FileIn{Name: "st.xml", Correspondent: "rhein"})
		_, also := tx.AddAlarmEvent(alarm.Event{Alarm: 1, What: alarm.Raised, Severity: alarm.Page, Occurrence: 1})
		return errors.Join(err, also, tx.SaveCycle(jobs.Cycle{ID: "2026-11-24-1", State: lifecycle.CycleSent}),
			tx.SaveFileOut(jobs.FileOut{Name: "a.xml", Cycle: "2026-11-24-1", State: lifecycle.FileOutUnknown}),
			tx.SaveInstruction(jobs.Instruction{ID: "N1", Cycle: "2026-11-24-1", State: lifecycle.InstructionUnknown}))
	}
	if err := (logging.Store{Store: fakeStore{tx: fakeTx{}}, Log: log}).Update(t.Context(), move); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`level=INFO msg="file came" file_in=7 file=st.xml correspondent=rhein`,
		`level=ERROR msg="alarm raised" alarm=1 kind=unknown-file subject=a.xml severity=page`, `level=INFO msg="cycle is sent" cycle=2026-11-24-1`,
		`level=WARN msg="file is unknown" file=a.xml cycle=2026-11-24-1`, `level=DEBUG msg="instruction is unknown" instruction=N1`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	out.Reset()
	rolledBack := logging.Store{Store: fakeStore{tx: fakeTx{}, err: errors.New("the disk is full")}, Log: log}
	refused := func(tx jobs.Tx) error { return tx.AddBreak(jobs.Break{}) }
	for _, err := range []error{rolledBack.Update(t.Context(), move), logging.Store{Store: fakeStore{tx: fakeTx{}}, Log: log}.Update(t.Context(), refused)} {
		if err == nil || out.Len() != 0 {
			t.Errorf("%v, logged %q", err, out)
		}
	}
}

// A name that was imported since is learnt before the line is written; where it cannot be, the line is not.
func TestWhatIsNewIsHiddenBeforeItIsLogged(t *testing.T) {
	var said bytes.Buffer
	mask := &logging.Masker{}
	log := logging.New(&said, logging.Options{Format: logging.FormatText, Now: func() time.Time { return at }, Mask: mask})
	opens := func(tx jobs.Tx) error {
		_, err := tx.AddAlarmEvent(alarm.Event{Alarm: 1, What: alarm.Raised, Severity: alarm.Page, Occurrence: 1, Text: "owed to Fjordhandel AS"})
		return err
	}
	fresh := func() error { mask.Learn(logging.Known{Names: []string{"Fjordhandel AS"}}); return nil }
	if err := (logging.Store{Store: fakeStore{tx: fakeTx{}}, Log: log, Fresh: fresh}).Update(t.Context(), opens); err != nil {
		t.Fatal(err)
	}
	if text := said.String(); strings.Contains(text, "Fjordhandel") || !strings.Contains(text, "F***") {
		t.Errorf("%s", text)
	}
	said.Reset()
	blind := func() error { return errors.New("the disk is gone") }
	if err := (logging.Store{Store: fakeStore{tx: fakeTx{}}, Log: log, Fresh: blind}).Update(t.Context(), opens); err != nil {
		t.Fatal(err)
	}
	if text := said.String(); strings.Contains(text, "a.xml") || !strings.Contains(text, "is not logged") {
		t.Errorf("%s", text)
	}
}
