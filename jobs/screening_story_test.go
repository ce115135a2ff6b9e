package jobs_test

import (
	"os"
	"path/filepath"
	"testing"

	"nostro/internal/ratefeed"
	"nostro/jobs"
	"nostro/risk/screening"
)

const watchHeader = "id,kind,name,aliases,weak_aliases,countries,bics,programme\n"

// watches sets up screening against a list of our own in a file of the installation.
func watches(change ...func(*jobs.ScreeningSettings)) func(*setup) {
	return func(s *setup) {
		s.settings.Screening = jobs.ScreeningSettings{ShrinkPercent: 10, Lists: []jobs.ScreeningList{{Name: "watch",
			Format: screening.FormatCSV, Places: []string{"watch.csv"}, Threshold: screening.Threshold{Strong: 8500, Weak: 9500}, AgeDaysMax: 2}}}
		for _, c := range change {
			c(&s.settings.Screening)
		}
	}
}

// watch writes the list and refreshes it.
func (h *installation) watch(rows string) jobs.Result {
	h.t.Helper()
	h.listed(rows)
	return h.done(h.refresh())
}

func (h *installation) listed(rows string) {
	h.t.Helper()
	h.must(os.WriteFile(h.stages.Settings.Screening.Lists[0].Places[0], []byte(watchHeader+rows), 0o600))
}

func (h *installation) refresh() (jobs.Result, error) {
	return h.stages.RefreshLists(h.ctx, ratefeed.New(ratefeed.Options{Tries: 1}), nil)
}

// newWatching is an installation that screens; its list lies in its folder.
func newWatching(t *testing.T, change ...func(*jobs.ScreeningSettings)) *installation {
	t.Helper()
	h := newInstallation(t, silentPayIns, watches(change...))
	for n, l := range h.stages.Settings.Screening.Lists {
		for k, place := range l.Places {
			h.stages.Settings.Screening.Lists[n].Places[k] = filepath.Join(h.dir, place)
		}
	}
	return h
}

// hits are the hits that stand, each as "brixton name open".
func (h *installation) hits() (all []jobs.HitView, lines []string) {
	h.t.Helper()
	v, err := h.stages.Screening(h.ctx)
	h.must(err)
	for _, hit := range v.Hits {
		word := "open"
		if n := len(hit.Decisions); n > 0 {
			if word = "confirmed"; hit.Decisions[n-1].Cleared {
				word = "cleared"
			}
		}
		lines = append(lines, hit.Participant+" "+string(hit.Field)+" "+word)
	}
	return v.Hits, lines
}

// A hit holds the pay-out, and the others are written; cleared by a second person, it is planned, and written by the
// next write.
func TestHitHoldsUntilItIsCleared(t *testing.T) {
	t.Parallel()
	h := newWatching(t)
	h.people()
	h.watch("1,entity,Brixten Retail,,,,,TEST\n")
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 30.00")
	h.done(h.stages.Open(h.ctx, valueDate))
	for _, s := range stagesInOrder[:3] {
		h.done(s.run(h))
	}
	made := h.done(h.stages.Instruct(h.ctx, h.cycle))
	h.ends(made, jobs.OutcomeNeedsPerson)
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 held", "harbour out EUR 30.00 planned")
	hits, lines := h.hits()
	h.same("hits", lines, "brixton name open")
	h.says(h.payment("brixton").Note, hits[0].ID, "Brixten Retail", "watch")

	_, err := h.stages.DecideHit(h.ctx, hits[0].ID, true, "ann", "another company")
	h.refused(err, jobs.ErrNeedsPerson, "another person must decide")
	_, err = h.stages.DecideHit(h.ctx, hits[0].ID, true, "dan", "another company")
	h.refused(err, jobs.ErrNeedsPerson, "not among the 2")
	_, err = h.stages.DecideHit(h.ctx, hits[0].ID, true, "bea", " ")
	h.refused(err, nil, "--reason")
	_, err = h.stages.DecideHit(h.ctx, "H-0", true, "bea", "x")
	h.refused(err, jobs.ErrUnknownID)

	cleared := h.done(h.stages.DecideHit(h.ctx, hits[0].ID, true, "bea", "another company"))
	h.says(cleared.Notes[0], "is planned", "nostro cycle write")
	_, err = h.stages.DecideHit(h.ctx, hits[0].ID, true, "bea", "again")
	h.refused(err, nil, "is cleared already")
	h.done(h.stages.Write(h.ctx, h.cycle))
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 written", "harbour out EUR 30.00 written")
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
}
