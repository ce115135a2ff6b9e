package report

import (
	"bytes"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// guidedPicture is the sample with what is known now of its breaks: the first and the third are open, the second is resolved.
func guidedPicture(t *testing.T) Picture {
	t.Helper()
	in := sampleInput(t)
	var views []jobs.BreakView
	for _, id := range []int64{1, 2, 3} {
		views = append(views, jobs.BreakView{Break: jobs.Break{ID: id, Text: "what it is now"}, Owner: "carol", Next: "nostro breaks match ID"})
	}
	in.OpenBreaks = BreakGuidesOf(views)
	return pictureOf(t, sampleRecords(t), in)
}

// An open break shows what is true of it now and its very own next step, on the page, on the terminal, as JSON and in the status; one
// that is resolved keeps its words.
func TestABreakShowsItsOwnNextStep(t *testing.T) {
	p := guidedPicture(t)
	for _, b := range p.Breaks {
		open := b.State == string(lifecycle.BreakOpen)
		if (b.Next != "") != open || (b.Owner == "carol") != open || (b.Text == "what it is now") != open {
			t.Errorf("break %d, %s: %q, next %q, owner %q", b.ID, b.State, b.Text, b.Next, b.Owner)
		}
	}
	shown := page(t, p)
	for _, want := range []string{"<b>Next:</b> nostro breaks match ID", "what it is now", "looked after by carol"} {
		if strings.Count(shown, want) != 2 {
			t.Errorf("%q stands %d times on the page, want 2", want, strings.Count(shown, want))
		}
	}
	if strings.Contains(shown, "Usually:") {
		t.Error("beside what to do the page shows what is usually done")
	}
	var console, status, asJSON bytes.Buffer
	for _, err := range []error{Console(&console, p, ConsoleOptions{Width: 80}), StatusConsole(&status, p, ConsoleOptions{Width: 80}), JSON(&asJSON, p)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(console.String(), "next: nostro breaks match ID") || !strings.Contains(console.String(), "what it is now") {
		t.Errorf("the terminal shows\n%s", console.String())
	}
	if !strings.Contains(status.String(), "what it is now") {
		t.Errorf("the status shows\n%s", status.String())
	}
	if !strings.Contains(asJSON.String(), `"next": "nostro breaks match ID"`) {
		t.Error("JSON has no next step")
	}
}

// Open breaks stand first; those that are resolved stand apart, the last one first, each with when and why.
func TestResolvedBreaksStandApart(t *testing.T) {
	p := guidedPicture(t)
	older := p.Breaks[1]
	older.ID, older.Resolved, older.Resolution = 9, instant(clock("2026-11-24T10:00:00Z"), sampleInput(t).Zone), "paid anew"
	p.Breaks = append([]Break{older}, p.Breaks...)
	shown := page(t, p)
	at := -1
	for _, mark := range []string{`id="b-1"`, `id="b-3"`, "<h3>Resolved</h3>", `id="b-2"`, "booked on statement STMT-EUR-0231", `id="b-9"`, "2026-11-24 11:00:00 CET", "paid anew"} {
		next := strings.Index(shown, mark)
		if next <= at {
			t.Errorf("%s does not stand where it should", mark)
		}
		at = next
	}
	p.Breaks = p.ResolvedBreaks()
	if shown = page(t, p); !strings.Contains(shown, "None is open.") {
		t.Error("that none is open is not said")
	}
	if p.Breaks = nil; strings.Contains(page(t, p), "<h3>Resolved</h3>") {
		t.Error("of nothing it shows what is resolved")
	}
}
