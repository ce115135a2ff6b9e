package jobs_test

import (
	"context"
	"testing"

	"nostro/jobs"
)

// unchanging gives a list once, and says from then on that nothing changed, to who knows its mark.
type unchanging struct {
	t    *testing.T
	data string
}

func (u unchanging) Fetch(_ context.Context, _ jobs.RateFeed, since jobs.RateFetch) (jobs.FetchedRates, error) {
	if since.ETag == "mark" {
		return jobs.FetchedRates{Unchanged: true}, nil
	}
	return jobs.FetchedRates{Files: []jobs.NamedFile{{Name: "watch.csv", Data: []byte(u.data)}}, ETag: "mark"}, nil
}

// A source that says that nothing changed confirms the list: it is young again, and no new version.
func TestUnchangedListIsConfirmed(t *testing.T) {
	t.Parallel()
	h := newWatching(t)
	h.people()
	from := unchanging{t, watchHeader + "1,entity,Nobody At All,,,,,TEST\n"}
	h.done(h.stages.RefreshLists(h.ctx, from, nil))
	h.at("2026-11-30T15:30:00Z")
	again := h.done(h.stages.RefreshLists(h.ctx, from, []string{"watch"}))
	h.ends(again, jobs.OutcomeNothing)
	h.same("notes", again.Notes, "watch: unchanged")
	v, err := h.stages.Screening(h.ctx)
	h.must(err)
	if l := v.Lists[0]; l.AgeDays(h.now) != 0 || l.Counts.Number != 1 {
		t.Errorf("%d days old, version %d", l.AgeDays(h.now), l.Counts.Number)
	}
	_, err = h.stages.RefreshLists(h.ctx, from, []string{"other"})
	h.refused(err, jobs.ErrUnknownID, "nostro.yaml has no such list")
}
