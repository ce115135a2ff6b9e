package jobs_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/risk"
)

// inQuarantine is a house with a file that the reader refused.
func inQuarantine(t *testing.T, data string) *installation {
	t.Helper()
	h := newInstallation(t)
	h.at("2026-11-24T18:00:00Z")
	h.offer("rhein", "a.xml", data)
	h.ends(h.collect(), jobs.OutcomeNeedsPerson)
	h.same("files", h.filesIn(), "a.xml quarantined 1")
	return h
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// olderReader is a house with a file that an older program refused, and that is good.
func olderReader(t *testing.T) *installation {
	t.Helper()
	h := newInstallation(t)
	h.at("2026-11-24T18:00:00Z")
	good := strangeStatement(1, "100.00").xml()
	h.must(h.spool.Write("in/rhein/"+hashOf(good)+".xml", []byte(good)))
	h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error {
		_, err := tx.AddFileIn(jobs.FileIn{Correspondent: "rhein", Name: "a.xml", SHA256: hashOf(good), Bytes: int64(len(good)),
			FetchedAt: h.now, State: lifecycle.FileInQuarantined, Detail: "not known here", Sightings: 1})
		return err
	}))
	return h
}

func TestQuarantineTellsWhatAPersonNeeds(t *testing.T) {
	t.Parallel()
	evil := "\x1b[2J\x00<Document>" + strings.Repeat("x", 200)
	h := inQuarantine(t, evil)
	h.at("2026-11-26T18:00:00Z")
	all, err := h.stages.Quarantine(h.ctx, false)
	h.must(err)
	if len(all) != 1 {
		t.Fatalf("%d files", len(all))
	}
	q := all[0]
	if q.Age != 48*time.Hour || q.Correspondent != "rhein" || q.SHA256 != hashOf(evil) || q.Bytes != int64(len(evil)) || q.Detail == "" {
		t.Errorf("%+v", q)
	}
	if strings.ContainsAny(q.Head, "\x1b\x00") || !strings.HasPrefix(q.Head, `"\x1b[2J\x00<Document>xxx`) || len(q.Head) > 200 {
		t.Errorf("the first bytes are shown as %s", q.Head)
	}
	h.says(q.Next, "nostro quarantine retry 1", "nostro quarantine drop 1 --reason WHY --by NAME", "ask rhein", "quarantined-file.md")
}

// What an older program could not read is read by this one, and booked as if it had come now.
func TestRetryReadsWhatCanBeReadNow(t *testing.T) {
	t.Parallel()
	h := olderReader(t)
	h.at("2026-11-25T09:00:00Z")
	result, err := h.stages.Retry(h.ctx, 1)
	h.must(err)
	h.ends(result, jobs.OutcomeDone)
	h.says(result.Summary, "is read (camt.053", "nostro reconcile")
	h.same("files", h.filesIn(), "a.xml read 1")
	h.reconcile()
	h.same("statements", h.statements(), "rhein EUR 1 proven")
	entry := look(h, func(tx jobs.Tx) (e jobs.LoggedEntry, err error) { e, _, err = tx.EntryByNumber(1); return e, err })
	if !strings.HasPrefix(entry.BookedAt, "2026-11-25T09:00:00") {
		t.Errorf("booked at %s, not when it was read", entry.BookedAt)
	}
	q, err := h.stages.QuarantinedFile(h.ctx, 1)
	h.must(err)
	if len(q.Looks) != 1 || q.Looks[0].State != lifecycle.FileInRead || q.Looks[0].By != "ann" || !strings.HasPrefix(q.Next, "nothing") {
		t.Errorf("%+v", q)
	}
	_, err = h.stages.Retry(h.ctx, 1)
	h.refused(err, nil, "is read, not in quarantine")
	h.holds()
}

// What still cannot be read stays, and every look at it is kept.
func TestRetryKeepsWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	h := inQuarantine(t, "not XML")
	for range 2 {
		result, err := h.stages.Retry(h.ctx, 1)
		h.must(err)
		h.ends(result, jobs.OutcomeNeedsPerson)
		h.says(result.Summary, "stays in quarantine")
	}
	q, err := h.stages.QuarantinedFile(h.ctx, 1)
	h.must(err)
	if len(q.Looks) != 2 || q.Looks[1].Number != 2 || q.Looks[1].State != lifecycle.FileInQuarantined {
		t.Errorf("%+v", q.Looks)
	}
}

func TestDropNeedsTwoPersonsAndAReason(t *testing.T) {
	t.Parallel()
	h := inQuarantine(t, "an advertisement")
	for _, refusal := range []struct {
		about, by, reason string
		id                int64
		class             error
		says              string
	}{
		{"the same person", "ann", "spam", 1, risk.ErrMakerIsChecker, "--by"},
		{"nobody", "", "spam", 1, risk.ErrIncomplete, "--by"},
		{"no approver", "zoe", "spam", 1, risk.ErrNotApprover, "zoe"},
		{"no reason", "bea", " ", 1, nil, "--reason"},
		{"no such file", "bea", "spam", 9, jobs.ErrUnknownID, "file in 9"},
	} {
		_, err := h.stages.Drop(h.ctx, refusal.id, refusal.by, refusal.reason)
		h.refused(err, refusal.class, refusal.says)
	}
	h.same("files", h.filesIn(), "a.xml quarantined 1")
	result, err := h.stages.Drop(h.ctx, 1, "bea", "the bank sent an advertisement")
	h.must(err)
	h.says(result.Summary, "dropped by ann and bea")
	waiting, err := h.stages.Quarantine(h.ctx, false)
	h.must(err)
	all, err := h.stages.Quarantine(h.ctx, true)
	h.must(err)
	if len(waiting) != 0 || len(all) != 1 || all[0].Drop == nil || all[0].Drop.Checker != "bea" {
		t.Fatalf("%d wait, all %+v", len(waiting), all)
	}
	if data, err := h.spool.Read(all[0].ArchiveName()); err != nil || string(data) != "an advertisement" {
		t.Errorf("the bytes are gone: %q %v", data, err)
	}
	_, err = h.stages.Drop(h.ctx, 1, "bea", "again")
	h.refused(err, nil, "was dropped")
	_, err = h.stages.Retry(h.ctx, 1)
	h.refused(err, nil, "was dropped", "quarantine show 1")
	h.holds()
}

func TestQuarantineShowsNoOtherFile(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.offer("rhein", "a.xml", strangeStatement(1, "100.00").xml())
	h.collect()
	_, err := h.stages.QuarantinedFile(h.ctx, 1)
	h.refused(err, nil, "never in quarantine", "nostro files show in:1")
	_, err = h.stages.QuarantinedFile(h.ctx, 2)
	if !errors.Is(err, jobs.ErrUnknownID) {
		t.Errorf("got %v", err)
	}
}
