package jobs_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/jobs/alarm"
)

// paged is a house that was paged about an endpoint, and what its channels got: "duty raised 1", of the page alone.
type paged struct {
	*shift
	r    *jobs.Runner
	post *post
}

func newPaged(t *testing.T) *paged {
	s := newShift(t)
	p := &paged{s, s.roomy("p1"), &post{fails: map[string]error{}}}
	p.r.Stages.Settings.Alarms = jobs.AlarmSettings{Channels: []string{"boss", "duty"}, Escalate: []string{"boss"}, RepeatMinutes: 20,
		Routes: map[alarm.Severity][]string{alarm.Page: {"duty"}, alarm.Warning: {}, alarm.Info: {}}}
	return p
}

// after lets minutes pass, looks, sends, and returns what was sent.
func (p *paged) after(minutes int, wrong bool) []string {
	p.t.Helper()
	p.now = p.now.Add(time.Duration(minutes) * time.Minute)
	down := alarm.Cause{Kind: alarm.EndpointDown, Subject: "rhein", Text: "refused", Next: "nostro ping rhein"}
	p.alarmed(p.r, alarm.Fact{Cause: down, Wrong: wrong})
	p.post.got = nil
	if _, err := p.r.Stages.SendNotices(p.t.Context(), p.post); err != nil {
		p.t.Fatal(err)
	}
	var lines []string
	for _, m := range p.post.got {
		for _, n := range m.News {
			line := fmt.Sprintf("%s %s %d", m.Channel, n.What, n.Occurrence)
			if strings.HasPrefix(n.Event.Text, jobs.StillThere) {
				line += " again"
			}
			lines = append(lines, line)
		}
	}
	return lines
}

func (p *paged) gets(minutes int, wrong bool, want ...string) {
	p.t.Helper()
	if got := p.after(minutes, wrong); !slices.Equal(got, want) {
		p.t.Errorf("%s: got %q, want %q", p.now.Format("15:04"), got, want)
	}
}

// A page that nobody has taken on is told again, and once to those above; one that was taken on, or is over, is not; one
// that comes back begins anew.
func TestAPageThatNobodyTakesOn(t *testing.T) {
	p := newPaged(t)
	p.gets(0, true, "duty raised 1")
	p.gets(19, true)
	p.gets(1, true, "boss changed 1 again", "duty changed 1 again")
	p.gets(10, true)
	p.gets(10, true, "duty changed 1 again")
	p.gets(300, true, "duty changed 1 again") // nothing ran for hours: once
	p.gets(1, false, "duty resolved 1")
	p.gets(60, false)
	p.gets(1, true, "duty raised 2")
	p.gets(20, true, "boss changed 2 again", "duty changed 2 again")
	all, err := p.r.Stages.LookAtAlarms(t.Context(), nil)
	if err != nil || len(all.Open) != 1 {
		t.Fatalf("%+v, %v", all.Open, err)
	}
	if _, err := p.r.Stages.AckAlarm(t.Context(), all.Open[0].ID, "I call the bank"); err != nil {
		t.Fatal(err)
	}
	p.gets(60, true)
	p.gets(1, false, "duty resolved 2")
}

// What is no page is told once.
func TestAWarningIsToldOnce(t *testing.T) {
	p := newPaged(t)
	p.r.Stages.Settings.Alarms.Routes[alarm.Warning] = []string{"duty"}
	p.r.Stages.Settings.Alarms.Severities = map[alarm.Kind]alarm.Severity{alarm.EndpointDown: alarm.Warning}
	fact := alarm.Fact{Wrong: true, Cause: alarm.Cause{Kind: alarm.LeaseLost, Subject: "runner", Text: "late", Next: "nostro jobs"}}
	p.alarmed(p.r, fact)
	p.now = p.now.Add(5 * time.Hour)
	p.alarmed(p.r, fact)
	n, err := p.r.Stages.SendNotices(t.Context(), p.post)
	if n != 1 || err != nil || len(p.post.got) != 1 || len(p.post.got[0].News) != 1 {
		t.Errorf("%d, %v: %+v", n, err, p.post.got)
	}
}
