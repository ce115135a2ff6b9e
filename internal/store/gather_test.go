package store

import (
	"fmt"
	"strings"
	"testing"
	"unsafe"

	"pgregory.net/rapid"
)

func TestWhatIsGatheredIsInOnePiece(t *testing.T) {
	var all gathered[int]
	if all.list() != nil {
		t.Error("nothing is something")
	}
	for n := range 200_000 {
		*all.next() = n
	}
	list := all.list()
	for n, v := range list {
		if v != n {
			t.Fatal(n, v)
		}
	}
	if len(list) != 200_000 {
		t.Error(len(list))
	}
}

// Neither a block nor few keep the memory that they read from: SQLite writes other rows there.
func TestTextsAreCopied(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		texts := rapid.SliceOf(rapid.StringN(0, 9000, -1)).Draw(r, "texts")
		b, f := block{}, few[string]{parse: sameText}
		var kept, found []string
		for _, text := range texts {
			row := []byte(text)
			view := unsafe.String(unsafe.SliceData(row), len(row))
			kept = append(kept, b.keep(view))
			again, err := f.of(view)
			if err != nil {
				r.Fatal(err)
			}
			found = append(found, again)
			clear(row)
		}
		for n, text := range texts {
			if kept[n] != text || found[n] != text {
				r.Fatalf("%q became %q and %q", text, kept[n], found[n])
			}
		}
	})
}

func TestFewKeepsNoMoreThanItMay(t *testing.T) {
	asked := 0
	f := few[string]{parse: func(text string) (string, error) {
		if asked++; text == "bad" {
			return "", fmt.Errorf("%q is bad", text)
		}
		return strings.ToUpper(text), nil
	}}
	for range 2 {
		for n := range keptMax + 10 {
			if v, err := f.of(fmt.Sprint("t", n)); err != nil || v != fmt.Sprint("T", n) {
				t.Fatal(v, err)
			}
		}
		if _, err := f.of("bad"); err == nil {
			t.Error("bad was read")
		}
	}
	if len(f.known) != keptMax || asked != keptMax+2*10+2 {
		t.Error(len(f.known), asked)
	}
}
