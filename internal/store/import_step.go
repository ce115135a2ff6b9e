package store

import (
	"time"

	"nostro/jobs"
)

const (
	importStepColumns       = "sha256, did, done_at"
	selectUnfinishedImports = "SELECT " + inputFileColumns + " FROM input_file WHERE sha256 IN (SELECT sha256 FROM import_step " +
		"WHERE did = 'begun' EXCEPT SELECT sha256 FROM import_step WHERE did = 'ended') ORDER BY taken_at, name, sha256"
)

var insertImportStep = insertUnless("import_step", importStepColumns, "sha256 = ?1 AND did = ?2")

func (t *tx) AddImportStep(sha256 string, did jobs.ImportDid, at time.Time) error {
	return t.exec("import step of "+sha256, insertImportStep, sha256, string(did), instant(at))
}

func (t *tx) UnfinishedImports() ([]jobs.InputFile, error) {
	return list(t, "unfinished imports", intoInputFile, selectUnfinishedImports)
}
