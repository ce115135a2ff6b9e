package store_test

import (
	"testing"
	"time"

	"nostro/jobs"
)

func TestUnfinishedImports(t *testing.T) {
	s, _ := world(t)
	same(t, "begun", get(t, s, jobs.Tx.UnfinishedImports), []jobs.InputFile{inputFile})
	step := func(sha string, did jobs.ImportDid) func(jobs.Tx) error {
		return func(tx jobs.Tx) error { return tx.AddImportStep(sha, did, at.Add(time.Hour)) }
	}
	update(t, s, step(inputFile.SHA256, jobs.ImportEnded))
	update(t, s, step(inputFile.SHA256, jobs.ImportEnded)) // again is a no-op
	update(t, s, step(inputFile.SHA256, jobs.ImportBegun))
	same(t, "ended", get(t, s, jobs.Tx.UnfinishedImports), []jobs.InputFile(nil))
	refused(t, s, "FOREIGN KEY", step("never", jobs.ImportBegun))
	refused(t, s, "CHECK", step(inputFile.SHA256, "thought about"))
}
