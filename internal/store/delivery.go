package store

import (
	"fmt"

	"nostro/jobs"
	"nostro/lifecycle"
)

const (
	fileOutColumns = "name, cycle, correspondent, message, msg_id, sha256, bytes, transactions, state, attempts, " +
		"sent_at, detail, release"
	// fileOutState is withdrawn where the release of the file is: the row itself stays as it was written.
	fileOutState = "CASE WHEN state = 'written' AND EXISTS (SELECT 1 FROM release_withdrawn AS w WHERE w.cycle = file_out.cycle AND " +
		"w.number = file_out.release) THEN 'withdrawn' ELSE state END"
	fileOutRead = "name, cycle, correspondent, message, msg_id, sha256, bytes, transactions, " + fileOutState + ", attempts, " +
		"sent_at, detail, release"

	selectFilesOut     = "SELECT " + fileOutRead + " FROM file_out WHERE cycle = ?1 ORDER BY name"
	selectAllFilesOut  = "SELECT " + fileOutRead + " FROM file_out ORDER BY name"
	selectFileOutState = "SELECT " + fileOutState + " FROM file_out WHERE name = ?1"
)

var (
	insertFileOut = insertInto("file_out", fileOutColumns)
	updateFileOut = updateRow("file_out", fileOutColumns)
)

func intoFileOut(f *jobs.FileOut) []any {
	return []any{&f.Name, &f.Cycle, &f.Correspondent, &f.Message, &f.MsgID, &f.SHA256, &f.Bytes, &f.Transactions,
		state(lifecycle.FilesOut, &f.State), &f.Attempts, instantCell(&f.SentAt), &f.Detail, &f.Release}
}

func fileOutValues(f jobs.FileOut) []any {
	return []any{f.Name, f.Cycle, f.Correspondent, f.Message, f.MsgID, f.SHA256, f.Bytes, f.Transactions,
		string(f.State), f.Attempts, instant(f.SentAt), f.Detail, max(1, f.Release)}
}

func (t *tx) AddFileOut(f jobs.FileOut) error {
	return t.exec("file out "+f.Name, insertFileOut, fileOutValues(f)...)
}

func (t *tx) FilesOut(cycle string) ([]jobs.FileOut, error) {
	if cycle == "" {
		return list(t, "files out", intoFileOut, selectAllFilesOut)
	}
	return list(t, "files out of cycle "+cycle, intoFileOut, selectFilesOut, cycle)
}

// SaveFileOut writes the whole row; the database refuses it where its bytes or where it goes would change.
func (t *tx) SaveFileOut(f jobs.FileOut) error {
	what := "file out " + f.Name
	if err := checkMove(t, lifecycle.FilesOut, what, f.State, selectFileOutState, f.Name); err != nil {
		return err
	}
	return t.execOne(what, updateFileOut, fileOutValues(f)...)
}

const (
	attemptColumns       = "file, number, started_at, ended_at, outcome, detail, replies"
	selectAttempts       = "SELECT " + attemptColumns + " FROM attempt ORDER BY file, number"
	selectAttemptOutcome = "SELECT outcome FROM attempt WHERE file = ?1 AND number = ?2"
	endAttempt           = "UPDATE attempt SET ended_at = ?3, outcome = ?4, detail = ?5, replies = ?6 WHERE file = ?1 AND number = ?2"
)

var insertAttempt = insertInto("attempt", attemptColumns)

func attemptName(a jobs.Attempt) string {
	return fmt.Sprintf("attempt %d of file %s", a.Number, a.File)
}

func (t *tx) AddAttempt(a jobs.Attempt) error {
	return t.exec(attemptName(a), insertAttempt,
		a.File, a.Number, instant(a.StartedAt), instant(a.EndedAt), string(a.Outcome), a.Detail, replies(a.Replies))
}

// EndAttempt errs for an attempt that has ended already: what was found later is an attempt of its own.
func (t *tx) EndAttempt(a jobs.Attempt) error {
	err := checkMove(t, lifecycle.FilesOut, attemptName(a), a.Outcome, selectAttemptOutcome, a.File, a.Number)
	if err != nil {
		return err
	}
	return t.execOne(attemptName(a), endAttempt, a.File, a.Number, instant(a.EndedAt), string(a.Outcome), a.Detail,
		replies(a.Replies))
}

func (t *tx) Attempts() ([]jobs.Attempt, error) {
	return list(t, "attempts", func(a *jobs.Attempt) []any {
		return []any{&a.File, &a.Number, instantCell(&a.StartedAt), instantCell(&a.EndedAt),
			state(lifecycle.FilesOut, &a.Outcome), &a.Detail, repliesCell(&a.Replies)}
	}, selectAttempts)
}

const (
	fileInColumns = "correspondent, name, sha256, bytes, fetched_at, state, message, detail, sightings"

	fileInRead = "SELECT id, " + fileInColumns + ", id IN (SELECT file_in FROM quarantine_drop)"

	selectFileInByHash = fileInRead + " FROM file_in WHERE correspondent = ?1 AND sha256 = ?2"
	selectFileInByName = fileInRead + " FROM file_in WHERE correspondent = ?1 AND name = ?2 " +
		"ORDER BY id DESC LIMIT 1"
	selectFilesIn     = fileInRead + " FROM file_in ORDER BY id"
	selectFileInState = "SELECT state FROM file_in WHERE id = ?1"
	updateFileIn      = "UPDATE file_in SET state = ?2, message = ?3, detail = ?4, sightings = ?5 WHERE id = ?1"
)

var insertFileIn = insertInto("file_in", fileInColumns)

func intoFileIn(f *jobs.FileIn) []any {
	return []any{&f.ID, &f.Correspondent, &f.Name, &f.SHA256, &f.Bytes, instantCell(&f.FetchedAt),
		state(lifecycle.FilesIn, &f.State), &f.Message, &f.Detail, &f.Sightings, &f.Dropped}
}

func fileInName(f jobs.FileIn) string {
	return fmt.Sprintf("file in %d (%s of %s)", f.ID, f.Name, f.Correspondent)
}

func (t *tx) FileInByHash(correspondent, sha256 string) (jobs.FileIn, bool, error) {
	return one(t, "file in of "+correspondent, intoFileIn, selectFileInByHash, correspondent, sha256)
}

func (t *tx) FileInByName(correspondent, name string) (jobs.FileIn, bool, error) {
	return one(t, "file in of "+correspondent, intoFileIn, selectFileInByName, correspondent, name)
}

func (t *tx) AddFileIn(f jobs.FileIn) (int64, error) {
	return t.add(fileInName(f), insertFileIn, f.Correspondent, f.Name, f.SHA256, f.Bytes, instant(f.FetchedAt),
		string(f.State), f.Message, f.Detail, f.Sightings)
}

func (t *tx) SaveFileIn(f jobs.FileIn) error {
	if err := checkMove(t, lifecycle.FilesIn, fileInName(f), f.State, selectFileInState, f.ID); err != nil {
		return err
	}
	return t.execOne(fileInName(f), updateFileIn, f.ID, string(f.State), f.Message, f.Detail, f.Sightings)
}

func (t *tx) FilesIn() ([]jobs.FileIn, error) { return list(t, "files in", intoFileIn, selectFilesIn) }
