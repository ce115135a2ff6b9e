package jobs_test

import (
	"os"
	"path/filepath"
	"slices"
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

// heldHouse is a house in which a pay-out to brixton is held, and that to harbour is planned.
func heldHouse(t *testing.T) *installation {
	t.Helper()
	h := newWatching(t)
	h.people()
	h.watch("1,entity,Brixten Retail,,,,,TEST\n")
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 30.00")
	h.run()
	return h
}

func (h *installation) answers(hit string, cleared bool) jobs.Result {
	h.t.Helper()
	return h.done(h.stages.DecideHit(h.ctx, hit, cleared, "bea", "looked at the documents"))
}

// A confirmed hit refuses the pay-out for good: what it would have paid stays owed on the books, and the cycle stays
// open. In the next cycle the same name and entry refuse it again without a question.
func TestConfirmedHitRefuses(t *testing.T) {
	t.Parallel()
	h := heldHouse(t)
	hits, _ := h.hits()
	confirmed := h.answers(hits[0].ID, false)
	h.says(confirmed.Notes[0], "is refused", "stays owed")
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 refused", "harbour out EUR 30.00 written")
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
	h.same("owed", h.balances("participant:brixton"), "participant:brixton EUR -100.00")
	_, lines := h.hits()
	h.same("hits", lines, "brixton name confirmed")
	later := h.answers(hits[0].ID, true) // for what is to come; what is refused stays refused
	h.same("nothing moves", later.Notes)
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 refused", "harbour out EUR 30.00 sent")

	h.answers(hits[0].ID, false)
	h.owes("O-3 alfa brixton EUR 7.00")
	h.cycle = "2026-11-24-2"
	h.run()
	h.same("payments", h.payments()[2:4], "brixton out EUR 100.00 refused", "brixton out EUR 7.00 refused")
}

// A decision counts for exactly that name and that entry: an entry that changed is a new question, and one that did not
// is none, in a newer list and in the next cycle.
func TestChangedEntryAsksAgain(t *testing.T) {
	t.Parallel()
	h := heldHouse(t)
	hits, _ := h.hits()
	h.answers(hits[0].ID, true)
	h.watch("1,entity,Brixten Retail,,,,,TEST\n2,person,Somebody Else,,,,,TEST\n")
	_, lines := h.hits()
	h.same("the same entry", lines, "brixton name cleared")
	changed := h.watch("1,entity,Brixten Retail,,,GB,,TEST\n2,person,Somebody Else,,,,,TEST\n")
	h.ends(changed, jobs.OutcomeNeedsPerson)
	h.says(changed.Notes[1], "new hit", "Brixten Retail")
	now, lines := h.hits()
	h.same("a changed entry", lines, "brixton name open")
	if now[0].ID == hits[0].ID {
		t.Error("another content has the same id")
	}
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 held", "harbour out EUR 30.00 written")
}

// A list that changes after the files are written is screened against before they leave: approval and sending wait; the
// release is refused, written anew without the pay-out, and that leaves.
func TestNewListStopsWhatIsWritten(t *testing.T) {
	t.Parallel()
	h := newWatching(t)
	h.people()
	h.watch("1,entity,Nobody At All,,,,,TEST\n")
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 30.00")
	h.run()
	h.approve()
	h.watch("1,entity,Nobody At All,,,,,TEST\n2,entity,Brixton Retail,,,,,TEST\n")
	_, err := h.stages.Send(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "is in a file and has a hit", "Brixton Retail", "nostro reject")
	h.done(h.stages.DecideRelease(h.ctx, h.cycle, jobs.ApprovalSay{Person: "bea", Reason: "a hit"}))
	h.done(h.stages.Write(h.ctx, h.cycle))
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 held", "harbour out EUR 30.00 written")
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
	h.same("waiting at rhein", h.waiting("rhein", folderOut), h.filesOut()[len(h.filesOut())-1].Name)
}

// A refresh that fails keeps the list, and says how old it is; beyond the limit nothing is instructed until a person
// accepts it for the cycle.
func TestFailedRefreshKeepsTheList(t *testing.T) {
	t.Parallel()
	h := newWatching(t)
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00")
	h.done(h.stages.Open(h.ctx, valueDate))
	for _, s := range stagesInOrder[:3] {
		h.done(s.run(h))
	}
	_, err := h.stages.Instruct(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "watch was never read", "nostro screening refresh")

	h.at("2026-11-20T15:30:00Z")
	h.watch("1,entity,Nobody At All,,,,,TEST\n")
	h.at("2026-11-23T15:31:00Z")
	place := h.stages.Settings.Screening.Lists[0].Places[0]
	for _, bad := range []string{"", "id,kind,name\n1,ghost,X\n"} {
		h.must(os.Remove(place))
		if bad != "" {
			h.must(os.WriteFile(place, []byte(bad), 0o600))
		}
		_, err := h.refresh()
		h.refused(err, nil, "the one that was there stays")
		h.must(os.WriteFile(place, []byte("x"), 0o600))
	}
	v, err := h.stages.Screening(h.ctx)
	h.must(err)
	h.says(v.Lists[0].Words(h.now), "1 entries", "confirmed 3 days ago")
	h.says(v.Lists[0].Failed, "no kind")
	_, err = h.stages.Instruct(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "was confirmed 3 days ago, at most 2", "nostro screening accept age:watch:1:2026-11-24-1", "no kind")

	const key = "age:watch:1:2026-11-24-1"
	_, err = h.stages.AcceptList(h.ctx, key, "ann", "the source is down")
	h.refused(err, jobs.ErrNeedsPerson, "another person must decide")
	_, err = h.stages.AcceptList(h.ctx, key, "bea", "")
	h.refused(err, nil, "--reason")
	_, err = h.stages.AcceptList(h.ctx, "age:watch:9:x", "bea", "y")
	h.refused(err, jobs.ErrUnknownID)
	h.done(h.stages.AcceptList(h.ctx, key, "bea", "the source is down"))
	h.done(h.stages.Instruct(h.ctx, h.cycle))
	h.done(h.stages.Write(h.ctx, h.cycle))
}

// A list that is much smaller than the last waits for a person, and the last one counts meanwhile.
func TestListThatShrinksWaits(t *testing.T) {
	t.Parallel()
	h := newWatching(t)
	h.people()
	rows := "1,entity,Brixton Retail,,,,,TEST\n"
	for n := range 9 {
		rows += string(rune('a'+n)) + ",person,Nobody At All,,,,,TEST\n"
	}
	h.watch(rows)
	waits := h.watch("a,person,Nobody At All,,,,,TEST\n")
	h.ends(waits, jobs.OutcomeNeedsPerson)
	h.says(waits.Notes[1], "has 1 names, the last one had 10", "more than 10 % fewer", "nostro screening accept list:watch:2")
	_, lines := h.hits()
	h.same("hits", lines, "brixton name open")
	h.done(h.stages.AcceptList(h.ctx, "list:watch:2", "bea", "as published"))
	h.done(h.refresh())
	_, lines = h.hits()
	h.same("hits", lines)
}

// Countries and BICs of nostro.yaml hit by themselves.
func TestCountriesAndBICs(t *testing.T) {
	t.Parallel()
	h := newWatching(t, func(s *jobs.ScreeningSettings) {
		s.Lists, s.Countries, s.BICs = nil, []string{"US"}, []string{"NWDKGB2L"}
	})
	h.people()
	h.owes("O-1 alfa cascade USD 1.00", "O-2 alfa brixton EUR 1.00", "O-3 cascade harbour EUR 5.00")
	h.rates("2026-11-23", "USD 1.1634")
	h.run()
	_, lines := h.hits()
	slices.Sort(lines)
	h.same("hits", lines, "brixton account_bic open", "cascade account_country open", "cascade country open")
}

// The invariant: nobody is paid unscreened, or against a hit that nobody cleared.
func TestCheckFindsWhatWasNotScreened(t *testing.T) {
	t.Parallel()
	h := heldHouse(t)
	hits, _ := h.hits()
	h.at("2026-11-23T15:31:00Z")
	h.answers(hits[0].ID, true)
	h.done(h.stages.DecideRelease(h.ctx, h.cycle, jobs.ApprovalSay{Person: "bea", Reason: "write it anew"}))
	h.done(h.stages.Write(h.ctx, h.cycle))
	counts, _ := h.checked()
	if !slices.Contains(counts, nameScreened+": 2 pay-outs") {
		t.Errorf("%q", counts)
	}
	for sql, want := range map[string]string{
		"DELETE FROM screening_subject":                                          "was not screened before",
		"UPDATE screening_decision SET cleared = 0":                              "was written while hit " + hits[0].ID + " was not cleared",
		"DELETE FROM screening_decision":                                         "was not cleared",
		"DELETE FROM screening_run_list":                                         "against no list",
		"UPDATE instruction SET state = 'refused' WHERE participant = 'brixton'": "is refused, and is in a file",
	} {
		h.closeDisk()
		broken := brokenCopy(t, h.dir, t.TempDir(), sql, "")
		broken.stages.Settings.Screening = h.stages.Settings.Screening
		_, found := broken.checked()
		h.says(found[nameScreened], want)
		h.openDisk()
	}
}
