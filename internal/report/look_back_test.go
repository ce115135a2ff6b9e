package report

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"nostro/lifecycle"
)

// Every form says that it is a look back, and what it does not tell.
func TestALookBackSaysWhatItIs(t *testing.T) {
	s := sampleStore(t)
	in := sampleInput(t)
	in.LookBack, in.Cycle = true, ""
	p, err := Gather(context.Background(), s, in)
	if err != nil {
		t.Fatal(err)
	}
	var console, page, data, journal bytes.Buffer
	for _, err := range []error{Console(&console, p, ConsoleOptions{Width: 400}), HTML(&page, p), JSON(&data, p), JournalText(&journal, p)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for form, c := range map[string]struct{ text, want string }{
		"console": {console.String(), "A look back: as it was known at "}, "page": {page.String(), "<dt>A look back</dt><dd>as it was known at "},
		"page, what is not told":    {page.String(), "Not told, for it is not kept what it was then: checks; "},
		"console, what is not told": {console.String(), "Not told, for it is not kept what it was then: checks; "},
		"page, checks":              {page.String(), "Checks tell of now, not of then."},
		"JSON":                      {data.String(), `"not_told": [`}, "journal": {journal.String(), "; as it was known at "},
	} {
		if !strings.Contains(c.text, c.want) {
			t.Errorf("%s does not say %q:\n%.2000s", form, c.want, c.text)
		}
	}
	if err := CSV(&data, p, "reserve"); err == nil || !strings.Contains(err.Error(), "as of now only") {
		t.Errorf("the table of the reserve gives %v", err)
	}
}

// What is now is no look back, and says nothing of one.
func TestAReportOfNowIsNoLookBack(t *testing.T) {
	p := samplePicture(t)
	var console, page bytes.Buffer
	if err := Console(&console, p, ConsoleOptions{Width: 80}); err != nil {
		t.Fatal(err)
	}
	if err := HTML(&page, p); err != nil {
		t.Fatal(err)
	}
	if p.LookBack != nil || strings.Contains(console.String()+page.String(), "look back") {
		t.Errorf("a report of now: %+v", p.LookBack)
	}
}

// A payment of which it is not kept what it was is neither due nor settled: it has a line of its own.
func TestWhatIsNotKeptIsNotDue(t *testing.T) {
	r := sampleRecords(t)
	for n := range r.instructions {
		if r.instructions[n].Amount.Currency() == jpy {
			r.instructions[n].State = lifecycle.Instruction("not kept")
		}
	}
	h := pictureOf(t, r, sampleInput(t)).Headline
	if len(h.Due) != 0 || len(h.Untold) != 1 || h.Untold[0].In != amount(jpy, "5000000") {
		t.Errorf("due %+v, not kept %+v", h.Due, h.Untold)
	}
}
