package intake

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Names keep their numbers however many they are, also where all of them share a hash.
func TestNamesKeepTheirNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-zA-Z0-9._-]{1,35}`), 1, 3000, rapid.ID).Draw(t, "texts")
		hash := hashOf
		if len(texts) < 100 && rapid.Bool().Draw(t, "all alike") {
			hash = func([]byte) uint64 { return 7 }
		}
		var known names
		for n, text := range texts {
			if _, found := known.find([]byte(text), hash([]byte(text))); found {
				t.Fatalf("%q is known before it came", text)
			}
			if got := known.add(text, hash([]byte(text))); got != uint32(n) {
				t.Fatalf("%q got %d", text, got)
			}
		}
		for n, text := range texts {
			if got, found := known.find([]byte(text), hash([]byte(text))); !found || got != uint32(n) {
				t.Fatalf("%q is %d, %v", text, got, found)
			}
		}
	})
}

func TestHashesTellTextsApart(t *testing.T) {
	seen := map[uint64]string{}
	for length := range 36 {
		for _, c := range []string{"a", "b", "0", "-"} {
			for _, text := range []string{strings.Repeat(c, length), strings.Repeat(c, length) + "z", "z" + strings.Repeat(c, length)} {
				hash := hashOf([]byte(text))
				if other, taken := seen[hash]; taken && other != text {
					t.Errorf("%q and %q share %x", text, other, hash)
				}
				seen[hash] = text
			}
		}
	}
}
