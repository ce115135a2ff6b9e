package notify

import (
	"fmt"
	"strings"
	"time"

	"nostro/jobs"
	"nostro/jobs/alarm"
)

// form is the stable form of a message, version 1.
type form struct {
	Version int        `json:"version"`
	Key     string     `json:"key"`
	Channel string     `json:"channel"`
	House   string     `json:"house"`
	At      time.Time  `json:"at"`
	Test    bool       `json:"test,omitempty"`
	Alarms  []newsForm `json:"alarms"`
}

type newsForm struct {
	Alarm      int64     `json:"alarm"`
	What       string    `json:"what"`
	Kind       string    `json:"kind"`
	Subject    string    `json:"subject"`
	Severity   string    `json:"severity"`
	Text       string    `json:"text"`
	Next       string    `json:"next"`
	Runbook    string    `json:"runbook"`
	Occurrence int       `json:"occurrence"`
	Since      time.Time `json:"since"`
	At         time.Time `json:"at"`
}

func formOf(m jobs.Message, mask func(string) string) form {
	f := form{Version: 1, Key: m.Key, Channel: m.Channel, House: m.House, At: m.At.UTC(), Test: len(m.News) == 0, Alarms: []newsForm{}}
	for _, n := range m.News {
		f.Alarms = append(f.Alarms, newsForm{n.Event.Alarm, string(n.What), string(n.Alarm.Kind), mask(n.Alarm.Subject), string(n.Event.Severity),
			mask(n.Event.Text), mask(n.Alarm.Next), n.Alarm.Kind.Runbook(), n.Occurrence, n.Alarm.Since.UTC(), n.At.UTC()})
	}
	return f
}

// subjectOf is the line by which a person decides whether to get up.
func subjectOf(m jobs.Message, mask func(string) string) string {
	if len(m.News) == 0 {
		return "nostro: this is a test of channel " + m.Channel
	}
	first := m.News[0]
	for _, n := range m.News {
		if n.What == alarm.Raised {
			first = n
			break
		}
	}
	text := fmt.Sprintf("nostro %s: %s %s of %s", strings.ToUpper(string(first.Event.Severity)), first.What, first.Alarm.Kind, mask(first.Alarm.Subject))
	if more := len(m.News) - 1; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// textOf is the whole of it for people.
func textOf(m jobs.Message, mask func(string) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s\n", m.House, m.At.UTC().Format("2006-01-02 15:04:05Z"))
	if len(m.News) == 0 {
		b.WriteString("\nThis is a test. Nothing needs to be done.\n")
	}
	for _, n := range m.News {
		fmt.Fprintf(&b, "\nalarm %d %s: %s of %s (%s)\n", n.Event.Alarm, n.What, n.Alarm.Kind, n.Alarm.Subject, n.Event.Severity)
		fmt.Fprintf(&b, "  %s\n", n.Event.Text)
		if n.What == alarm.Raised {
			fmt.Fprintf(&b, "  next: %s\n  runbook: %s\n", n.Alarm.Next, n.Alarm.Kind.Runbook())
		}
	}
	return mask(b.String())
}
