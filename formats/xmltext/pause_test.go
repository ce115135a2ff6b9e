package xmltext

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// pausing gives out one part after the other and pauses between them; asked notes what was given out before.
type pausing struct {
	parts []string
	asked func(part int)
	next  int
}

func (p *pausing) Read(b []byte) (int, error) {
	if p.next == len(p.parts) {
		return 0, io.EOF
	}
	p.asked(p.next)
	n := copy(b, p.parts[p.next])
	p.parts[p.next] = p.parts[p.next][n:]
	if p.parts[p.next] == "" {
		p.next++
		return n, ErrPause
	}
	return n, nil
}

// A reader that pauses is asked again when all before the pause was given out, and can move the places of
// what follows.
func TestPauseAndAdvance(t *testing.T) {
	head := "<a>" + strings.Repeat("<b>text</b>", 1000)
	var tk *Tokenizer
	ends := 0
	source := &pausing{parts: []string{head, "\n<c/>", "</a>"}}
	source.asked = func(part int) {
		if part == 1 && source.parts[1][0] == '\n' {
			if ends != 1000 {
				t.Errorf("asked again after %d of 1000 elements", ends)
			}
			tk.Advance(500, 7)
		}
	}
	tk = New(source, Limits{})
	var e Event
	for e.Kind != EOF {
		if err := tk.Next(&e); err != nil {
			t.Fatal(err)
		}
		if e.Kind == End && string(e.Name) == "b" {
			ends++
		}
		if e.Kind == Start && string(e.Name) == "c" && (e.Offset != int64(len(head)+500+1) || e.Line != 1+7+1) {
			t.Errorf("c is at byte %d, line %d", e.Offset, e.Line)
		}
	}
}

// A reader that pauses without giving anything out is broken.
func TestPauseWithoutBytes(t *testing.T) {
	tk := New(io.MultiReader(strings.NewReader("<a>"+strings.Repeat(" ", 5000)), brokenReader{}), Limits{})
	var e Event
	err := tk.Next(&e)
	for err == nil {
		err = tk.Next(&e)
	}
	if !errors.Is(err, ErrPause) {
		t.Errorf("got %v", err)
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, ErrPause }
