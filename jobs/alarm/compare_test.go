package alarm_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nostro/jobs/alarm"
	"nostro/lifecycle"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func usual(k alarm.Kind) alarm.Severity {
	about, _ := alarm.Of(k)
	return about.Severity
}

func always(alarm.Kind, string) bool { return true }

// memory is a store of alarms, as plain as can be.
type memory struct {
	alarms []alarm.Alarm
	events []alarm.Event
}

func (m *memory) look(t interface{ Fatal(...any) }, l alarm.Look) {
	changes, err := alarm.Compare(m.alarms, l)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		if c.Alarm.ID == 0 {
			c.Alarm.ID = int64(len(m.alarms) + 1)
			m.alarms = append(m.alarms, c.Alarm)
		}
		m.alarms[c.Alarm.ID-1] = c.Alarm
		if c.Event.What != "" {
			c.Event.Alarm = c.Alarm.ID
			m.events = append(m.events, c.Event)
		}
	}
}

func (m *memory) told() (lines []string) {
	for _, e := range m.events {
		lines = append(lines, fmt.Sprintf("%s %s %d %s", m.alarms[e.Alarm-1].Subject, e.What, e.Occurrence, e.Severity))
	}
	return lines
}

// A cause is one alarm however often it is seen; over when it is gone; raised again, counted, and not taken on any more
// when it comes back.
func TestTheLifeOfAnAlarm(t *testing.T) {
	m := &memory{}
	unknown := alarm.Cause{Kind: alarm.UnknownFile, Subject: "a.xml", Text: "cut off", Next: "nostro files show a.xml"}
	at := noon
	look := func(causes ...alarm.Cause) {
		at = at.Add(time.Minute)
		m.look(t, alarm.Look{At: at, Causes: causes, Judged: always, SeverityOf: usual})
	}
	look(unknown)
	look(unknown, unknown)
	m.alarms[0].State, m.alarms[0].AckBy, m.alarms[0].AckNote = lifecycle.AlarmAcknowledged, "bea", "asking the bank"
	look(unknown)
	if a := m.alarms[0]; a.State != lifecycle.AlarmAcknowledged || a.Count != 1 || a.LastSeen.Sub(a.Since) != 2*time.Minute {
		t.Errorf("while it lasts: %+v", a)
	}
	look()
	look()
	if a := m.alarms[0]; a.State != lifecycle.AlarmResolved || a.LastSeen != noon.Add(3*time.Minute) {
		t.Errorf("when it is over: %+v", a)
	}
	look(unknown)
	if a := m.alarms[0]; a.State != lifecycle.AlarmRaised || a.Count != 2 || a.AckBy+a.AckNote != "" || a.FirstSeen != noon.Add(time.Minute) ||
		a.Since != at {
		t.Errorf("when it is back: %+v", a)
	}
	if want := []string{"a.xml raised 1 page", "a.xml resolved 1 page", "a.xml raised 2 page"}; !slices.Equal(m.told(), want) {
		t.Errorf("told %q", m.told())
	}
}

// What this look cannot judge stays as it is; a severity that nostro.yaml changes is told; what nobody wants is none.
func TestWhatALookCannotTellAndSeverities(t *testing.T) {
	m := &memory{}
	down := alarm.Cause{Kind: alarm.EndpointDown, Subject: "rhein"}
	m.look(t, alarm.Look{At: noon, Causes: []alarm.Cause{down}, Judged: always, SeverityOf: usual})
	m.look(t, alarm.Look{At: noon, Judged: func(alarm.Kind, string) bool { return false }, SeverityOf: usual})
	if m.alarms[0].State != lifecycle.AlarmRaised {
		t.Errorf("it is %s, and nobody could tell", m.alarms[0].State)
	}
	info := func(alarm.Kind) alarm.Severity { return alarm.Info }
	m.look(t, alarm.Look{At: noon, Causes: []alarm.Cause{down}, Judged: always, SeverityOf: info})
	off := func(alarm.Kind) alarm.Severity { return alarm.Off }
	m.look(t, alarm.Look{At: noon, Causes: []alarm.Cause{down}, Judged: always, SeverityOf: off})
	if want := []string{"rhein raised 1 page", "rhein changed 1 info", "rhein resolved 1 info"}; !slices.Equal(m.told(), want) {
		t.Errorf("told %q", m.told())
	}
	_, err := alarm.Compare(nil, alarm.Look{Causes: []alarm.Cause{{Kind: "smoke"}}, Judged: always, SeverityOf: usual})
	if err == nil || !strings.Contains(err.Error(), "smoke") {
		t.Errorf("a kind that is not in the list: %v", err)
	}
}

// A flood of one kind is a hundred alarms and one more, not ten thousand.
func TestAFlood(t *testing.T) {
	var causes []alarm.Cause
	for n := range 10_000 {
		causes = append(causes, alarm.Cause{Kind: alarm.FailedFile, Subject: fmt.Sprint(n)})
	}
	m := &memory{}
	m.look(t, alarm.Look{At: noon, Causes: causes, Judged: always, SeverityOf: usual})
	if len(m.alarms) != 101 || !slices.ContainsFunc(m.alarms, func(a alarm.Alarm) bool { return a.Subject == "(more)" }) {
		t.Errorf("%d alarms", len(m.alarms))
	}
}

// Whatever is seen when: an alarm is open exactly while its cause is, and raised is told once more often than resolved
// exactly then.
func TestOpenExactlyWhileItsCauseIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, at := &memory{}, noon
		for range rapid.IntRange(1, 20).Draw(t, "looks") {
			at = at.Add(time.Minute)
			wrong := map[string]bool{}
			var causes []alarm.Cause
			for _, s := range rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c"}), 0, 4).Draw(t, "subjects") {
				wrong[s] = true
				causes = append(causes, alarm.Cause{Kind: alarm.JobLate, Subject: s})
			}
			m.look(t, alarm.Look{At: at, Causes: causes, Judged: always, SeverityOf: usual})
			for _, a := range m.alarms {
				raised, resolved := 0, 0
				for _, e := range m.events {
					if e.Alarm == a.ID && e.What == alarm.Raised {
						raised++
					} else if e.Alarm == a.ID {
						resolved++
					}
				}
				open := a.State != lifecycle.AlarmResolved
				if open != wrong[a.Subject] || raised != a.Count || (raised-resolved == 1) != open {
					t.Fatalf("%+v, cause there: %t, raised %d, resolved %d", a, wrong[a.Subject], raised, resolved)
				}
			}
		}
	})
}

// The list of kinds is a list of words that can be file names, each once, each with a sentence.
func TestKinds(t *testing.T) {
	seen := map[alarm.Kind]bool{}
	for _, a := range alarm.Kinds() {
		if seen[a.Kind] || strings.Trim(string(a.Kind), "abcdefghijklmnopqrstuvwxyz-") != "" || len(a.Means) < 20 ||
			!slices.Contains(alarm.Severities(), a.Severity) {
			t.Errorf("%+v", a)
		}
		seen[a.Kind] = true
	}
	if _, found := alarm.Of("smoke"); found || len(seen) < 30 {
		t.Errorf("%d kinds", len(seen))
	}
}
