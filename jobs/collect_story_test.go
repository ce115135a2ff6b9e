package jobs_test

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"nostro/internal/sim/ftpd"
	"nostro/jobs"
	"nostro/lifecycle"
)

// filesIn are the files in, each as "name state sightings", in order of arrival.
func (h *installation) filesIn() []string {
	h.t.Helper()
	var lines []string
	for _, f := range look(h, jobs.Tx.FilesIn) {
		lines = append(lines, fmt.Sprintf("%s %s %d", f.Name, f.State, f.Sightings))
	}
	return lines
}

// strangeStatement books a credit that nobody expected.
func strangeStatement(seq int, opening string) statement {
	return statement{seq: seq, opening: opening, entries: []booked{{amount: "5.00", endToEnd: "GIFT"}}}
}

func TestSameBytesUnderAnotherName(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	text := strangeStatement(1, "100.00").xml()
	h.offer("rhein", "a.xml", text)
	h.offer("rhein", "b.xml", text)
	first := h.collect()
	h.ends(first, jobs.OutcomeDone)
	h.says(first.Notes[0], "b.xml has the bytes of a.xml", "nothing is booked again")
	h.reconcile()
	h.offer("rhein", "a.xml", text)
	h.offer("rhein", "c.xml", text)
	h.collect()
	h.same("files", h.filesIn(), "a.xml read 3")
	before := h.entries()
	h.reconcile()
	h.same("statements", h.statements(), "rhein EUR 1 proven")
	if h.entries() != before || len(h.waiting("rhein", folderIn)) != 0 {
		t.Errorf("%d new entries; left at the bank: %v", h.entries()-before, h.waiting("rhein", folderIn))
	}
}

func TestSameNameWithOtherBytes(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.offer("rhein", "a.xml", strangeStatement(1, "100.00").xml())
	h.takes()
	h.offer("rhein", "a.xml", strangeStatement(2, "105.00").xml())
	second := h.collect()
	h.ends(second, jobs.OutcomeNeedsPerson)
	h.says(strings.Join(second.Notes, "\n"), "a.xml: it came again with other bytes", "both are kept")
	h.same("files", h.filesIn(), "a.xml read 1", "a.xml read 1")
	h.reconcile()
	h.same("statements", h.statements(), "rhein EUR 1 proven", "rhein EUR 2 proven")
}

// What cannot be read is kept, and the rest is read.
func TestQuarantine(t *testing.T) {
	t.Parallel()
	good := strangeStatement(1, "100.00").xml()
	for _, story := range []struct{ name, data, why string }{
		{"garbage", "\x00\x01\x02 not XML", ""},
		{"cut off", good[:len(good)/2], ""},
		{"another message", document("pain.001.001.09", "CstmrCdtTrfInitn", head("X")), "pain.001"},
		{"an entry without status", regexp.MustCompile(`<Sts>.*?</Sts>`).ReplaceAllString(good, ""), "Sts is missing"},
		{"a second message that is not whole", good + strings.Replace(good, `<CdtDbtInd>`, `<CdtDbtInd>?`, 1), "neither CRDT nor DBIT"},
		{"a second message of another kind", good + document("camt.060.001.05", "AcctRptgReq", head("X")), "camt.060"},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t)
			h.offer("rhein", "a.xml", story.data)
			h.offer("rhein", "b.xml", good)
			result := h.collect()
			h.ends(result, jobs.OutcomeNeedsPerson)
			h.says(result.Notes[0], "a.xml lies in quarantine", story.why)
			h.same("files", h.filesIn(), "a.xml quarantined 1", "b.xml read 1")
			f := look(h, jobs.Tx.FilesIn)[0]
			if data, err := h.spool.Read(f.ArchiveName()); err != nil || string(data) != story.data || f.Detail == "" {
				t.Errorf("kept %d bytes with reason %q: %v", len(data), f.Detail, err)
			}
			h.reconcile()
			h.same("statements", h.statements(), "rhein EUR 1 proven")
			h.ends(h.collect(), jobs.OutcomeNothing)
		})
	}
}

// A file with several messages is read as a whole, each message for itself.
func TestSeveralMessagesInOneFile(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	brixton := h.payment("brixton")
	accepted := status(about(brixton, "ACSP", ""))
	h.gives(strangeStatement(1, "100.00").xml() + "\n" + accepted + strangeStatement(2, "105.00").xml())
	h.same("files", h.filesIn(), "001.xml read 1")
	h.same("statements", h.statements(), "rhein EUR 1 proven", "rhein EUR 2 proven")
	if got := h.payment("brixton").State; got != lifecycle.InstructionAccepted {
		t.Errorf("the payment is %s", got)
	}
}

// An admi.002 rejects a message as a whole, and with it every payment in it.
func TestMessageRejectedByAdmi002(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.gives(document("admi.002.001.01", "admi.002.001.01", tag("RltdRef", tag("Ref", h.payment("brixton").MsgID))+
		tag("Rsn", tag("RjctgPtyRsn", "T505"), tag("RsnDesc", "not well-formed"))))
	if got := h.payment("brixton").State; got != lifecycle.InstructionRejected {
		t.Errorf("the payment is %s", got)
	}
}

// An empty file is not whole yet: it stays at the bank, and the rest is read.
func TestEmptyFileWaits(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.offer("rhein", "a.xml", "")
	h.offer("rhein", "b.xml", strangeStatement(1, "100.00").xml())
	result := h.collect()
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(result.Notes[0], "a.xml was not fetched", "it is left there")
	h.same("files", h.filesIn(), "b.xml read 1")
	h.same("at the bank", h.waiting("rhein", folderIn), "a.xml")
	h.offer("rhein", "a.xml", strangeStatement(2, "105.00").xml())
	h.takes()
	h.same("statements", h.statements(), "rhein EUR 1 proven", "rhein EUR 2 proven")
}

func TestOneEndpointIsDown(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, fault("hudson", ftpd.Fault{Command: "CONNECT", Nth: 1, Do: ftpd.Reply, Code: 421,
		Text: "Closed"}))
	h.offer("rhein", "a.xml", strangeStatement(1, "100.00").xml())
	h.offer("hudson", "b.xml", statement{account: "8830042217", ccy: "USD", seq: 1, opening: "1.00"}.xml())
	result := h.collect()
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(result.Notes[0], "hudson: nothing was fetched", "Closed", "run collect again")
	h.same("files", h.filesIn(), "a.xml read 1")
	h.ends(h.collect(), jobs.OutcomeDone)
	h.same("files", h.filesIn(), "a.xml read 1", "b.xml read 1")
}

// A folder that cannot be listed, and a transfer that is cut: the rest of the files come.
func TestTransferThatIsCut(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, fault("rhein", ftpd.Fault{Command: "RETR", Nth: 1, Do: ftpd.CutData, Bytes: 40, Code: 226}))
	h.offer("rhein", "a.xml", strangeStatement(1, "100.00").xml())
	h.offer("rhein", "b.xml", strangeStatement(2, "105.00").xml())
	result := h.collect()
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(result.Notes[0], "a.xml was not fetched")
	h.same("files", h.filesIn(), "b.xml read 1")
	h.ends(h.collect(), jobs.OutcomeDone)
	h.reconcile()
	h.same("statements", h.statements(), "rhein EUR 1 proven", "rhein EUR 2 proven")
}

// A crash after the bytes are kept and before they are read, or before the bank is told, loses nothing and
// doubles nothing.
func TestCrashBetweenKeepAndRead(t *testing.T) {
	t.Parallel()
	for name, hook := range map[string]func(*meddler, func(string)){
		"before the first acknowledge": func(m *meddler, die func(string)) { m.beforeAcknowledge = die },
		"before the second fetch": func(m *meddler, die func(string)) {
			m.beforeFetch = func(name string) {
				if name == "b.xml" {
					die(name)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t)
			h.offer("rhein", "a.xml", strangeStatement(1, "100.00").xml())
			h.offer("rhein", "b.xml", strangeStatement(2, "105.00").xml())
			m, undo := h.meddle()
			hook(m, func(string) { panic(crash{}) })
			h.crashes(func() { h.collect() })
			h.same("files", h.filesIn(), "a.xml fetched 1")
			undo()
			h.ends(h.collect(), jobs.OutcomeDone)
			h.same("files", h.filesIn(), "a.xml read 1", "b.xml read 1")
			h.same("at the bank", h.waiting("rhein", folderIn))
			h.reconcile()
			h.same("statements", h.statements(), "rhein EUR 1 proven", "rhein EUR 2 proven")
		})
	}
}

// The bank will not let its file go: it is read here, and the person is told.
func TestAcknowledgeIsRefused(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, fault("rhein", ftpd.Fault{Command: "DELE", Nth: 1, Do: ftpd.Reply, Code: 550,
		Text: "read only"}))
	h.offer("rhein", "a.xml", strangeStatement(1, "100.00").xml())
	result := h.collect()
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(result.Notes[0], "a.xml is kept here, but still lies there")
	h.collect()
	h.same("files", h.filesIn(), "a.xml read 1")
	h.same("at the bank", h.waiting("rhein", folderIn))
}

// brokenSpool cannot write below in/.
type brokenSpool struct{ jobs.Spool }

var errDiskFull = errors.New("no space left on device")

// KeepFile takes some bytes, and then the disk is full.
func (s brokenSpool) KeepFile(folder, suffix string, write func(io.Writer) error) (string, int64, error) {
	return s.Spool.KeepFile(folder, suffix, func(w io.Writer) error { return write(fullDisk{w}) })
}

type fullDisk struct{ to io.Writer }

func (f fullDisk) Write(data []byte) (int, error) {
	n, err := f.to.Write(data[:len(data)/2])
	return n, errors.Join(err, errDiskFull)
}

// lostSpool keeps all, and fails at the end, as where a folder cannot be synced.
type lostSpool struct{ jobs.Spool }

func (s lostSpool) KeepFile(folder, suffix string, write func(io.Writer) error) (string, int64, error) {
	_, _, err := s.Spool.KeepFile(folder, suffix, write)
	return "", 0, errors.Join(err, errDiskFull)
}

// Where the bytes cannot be kept, the stage fails, and the file stays at the bank.
func TestCollectWithoutDisk(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.offer("rhein", "a.xml", strangeStatement(1, "100.00").xml())
	for _, full := range []jobs.Spool{brokenSpool{h.spool}, lostSpool{h.spool}} {
		h.stages.Spool = full
		_, err := h.stages.Collect(h.ctx)
		h.refused(err, errDiskFull, "collect")
		h.same("files", h.filesIn())
		h.same("at the bank", h.waiting("rhein", folderIn), "a.xml")
	}
	h.stages.Spool = h.spool
	h.ends(h.collect(), jobs.OutcomeDone)
}
