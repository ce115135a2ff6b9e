package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/internal/ratefeed"
	"nostro/jobs"
)

// source is a web server that publishes a rate file under one address, with an ETag.
type source struct {
	text  string
	sent  int // whole answers
	asked int
	down  bool
}

func (s *source) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.asked++
	tag := fmt.Sprintf(`"%x"`, len(s.text))
	switch {
	case s.down:
		w.WriteHeader(http.StatusServiceUnavailable)
	case r.Header.Get("If-None-Match") == tag:
		w.WriteHeader(http.StatusNotModified)
	default:
		s.sent++
		w.Header().Set("ETag", tag)
		fmt.Fprint(w, s.text)
	}
}

// feeds gives the house a feed of the ECB, due at 16:30 in Brussels, and what fetches it.
func feeds(t *testing.T) (*installation, *source, *ratefeed.Fetcher) {
	t.Helper()
	s := &source{text: rateFile("2026-11-23", "USD 1.1634")}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	published, err := calendar.ParseCutOff("16:30", "Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	h := newInstallation(t, func(s *setup) {
		s.settings.Rates.Feeds = []jobs.RateFeed{{Name: "ECB", Place: server.URL + "/daily.xml",
			Source: jobs.RateSchedule{Calendar: calendar.TARGET(), Published: published}}}
	})
	return h, s, ratefeed.New(ratefeed.Options{Pause: time.Millisecond, Tries: 2})
}

func TestRatesAreFetchedOnce(t *testing.T) {
	t.Parallel()
	h, s, from := feeds(t)
	h.at("2026-11-23T15:30:00Z")
	first := h.done(h.stages.FetchRates(h.ctx, from, nil))
	h.ends(first, jobs.OutcomeDone)
	h.says(first.Notes[0], "ECB: ECB fixing of 2026-11-23, 1 rate, added")
	again := h.done(h.stages.FetchRates(h.ctx, from, []string{"ECB"}))
	h.ends(again, jobs.OutcomeNothing)
	h.says(again.Notes[0], "ECB: nothing new since 2026-11-23 15:30")
	if s.sent != 1 || s.asked != 2 {
		t.Errorf("the file was sent %d times in %d visits", s.sent, s.asked)
	}
	came := look(h, func(tx jobs.Tx) (jobs.Provenance, error) {
		p, _, err := tx.Provenance("ECB", calendar.MustDate("2026-11-23"))
		return p, err
	})
	if came.FetchedBy != "ann" || came.File != "daily.xml" || !came.FetchedAt.Equal(h.now) {
		t.Errorf("it came by %+v", came)
	}
}

// A file that was refused is asked for in full the next time.
func TestARefusedFileIsFetchedAgain(t *testing.T) {
	t.Parallel()
	h, s, from := feeds(t)
	s.text = strings.Replace(s.text, "1.1634", "zero", 1)
	for n := 1; n <= 2; n++ {
		_, err := h.stages.FetchRates(h.ctx, from, nil)
		h.refused(err, nil, "ECB: daily.xml: ECB rates", `"zero"`)
		if s.sent != n {
			t.Errorf("after %d visits it was sent %d times", n, s.sent)
		}
	}
	s.text = rateFile("2026-11-23", "USD 1.1634")
	h.ends(h.done(h.stages.FetchRates(h.ctx, from, nil)), jobs.OutcomeDone)
}

func TestADeadFeedStopsNoOther(t *testing.T) {
	t.Parallel()
	h, s, from := feeds(t)
	s.down = true
	h.stages.Settings.Rates.Feeds = append(h.stages.Settings.Rates.Feeds, jobs.RateFeed{Name: "DESK", Place: h.dir + "/desk.csv"})
	h.write("desk.csv", "time,base,quote,mid\n2026-11-23T12:00:00Z,EUR,USD,1.1634\n")
	result, err := h.stages.FetchRates(h.ctx, from, nil)
	h.refused(err, nil, "ECB: fetch ECB from http", "tried 2 times", "503")
	h.says(strings.Join(result.Notes, ";"), "DESK: DESK fixing of 2026-11-23, 1 rate, added")
	again, err := h.stages.FetchRates(h.ctx, from, []string{"DESK"})
	h.says(h.done(again, err).Notes[0], "DESK: desk.csv: its bytes are known already")
	_, err = h.stages.FetchRates(h.ctx, from, []string{"FED"})
	h.refused(err, jobs.ErrUnknownID, `"FED"`)
	h.stages.Settings.Rates.Feeds = nil
	_, err = h.stages.FetchRates(h.ctx, from, nil)
	h.refused(err, nil, "names no feed")
}

// Rates are late only on a day on which they are due, by the clock of their source.
func TestLateRates(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ now, want string }{
		{"2026-11-23T20:00:00Z", ""},
		{"2026-11-24T15:29:59Z", ""}, // before 16:30 in Brussels
		{"2026-11-24T15:30:00Z", "the fixing of 2026-11-24 is due since 16:30 Europe/Brussels and has not come, the last is of 2026-11-23"},
	} {
		h, _, from := feeds(t)
		h.at(tt.now)
		result := h.done(h.stages.FetchRates(h.ctx, from, nil))
		if late := result.Outcome == jobs.OutcomeNeedsPerson; late != (tt.want != "") {
			t.Errorf("%s: %+v", tt.now, result)
		}
		h.says(strings.Join(result.Notes, ";"), tt.want)
	}
	for _, now := range []string{"2026-11-28T20:00:00Z", "2026-11-29T20:00:00Z", "2026-11-30T12:00:00Z"} { // a weekend
		h, s, from := feeds(t)
		s.text = rateFile("2026-11-27", "USD 1.16")
		h.at(now)
		h.ends(h.done(h.stages.FetchRates(h.ctx, from, nil)), jobs.OutcomeDone)
	}
}

// A conflict that comes by itself is one all the same.
func TestAFetchedConflictNeedsAPerson(t *testing.T) {
	t.Parallel()
	h, s, from := feeds(t)
	h.rates("2026-11-23", "USD 1.17")
	_, err := h.stages.FetchRates(h.ctx, from, nil)
	h.refused(err, jobs.ErrNeedsPerson, "EUR/USD is 1.17", "nostro rates accept conflict:1")
	h.done(h.stages.FetchRates(h.ctx, from, nil))
	if s.sent != 1 {
		t.Errorf("it was sent %d times: the visit that found the conflict was not kept", s.sent)
	}
}

type stopped struct{}

func (stopped) Fetch(ctx context.Context, _ jobs.RateFeed, _ jobs.RateFetch) (jobs.FetchedRates, error) {
	return jobs.FetchedRates{}, errors.New("no network")
}

func TestAFailedVisitIsOnRecord(t *testing.T) {
	t.Parallel()
	h, _, _ := feeds(t)
	_, err := h.stages.FetchRates(h.ctx, stopped{}, nil)
	h.refused(err, nil, "ECB: no network")
	runs := look(h, jobs.Tx.Runs)
	if last := runs[len(runs)-1]; last.Stage != "rates" || last.Outcome != string(jobs.OutcomeFailed) {
		t.Errorf("the run is %+v", last)
	}
}
