package reconcile_test

import (
	"strings"
	"testing"

	. "nostro/reconcile"
)

// A text counts as plain only where each of its bytes does, wherever it stands and however long the text is: the hash of
// another one says nothing of what is the same.
func TestPlainTextsHavePlainBytesAlone(t *testing.T) {
	for length := 1; length <= 24; length++ {
		for at := range length {
			for b := range 256 {
				text := []byte(strings.Repeat("a", length))
				text[at] = byte(b)
				if plain := PlainText(string(text)); plain && (b >= 0x80 || b <= ' ') {
					t.Fatalf("%q is no plain text", text)
				} else if !plain && b >= '0' && b <= 'z' {
					t.Fatalf("%q is a plain text", text)
				}
			}
		}
	}
}
