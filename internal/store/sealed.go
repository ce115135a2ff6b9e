package store

import "nostro/jobs"

const (
	sealedOutColumns = "file, name, sha256, bytes, encrypted_to, signed_by, sealed_at"
	selectSealedOut  = "SELECT " + sealedOutColumns + " FROM sealed_out WHERE file = ?1"
	selectSealedOuts = "SELECT " + sealedOutColumns + " FROM sealed_out ORDER BY file"

	sealedInColumns = "correspondent, sha256, name, bytes, file_in, signed_by, opened_at"
	selectSealedIn  = "SELECT " + sealedInColumns + " FROM sealed_in WHERE correspondent = ?1 AND sha256 = ?2"
	selectSealedIns = "SELECT " + sealedInColumns + " FROM sealed_in ORDER BY correspondent, sha256"
)

var (
	insertSealedOut = insertInto("sealed_out", sealedOutColumns)
	insertSealedIn  = insertInto("sealed_in", sealedInColumns)
)

func intoSealedOut(s *jobs.SealedOut) []any {
	return []any{&s.File, &s.Name, &s.SHA256, &s.Bytes, &s.EncryptedTo, &s.SignedBy, instantCell(&s.At)}
}

func (t *tx) AddSealedOut(s jobs.SealedOut) error {
	return t.exec("sealed file "+s.File, insertSealedOut, s.File, s.Name, s.SHA256, s.Bytes, s.EncryptedTo, s.SignedBy, instant(s.At))
}

func (t *tx) SealedOut(file string) (jobs.SealedOut, bool, error) {
	return one(t, "sealed file "+file, intoSealedOut, selectSealedOut, file)
}

func (t *tx) SealedOuts() ([]jobs.SealedOut, error) {
	return list(t, "sealed files out", intoSealedOut, selectSealedOuts)
}

func intoSealedIn(s *jobs.SealedIn) []any {
	return []any{&s.Correspondent, &s.SHA256, &s.Name, &s.Bytes, &s.FileIn, &s.SignedBy, instantCell(&s.At)}
}

func (t *tx) AddSealedIn(s jobs.SealedIn) error {
	return t.exec("sealed file in "+s.Name, insertSealedIn, s.Correspondent, s.SHA256, s.Name, s.Bytes, s.FileIn, s.SignedBy, instant(s.At))
}

func (t *tx) SealedIn(correspondent, sha256 string) (jobs.SealedIn, bool, error) {
	return one(t, "sealed file in of "+correspondent, intoSealedIn, selectSealedIn, correspondent, sha256)
}

func (t *tx) SealedIns() ([]jobs.SealedIn, error) {
	return list(t, "sealed files in", intoSealedIn, selectSealedIns)
}
