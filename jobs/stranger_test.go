package jobs_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"nostro/jobs"
)

// checkInclusion is a stranger: it has the JSON, reads docs/tamper-evidence.md, and shares no code with
// whoever made the proof. The loop is that of RFC 9162 section 2.1.3.2.
func checkInclusion(h *installation, p jobs.EntryProof) {
	h.t.Helper()
	var got struct {
		Entry struct {
			Number                                                 int64
			Key, Kind, Reverses, Memo                              string
			Value_date, Booked_at, Evidence_sha256, Evidence_place string
			Postings                                               []struct{ Account, Currency, Minor_units string }
		}
		Leaf_index, Tree_size int64
		Audit_path            [][]byte
		Checkpoint            string
	}
	h.must(json.Unmarshal([]byte(asJSON(h, p)), &got))
	e, lines := got.Entry, ""
	for _, p := range e.Postings {
		lines += p.Account + "\t" + p.Currency + "\t" + p.Minor_units + "\n"
	}
	record := []byte("nostro entry 1\n")
	for _, field := range [][2]string{{"number", fmt.Sprint(e.Number)}, {"key", e.Key}, {"kind", e.Kind},
		{"value_date", e.Value_date}, {"booked_at", e.Booked_at}, {"evidence_sha256", e.Evidence_sha256},
		{"evidence_place", e.Evidence_place}, {"reverses", e.Reverses}, {"memo", e.Memo}, {"postings", lines}} {
		hash := sha256.Sum256([]byte("nostro field " + field[0] + "\x00" + field[1]))
		record = append(record, hash[:]...)
	}
	hash := sha256.Sum256(append([]byte{0}, record...))
	root := climb(hash, got.Leaf_index, got.Tree_size-1, got.Audit_path)
	signed := fmt.Sprintf("nostro/books\n%d\n%s\n\n", got.Tree_size, base64.StdEncoding.EncodeToString(root[:]))
	if !bytes.HasPrefix([]byte(got.Checkpoint), []byte(signed)) || e.Number != got.Leaf_index+1 {
		h.t.Errorf("entry %d: the stranger finds %q, the note says %q", e.Number, signed, got.Checkpoint)
	}
}

// climb goes from a leaf to the root.
func climb(hash [32]byte, index, last int64, path [][]byte) [32]byte {
	for _, sibling := range path {
		if index%2 == 1 || index == last {
			hash = sha256.Sum256(append(append([]byte{1}, sibling...), hash[:]...))
			for index%2 == 0 && index != 0 {
				index, last = index/2, last/2
			}
		} else {
			hash = sha256.Sum256(append(append([]byte{1}, hash[:]...), sibling...))
		}
		index, last = index/2, last/2
	}
	return hash
}
