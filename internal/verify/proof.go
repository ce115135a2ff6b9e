package verify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/bits"
	"strconv"

	"golang.org/x/mod/sumdb/note"
)

// Forms of proof files.
const (
	formInclusion   = "nostro inclusion proof 1"
	formConsistency = "nostro consistency proof 1"
)

// proofFile is either kind of proof; the form tells which.
type proofFile struct {
	Form string `json:"form"`

	Entry      *provenEntry `json:"entry"`
	LeafIndex  int64        `json:"leaf_index"`
	LeafHash   []byte       `json:"leaf_hash"`
	AuditPath  [][]byte     `json:"audit_path"`
	TreeSize   int64        `json:"tree_size"`
	RootHash   []byte       `json:"root_hash"`
	Checkpoint string       `json:"checkpoint"`

	OlderSize int64    `json:"older_size"`
	OlderRoot []byte   `json:"older_root"`
	NewerSize int64    `json:"newer_size"`
	NewerRoot []byte   `json:"newer_root"`
	Path      [][]byte `json:"path"`
	Older     string   `json:"older_checkpoint"`
	Newer     string   `json:"newer_checkpoint"`
}

type provenEntry struct {
	Number    int64  `json:"number"`
	Key       string `json:"key"`
	Kind      string `json:"kind"`
	ValueDate string `json:"value_date"`
	BookedAt  string `json:"booked_at"`
	Evidence  string `json:"evidence_sha256"`
	Place     string `json:"evidence_place"`
	Reverses  string `json:"reverses"`
	Memo      string `json:"memo"`
	Postings  []struct {
		Account    string `json:"account"`
		Currency   string `json:"currency"`
		MinorUnits string `json:"minor_units"`
	} `json:"postings"`
}

// Proof checks a proof file on its own: the signatures, and that the path leads to the signed root.
func Proof(name string, data []byte, keys []string) Answer {
	known, err := verifiers(keys)
	if err != nil {
		return bad(name, err)
	}
	var p proofFile
	strict := json.NewDecoder(bytes.NewReader(data))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&p); err != nil {
		return bad(name, fmt.Errorf("%s is no proof file: %w", name, err))
	}
	c := &proofCheck{Answer{File: name, Findings: []Finding{}, Doubts: []string{}, Notes: []string{}, ofProof: true}, known}
	switch p.Form {
	case formInclusion:
		err = c.inclusion(p)
	case formConsistency:
		c.consistency(p)
	default:
		err = fmt.Errorf("%s: its form is %q; known are %q and %q", name, p.Form, formInclusion, formConsistency)
	}
	if err != nil {
		return bad(name, err)
	}
	if c.conclude(); c.Verdict != Verified {
		c.Proven = ""
	}
	return c.Answer
}

type proofCheck struct {
	Answer
	known note.Verifiers
}

// claim opens the note that stands in a member of the proof, and holds the members that repeat it against it.
func (c *proofCheck) claim(member, text string, size int64, root []byte) (claim, bool) {
	got, err := openClaim(Named{member, []byte(text)}, c.known)
	switch {
	case err != nil:
		c.accuse(Finding{Field: member, What: err.Error()})
		return got, false
	case !got.signed:
		c.doubt("%s is signed by none of the keys given: give the key that signed it", member)
	default:
		c.Counted.Checkpoints++
	}
	if got.Size != size || !bytes.Equal(got.root[:], root) {
		c.accuse(Finding{Field: member, What: "the size or root beside it is not that of the note"})
	}
	return got, true
}

// inclusion computes the leaf from the entry and climbs to the root of the note.
func (c *proofCheck) inclusion(p proofFile) error {
	if p.Entry == nil {
		return fmt.Errorf("%s has no entry", c.File)
	}
	leaf, err := p.Entry.leaf()
	if err != nil {
		return err
	}
	signed, ok := c.claim("checkpoint", p.Checkpoint, p.TreeSize, p.RootHash)
	if !ok {
		return nil
	}
	c.Counted.Entries, c.Counted.Postings = 1, int64(len(p.Entry.Postings))
	at := Finding{Entry: p.Entry.Number, Key: p.Entry.Key}
	reaches := func(leaf []byte) bool {
		root, ok := climb(leaf, p.Entry.Number-1, signed.Size, p.AuditPath)
		return ok && root == signed.root
	}
	switch {
	case reaches(leaf[:]):
		c.Proven = fmt.Sprintf("entry %d (%s), as it stands in this file, is in the %d entries that were signed", p.Entry.Number, p.Entry.Key, signed.Size)
		if p.LeafIndex != p.Entry.Number-1 || !bytes.Equal(p.LeafHash, leaf[:]) {
			at.Field, at.What = "leaf_hash, leaf_index", "they are not those of the entry, which the checkpoint has signed"
			c.accuse(at)
		}
	case len(p.LeafHash) == len(leaf) && reaches(p.LeafHash):
		at.Field, at.What = "entry", "its fields are not those that were signed; the path is good for leaf_hash"
		c.accuse(at)
	default:
		at.Field, at.What = "audit_path", "it does not lead from the entry to the signed root"
		c.accuse(at)
	}
	return nil
}

// leaf computes the hash of the entry's leaf from its fields.
func (e *provenEntry) leaf() (hash, error) {
	f := fields{text: [fieldCount - 1]string{strconv.FormatInt(e.Number, 10), e.Key, e.Kind, e.ValueDate, e.BookedAt, e.Evidence,
		e.Place, e.Reverses, e.Memo}}
	var lines []line
	for n, p := range e.Postings {
		minor, err := strconv.ParseInt(p.MinorUnits, 10, 64)
		if err != nil {
			return hash{}, fmt.Errorf("posting %d: minor_units %q is no whole number", n+1, p.MinorUnits)
		}
		if !accountName.MatchString(p.Account) || !accountCurrency.MatchString(p.Currency) {
			return hash{}, fmt.Errorf("posting %d: there is no account %q in %q", n+1, p.Account, p.Currency)
		}
		lines = append(lines, line{p.Account, p.Currency, minor})
	}
	f.postings = appendLines(nil, lines)
	return new(leafer).leaf(&f), nil
}

// climb computes the root from a leaf and the siblings on its way up, as RFC 9162 section 2.1.3.2 has it;
// false where the path is too short or too long.
func climb(leaf []byte, index, size int64, path [][]byte) (hash, bool) {
	if index < 0 || index >= size || len(leaf) != len(hash{}) {
		return hash{}, false
	}
	root, n, last := hash(leaf), index, size-1
	for _, sibling := range path {
		if last == 0 || len(sibling) != len(root) {
			return hash{}, false
		}
		if n&1 == 0 && n != last {
			root = nodeHash(root, hash(sibling))
		} else {
			root = nodeHash(hash(sibling), root)
			up := bits.TrailingZeros64(uint64(n)) // levels on which the last node has no sibling; n is not 0 here
			n, last = n>>up, last>>up
		}
		n, last = n>>1, last>>1
	}
	return root, last == 0
}

// consistency computes both roots from the path.
func (c *proofCheck) consistency(p proofFile) {
	older, ok := c.claim("older_checkpoint", p.Older, p.OlderSize, p.OlderRoot)
	newer, ok2 := c.claim("newer_checkpoint", p.Newer, p.NewerSize, p.NewerRoot)
	c.Proven = fmt.Sprintf("the %d entries that were signed later begin with the %d that were signed before", newer.Size, older.Size)
	if ok && ok2 && !extends(older, newer, p.Path) {
		c.accuse(Finding{Field: "path", What: fmt.Sprintf(
			"it does not show that the %d newer entries begin with the %d older", newer.Size, older.Size)})
	}
}

// extends checks a consistency proof as RFC 9162 section 2.1.4.2 has it.
func extends(older, newer claim, path [][]byte) bool {
	if older.Size == newer.Size {
		return len(path) == 0 && older.root == newer.root
	}
	if older.Size > newer.Size {
		return false
	}
	if older.Size&(older.Size-1) == 0 { // a power of two: the older root is itself the first node
		path = append([][]byte{older.root[:]}, path...)
	}
	n, last := older.Size-1, newer.Size-1
	up := bits.TrailingZeros64(^uint64(n))
	n, last = n>>up, last>>up
	for _, node := range path {
		if len(node) != len(hash{}) {
			return false
		}
	}
	if len(path) == 0 {
		return false
	}
	first, second := hash(path[0]), hash(path[0])
	for _, node := range path[1:] {
		if last == 0 {
			return false
		}
		if n&1 == 1 || n == last {
			first, second = nodeHash(hash(node), first), nodeHash(hash(node), second)
			for n&1 == 0 && n != 0 {
				n, last = n>>1, last>>1
			}
		} else {
			second = nodeHash(second, hash(node))
		}
		n, last = n>>1, last>>1
	}
	return last == 0 && first == older.root && second == newer.root
}
