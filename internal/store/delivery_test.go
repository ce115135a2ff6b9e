package store_test

import (
	"errors"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
)

func allFilesOut(tx jobs.Tx) ([]jobs.FileOut, error) { return tx.FilesOut("") }

func TestFilesOut(t *testing.T) {
	s, _ := world(t)
	second, other := cycle, fileOut
	second.ID = "2026-11-24-2"
	other.Name, other.Cycle = "a.xml", second.ID
	update(t, s, func(tx jobs.Tx) error { return errors.Join(tx.AddCycle(second), tx.AddFileOut(other)) })
	same(t, "all", get(t, s, allFilesOut), []jobs.FileOut{other, fileOut})
	same(t, "of a cycle", get(t, s, func(tx jobs.Tx) ([]jobs.FileOut, error) { return tx.FilesOut(cycle.ID) }),
		[]jobs.FileOut{fileOut})
}

func TestSaveFileOut(t *testing.T) {
	s, _ := world(t)
	f := fileOut
	for _, state := range []lifecycle.FileOut{lifecycle.FileOutSending, lifecycle.FileOutUnknown, lifecycle.FileOutUnknown,
		lifecycle.FileOutFailed, lifecycle.FileOutSending, lifecycle.FileOutSent} {
		f.State, f.Attempts, f.Detail = state, f.Attempts+1, "try"
		update(t, s, func(tx jobs.Tx) error { return tx.SaveFileOut(f) })
	}
	f.SentAt = at.Add(time.Minute)
	update(t, s, func(tx jobs.Tx) error { return tx.SaveFileOut(f) })
	same(t, "file", get(t, s, allFilesOut), []jobs.FileOut{f})

	again, other, unknown := f, f, f
	again.State, other.SHA256, unknown.Name = lifecycle.FileOutSending, "beef", "never"
	refused(t, s, `cannot move from "sent" to "sending"`, func(tx jobs.Tx) error { return tx.SaveFileOut(again) })
	refused(t, s, "its name, its bytes and where it goes", func(tx jobs.Tx) error { return tx.SaveFileOut(other) })
	isUnknownID(t, refused(t, s, "never", func(tx jobs.Tx) error { return tx.SaveFileOut(unknown) }))
	refused(t, s, "that row is there already", func(tx jobs.Tx) error { return tx.AddFileOut(fileOut) })
}

func TestAttempts(t *testing.T) {
	s, _ := world(t)
	ended := attempt
	ended.EndedAt, ended.Outcome, ended.Detail = at.Add(time.Second), lifecycle.FileOutUnknown, "line went dead"
	ended.Replies = []jobs.Reply{{At: at, Took: time.Second, Act: "STOR a", Code: 150, Text: "go"}, {At: at, Act: "STOR a", Text: "no answer"}}
	looked := jobs.Attempt{File: fileOut.Name, Number: 2, StartedAt: at, EndedAt: at, Outcome: lifecycle.FileOutSent,
		Detail: "there"}
	running := jobs.Attempt{File: fileOut.Name, Number: 10, StartedAt: at, Outcome: lifecycle.FileOutSending}
	update(t, s, func(tx jobs.Tx) error {
		return errors.Join(tx.EndAttempt(ended), tx.AddAttempt(running), tx.AddAttempt(looked))
	})
	want := []jobs.Attempt{ended, looked, running}
	same(t, "attempts", get(t, s, jobs.Tx.Attempts), want)

	better, unknown, orphan, unended := ended, running, running, running
	better.Outcome, unknown.Number, orphan.File, unended.Detail = lifecycle.FileOutSent, 3, "never", "still"
	for wanted, work := range map[string]func(jobs.Tx) error{
		"only its end may be written, and only once": func(tx jobs.Tx) error { return tx.EndAttempt(better) },
		"only its end may be written":                func(tx jobs.Tx) error { return tx.EndAttempt(unended) },
		`cannot move from "sent" to "failed"`: func(tx jobs.Tx) error {
			failed := looked
			failed.Outcome = lifecycle.FileOutFailed
			return tx.EndAttempt(failed)
		},
		"there is no such id":                      func(tx jobs.Tx) error { return tx.EndAttempt(unknown) },
		"that number of the file is there already": func(tx jobs.Tx) error { return tx.AddAttempt(running) },
		"FOREIGN KEY":                              func(tx jobs.Tx) error { return tx.AddAttempt(orphan) },
	} {
		refused(t, s, wanted, work)
	}
	same(t, "attempts", get(t, s, jobs.Tx.Attempts), want)
}

func TestFetchAttempts(t *testing.T) {
	s, _ := world(t)
	failed := jobs.FetchAttempt{Correspondent: "ALPHA", Name: "b", StartedAt: at, EndedAt: at, Detail: "cut"}
	update(t, s, func(tx jobs.Tx) error { return tx.AddFetchAttempt(failed) })
	same(t, "attempts to fetch", get(t, s, jobs.Tx.FetchAttempts), []jobs.FetchAttempt{fetched, failed})
	orphan := failed
	orphan.File = 99
	refused(t, s, "FOREIGN KEY", func(tx jobs.Tx) error { return tx.AddFetchAttempt(orphan) })
}

func TestFilesIn(t *testing.T) {
	s, _ := world(t)
	second := fileIn
	second.ID, second.SHA256, second.Dropped = 77, "0the2", false // the same name with other bytes
	var id int64
	update(t, s, func(tx jobs.Tx) (err error) { id, err = tx.AddFileIn(second); return err })
	same(t, "id", id, int64(2))
	second.ID = id
	same(t, "all", get(t, s, jobs.Tx.FilesIn), []jobs.FileIn{fileIn, second})
	byHash := func(correspondent, hash string) *jobs.FileIn {
		return get(t, s, func(tx jobs.Tx) (*jobs.FileIn, error) { return maybe(tx.FileInByHash(correspondent, hash)) })
	}
	byName := func(correspondent, name string) *jobs.FileIn {
		return get(t, s, func(tx jobs.Tx) (*jobs.FileIn, error) { return maybe(tx.FileInByName(correspondent, name)) })
	}
	same(t, "by hash", byHash("ALPHA", "ba2c"), &fileIn)
	same(t, "by hash at another", byHash("BETA", "ba2c"), (*jobs.FileIn)(nil))
	same(t, "by name, the last", byName("ALPHA", "stmt.xml"), &second)
	same(t, "by name at another", byName("BETA", "stmt.xml"), (*jobs.FileIn)(nil))
	refused(t, s, "UNIQUE", func(tx jobs.Tx) error { _, err := tx.AddFileIn(fileIn); return err })
}

func TestSaveFileIn(t *testing.T) {
	s, _ := world(t)
	f := fileIn
	f.Sightings = 2
	update(t, s, func(tx jobs.Tx) error { return tx.SaveFileIn(f) })
	f.State, f.Detail = lifecycle.FileInQuarantined, "not XML"
	update(t, s, func(tx jobs.Tx) error { return tx.SaveFileIn(f) })
	f.State, f.Message, f.Detail = lifecycle.FileInRead, "camt.053.001.08", ""
	update(t, s, func(tx jobs.Tx) error { return tx.SaveFileIn(f) })
	same(t, "file", get(t, s, jobs.Tx.FilesIn), []jobs.FileIn{f})

	back, unknown := f, f
	back.State, unknown.ID = lifecycle.FileInFetched, 9
	refused(t, s, `cannot move from "read" to "fetched"`, func(tx jobs.Tx) error { return tx.SaveFileIn(back) })
	isUnknownID(t, refused(t, s, "file in 9", func(tx jobs.Tx) error { return tx.SaveFileIn(unknown) }))
}
