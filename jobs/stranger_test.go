package jobs_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"nostro/jobs"
)

// checkInclusion is a stranger: it has the JSON, reads docs/tamper-evidence.md, and shares no code with
// whoever made the proof. The loop is that of RFC 9162 section 2.1.3.2.
func checkInclusion(h *installation, p jobs.EntryProof) {
	h.t.Helper()
	var got struct {
		Entry     map[string]any
		LeafIndex int64    `json:"leaf_index"`
		TreeSize  int64    `json:"tree_size"`
		AuditPath [][]byte `json:"audit_path"`
		Note      string   `json:"checkpoint"`
	}
	h.must(json.Unmarshal([]byte(asJSON(h, p)), &got))
	lines := ""
	for _, p := range got.Entry["postings"].([]any) {
		p := p.(map[string]any)
		lines += fmt.Sprintf("%s\t%s\t%s\n", p["account"], p["currency"], p["minor_units"])
	}
	got.Entry["postings"] = lines
	record := []byte("nostro entry 1\n")
	for _, name := range []string{"number", "key", "kind", "value_date", "booked_at", "evidence_sha256", "evidence_place",
		"reverses", "memo", "postings"} {
		hash := sha256.Sum256([]byte("nostro field " + name + "\x00" + fmt.Sprint(got.Entry[name])))
		record = append(record, hash[:]...)
	}
	leaf := sha256.Sum256(append([]byte{0}, record...))
	root := climb(leaf, got.LeafIndex, got.TreeSize-1, got.AuditPath)
	h.signs(got.Note, got.TreeSize, root)
	if fmt.Sprint(got.Entry["number"]) != fmt.Sprint(got.LeafIndex+1) {
		h.t.Errorf("entry %v is leaf %d", got.Entry["number"], got.LeafIndex)
	}
}

// signs wants a note that says this size and root.
func (h *installation) signs(note string, size int64, root [32]byte) {
	h.t.Helper()
	text := fmt.Sprintf("nostro/books\n%d\n%s\n\n", size, base64.StdEncoding.EncodeToString(root[:]))
	if !strings.HasPrefix(note, text) {
		h.t.Errorf("the stranger finds %q, the note says %q", text, note)
	}
}

// checkConsistency is that stranger with two notes; the loop is that of RFC 9162 section 2.1.4.2.
func checkConsistency(h *installation, p jobs.ExtensionProof) {
	h.t.Helper()
	var got struct {
		First  int64    `json:"older_size"`
		Second int64    `json:"newer_size"`
		Root   []byte   `json:"older_root"`
		Path   [][]byte `json:"path"`
		Older  string   `json:"older_checkpoint"`
		Newer  string   `json:"newer_checkpoint"`
	}
	h.must(json.Unmarshal([]byte(asJSON(h, p)), &got))
	h.signs(got.Older, got.First, [32]byte(got.Root))
	if got.First == got.Second { // one and the same tree
		h.signs(got.Newer, got.Second, [32]byte(got.Root))
		return
	}
	if got.First&(got.First-1) == 0 {
		got.Path = append([][]byte{got.Root}, got.Path...)
	}
	first, last := got.First-1, got.Second-1
	for first%2 == 1 {
		first, last = first/2, last/2
	}
	older, newer := [32]byte(got.Path[0]), [32]byte(got.Path[0])
	for _, sibling := range got.Path[1:] {
		if first%2 == 1 || first == last {
			older, newer = node(sibling, older[:]), node(sibling, newer[:])
			for first%2 == 0 && first != 0 {
				first, last = first/2, last/2
			}
		} else {
			newer = node(newer[:], sibling)
		}
		first, last = first/2, last/2
	}
	h.signs(got.Older, got.First, older)
	h.signs(got.Newer, got.Second, newer)
}

func node(left, right []byte) [32]byte {
	return sha256.Sum256(slices.Concat([]byte{1}, left, right))
}

// climb goes from a leaf to the root.
func climb(hash [32]byte, index, last int64, path [][]byte) [32]byte {
	for _, sibling := range path {
		if index%2 == 1 || index == last {
			hash = node(sibling, hash[:])
			for index%2 == 0 && index != 0 {
				index, last = index/2, last/2
			}
		} else {
			hash = node(hash[:], sibling)
		}
		index, last = index/2, last/2
	}
	return hash
}
