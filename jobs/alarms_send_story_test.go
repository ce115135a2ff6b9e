package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/jobs/alarm"
	"nostro/lifecycle"
)

// post takes what it is given, or errs.
type post struct {
	got   []jobs.Message
	fails map[string]error
}

func (p *post) Send(_ context.Context, m jobs.Message) error {
	p.got = append(p.got, m)
	return p.fails[m.Channel]
}

type forGood struct{ error }

func (forGood) Final() bool { return true }

// told is a shift that tells two channels, and an alarm of its own.
func told(t *testing.T) (*shift, *jobs.Runner, *post) {
	t.Helper()
	s := newShift(t)
	r := s.roomy("p1")
	r.Stages.Settings.Alarms.Channels, r.Stages.Settings.Alarms.RepeatMinutes = []string{"duty", "desk"}, 24*60
	r.Stages.Settings.Alarms.Routes = map[alarm.Severity][]string{alarm.Warning: {"desk"}}
	down := alarm.Cause{Kind: alarm.EndpointDown, Subject: "rhein", Text: "refused", Next: "nostro ping rhein"}
	late := alarm.Cause{Kind: alarm.LeaseLost, Subject: "runner", Text: "late", Next: "nostro jobs"}
	s.alarmed(r, alarm.Fact{Cause: down, Wrong: true}, alarm.Fact{Cause: late, Wrong: true})
	return s, r, &post{fails: map[string]error{}}
}

func (s *shift) sends(r *jobs.Runner, p *post, want int) {
	s.t.Helper()
	if n, err := r.Stages.SendNotices(s.t.Context(), p); n != want || err != nil {
		s.t.Errorf("%d sent, want %d: %v", n, want, err)
	}
}

func (s *shift) channels() (lines []string) {
	s.t.Helper()
	err := s.store.View(s.t.Context(), func(tx jobs.Tx) error {
		all, err := tx.Channels()
		for _, c := range all {
			lines = append(lines, fmt.Sprintf("%s %d %d %d %d", c.Name, c.Waiting, c.Sent, c.Failed, c.Unknown))
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return lines
}

// One notice a channel and look, the most urgent first, by the routes; sent once; under a key of its own.
func TestNoticesGoToTheirChannelsOnce(t *testing.T) {
	s, r, p := told(t)
	s.sends(r, p, 2)
	s.sends(r, p, 0)
	if len(p.got) != 2 || p.got[0].Channel != "duty" || len(p.got[0].News) != 1 || p.got[1].Channel != "desk" || len(p.got[1].News) != 2 ||
		p.got[1].News[0].Alarm.Kind != alarm.EndpointDown || p.got[0].Key == p.got[1].Key || p.got[0].Key == "" {
		t.Errorf("%+v", p.got)
	}
	if got := s.channels(); !slices.Equal(got, []string{"desk 0 1 0 0", "duty 0 1 0 0"}) {
		t.Errorf("%q", got)
	}
}

// What fails is tried again later, under the same key, and nothing overtakes it; what is refused is given up, and told on
// another channel.
func TestNoticesThatAreNotTaken(t *testing.T) {
	s, r, p := told(t)
	p.fails["duty"] = errors.New("503")
	s.sends(r, p, 1)
	s.sends(r, p, 0)
	s.now = s.now.Add(61 * time.Second)
	s.sends(r, p, 0)
	s.now = s.now.Add(61 * time.Second)
	s.sends(r, p, 0) // the second pause is two minutes
	if len(p.got) != 3 || p.got[0].Key != p.got[2].Key {
		t.Errorf("%d attempts", len(p.got))
	}
	p.fails["duty"] = forGood{errors.New("404")}
	s.now = s.now.Add(time.Hour)
	s.sends(r, p, 0)
	if got := s.channels(); !slices.Equal(got, []string{"desk 0 1 0 0", "duty 0 0 1 0"}) {
		t.Errorf("%q", got)
	}
	s.alarmed(r)
	p.fails["duty"] = nil
	s.sends(r, p, 1)
	if last := p.got[len(p.got)-1]; last.Channel != "desk" || last.News[0].Alarm.Kind != alarm.UndeliveredNotice {
		t.Errorf("%+v", last)
	}
	if n, err := r.Stages.TestChannel(t.Context(), p, "duty"); err != nil || n.State != lifecycle.NoticeSent {
		t.Errorf("%+v %v", n, err)
	}
	if slices.Contains(s.alarmed(r), "undelivered-notice of duty") {
		t.Error("it took a later one, and is still told")
	}
	if _, err := r.Stages.TestChannel(t.Context(), p, "none"); !errors.Is(err, jobs.ErrUnknownID) {
		t.Errorf("no such channel: %v", err)
	}
}

// It is tried for hours, and then given up: as unknown where it may have arrived.
func TestNoticesAreGivenUp(t *testing.T) {
	s, r, p := told(t)
	p.fails["duty"] = fmt.Errorf("no reply: %w", jobs.ErrUnsure)
	began := s.now
	for range 40 {
		if n, err := r.Stages.SendNotices(t.Context(), p); err != nil {
			t.Fatal(n, err)
		}
		s.now = s.now.Add(31 * time.Minute)
	}
	if got := s.channels(); !slices.Equal(got, []string{"desk 0 1 0 0", "duty 0 0 0 1"}) || s.now.Sub(began) < 12*time.Hour {
		t.Errorf("%q", got)
	}
}
