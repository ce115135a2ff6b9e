package verify

import (
	"testing"

	"golang.org/x/mod/sumdb/note"
)

// Whatever lies in a proof file, the answer is one of the four, and never good without a key.
func FuzzProof(f *testing.F) {
	f.Add([]byte(`{"form":"nostro inclusion proof 1","entry":{"number":1,"postings":[{"minor_units":"1"}]}}`))
	f.Add([]byte(`{"form":"nostro consistency proof 1","path":["AAAA"],"older_checkpoint":"x"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if a := Proof("p.json", data, nil); a.Verdict == Verified || a.Verdict == "" {
			t.Errorf("%+v", a)
		}
	})
}

// A note is refused or gives a claim of a size above zero, which no unknown key has signed.
func FuzzOpenClaim(f *testing.F) {
	f.Add([]byte("nostro/books\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— nostro-0 AAAAAAAA\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := openClaim(Named{"x", data}, note.VerifierList())
		if err == nil && (c.signed || c.Size < 1) {
			t.Errorf("%+v", c)
		}
	})
}

// Climbing ends for every place, size and path, and never leads out of the tree.
func FuzzClimb(f *testing.F) {
	f.Add(int64(6), int64(11), uint8(4))
	f.Add(int64(1<<62), int64(1<<63-1), uint8(63))
	f.Fuzz(func(t *testing.T, index, size int64, length uint8) {
		path := make([][]byte, length)
		for n := range path {
			path[n] = make([]byte, len(hash{}))
		}
		var leaf hash
		if _, ok := climb(leaf[:], index, size, path); ok && (index < 0 || index >= size) {
			t.Errorf("leaf %d of %d climbs", index, size)
		}
		extends(claim{Mark: Mark{Size: max(index, 1)}}, claim{Mark: Mark{Size: max(size, 1)}}, path)
	})
}
