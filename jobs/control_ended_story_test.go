package jobs_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"nostro/jobs"
)

// controlEnds is what the control of an instant says of how payments ended, as "brixton rejected"; the zero instant is now.
func (h *installation) controlEnds(at time.Time) string {
	h.t.Helper()
	c, err := h.stages.Control(h.ctx, jobs.ControlScope{}, at)
	h.must(err)
	told := map[string]bool{}
	var all []string
	for _, d := range c.Days {
		for _, u := range append(d.FilesBank, d.BankLedger...) {
			for _, who := range []string{"brixton", "harbour", "alfa"} {
				for _, ended := range []string{"rejected", "returned"} {
					if text := who + " " + ended; strings.Contains(u.Text, who+", "+ended+",") && !told[text] {
						told[text] = true
						all = append(all, text)
					}
				}
			}
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// The control of an instant that is over names what had been rejected or had come back by then, by whatever was known of it then; what was
// rejected and undone since was rejected then.
func TestControlOfThenNamesHowPaymentsEnded(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.sent("O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 30.00")
	b, k, in := h.payment("brixton"), h.payment("harbour"), h.payment("alfa")
	type moment struct {
		at   time.Time
		want string
	}
	var all []moment
	next := func(want string) {
		t.Helper()
		if got := h.controlEnds(time.Time{}); got != want {
			t.Errorf("now, %s: %q, want %q", h.now, got, want)
		}
		all = append(all, moment{h.now, want})
		h.now = h.now.Add(time.Hour)
	}
	next("")
	h.gives(status(about(b, "RJCT", "AC04")))
	next("brixton rejected")
	h.gives(status(about(in, "RJCT", "AC06")))
	next("alfa rejected brixton rejected")
	h.at("2026-11-24T20:00:00Z")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(k, "-30.00"), byName(b, "-100.00")}}.xml())
	next("alfa rejected brixton rejected")
	h.alone("1000.00")
	open := look(h, jobs.Tx.OpenBreaks)
	h.done(h.stages.MatchBreak(h.ctx, open[0].ID, []string{b.ID}, "it was paid after all"))
	next("alfa rejected")
	h.at("2026-11-25T20:00:00Z")
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "870.00", entries: []booked{returnedEntry(k, "30.00", "")}}.xml())
	next("alfa rejected harbour returned")
	for _, m := range all {
		if got := h.controlEnds(m.at); got != m.want {
			t.Errorf("as known at %s: %q, want %q", m.at, got, m.want)
		}
	}
}
