package main

import (
	"fmt"
	"strings"
	"time"

	"nostro/jobs"
	"nostro/jobs/alarm"
	"nostro/lifecycle"
)

type alarmsCmd struct {
	List    alarmsListCmd    `cmd:"" default:"withargs" help:"Look, and list what needs a person (the default)."`
	Show    alarmsShowCmd    `cmd:"" help:"One of them, with its history and who was told."`
	Ack     alarmsAckCmd     `cmd:"" help:"Take one on, with a note."`
	Test    alarmsTestCmd    `cmd:"" help:"Send a test on a channel, and tell what came of it."`
	History alarmsHistoryCmd `cmd:"" help:"What was raised, taken on and over, newest last."`
}

type alarmsListCmd struct {
	All bool `help:"Those that are over too."`
}

// Run looks at everything, as nostro run does, and lists the alarms. It ends with 1 where one is raised that nobody has
// taken on, but for those that can wait until somebody looks.
func (c *alarmsListCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		if _, err := h.stages.LookAtAlarms(s.ctx, nil); err != nil {
			return err
		}
		list, err := h.stages.Alarms(s.ctx, c.All)
		if err != nil {
			return err
		}
		for _, severity := range alarm.Severities() {
			for _, a := range list {
				if a.Severity == severity {
					s.showAlarm(a)
				}
			}
		}
		if len(list) == 0 && !s.cli.JSON {
			s.line("alarms", "none is open")
		}
		return nil
	})
}

type alarmsShowCmd struct {
	ID int64 `arg:"" help:"Its number."`
}

func (c *alarmsShowCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		v, err := h.stages.Alarm(s.ctx, c.ID)
		if err != nil {
			return err
		}
		if s.cli.JSON {
			s.json(alarmViewJSON(v))
			return nil
		}
		s.showAlarm(v.Alarm)
		s.line("", "what it means: "+v.About.Means)
		s.line("", "what to do: "+v.Kind.Runbook())
		for _, e := range v.Events {
			s.line("", "- "+stampText(e.At)+" "+eventText(e))
		}
		for _, n := range v.Notices {
			s.line("", "- "+noticeText(n))
		}
		return nil
	})
}

type alarmsAckCmd struct {
	ID   int64  `arg:"" help:"Its number."`
	Note string `help:"What you do about it." required:"" placeholder:"WHAT"`
}

func (c *alarmsAckCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		a, err := h.stages.AckAlarm(s.ctx, c.ID, c.Note)
		if err != nil {
			return err
		}
		s.show(jobs.Result{Stage: "alarms", Outcome: jobs.OutcomeDone, Summary: fmt.Sprintf("alarm %d, %s of %s, is taken on by %s: %s", a.ID, a.Kind,
			a.Subject, a.AckBy, a.AckNote)})
		return nil
	})
}

type alarmsTestCmd struct {
	Channel string `arg:"" help:"Its name, as alarms.channels has it."`
}

// Run ends with 1 where the test was not taken.
func (c *alarmsTestCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		if err := s.learn(h.stages); err != nil {
			return err
		}
		n, err := h.stages.TestChannel(s.ctx, s.messengers(h.config), c.Channel)
		if err != nil {
			return err
		}
		outcome := jobs.OutcomeDone
		if n.State != lifecycle.NoticeSent {
			outcome = jobs.OutcomeNeedsPerson
		}
		s.show(jobs.Result{Stage: "alarms", Outcome: outcome, Summary: noticeText(n)})
		return nil
	})
}

type alarmsHistoryCmd struct {
	Since string `help:"From this day on; default a week ago." placeholder:"DATE"`
}

func (c *alarmsHistoryCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		since, err := dateOrNone(c.Since)
		if err != nil {
			return err
		}
		from := s.Now().AddDate(0, 0, -7)
		if !since.IsZero() {
			from = since.In(h.stages.Settings.CutOff.Zone())
		}
		events, of, err := h.stages.AlarmHistory(s.ctx, from)
		if err != nil {
			return err
		}
		for _, e := range events {
			a := of[e.Alarm]
			if s.cli.JSON {
				s.json(alarmEventJSON(a, e))
				continue
			}
			s.line(fmt.Sprintf("alarm %d", a.ID), fmt.Sprintf("%s %s of %s %s", stampText(e.At), a.Kind, a.Subject, eventText(e)))
		}
		if len(events) == 0 && !s.cli.JSON {
			s.line("alarms", "nothing has happened since "+from.UTC().Format(time.DateOnly))
		}
		return nil
	})
}

// showAlarm prints one alarm. A raised one needs a person.
func (s *session) showAlarm(a alarm.Alarm) {
	if a.State == lifecycle.AlarmRaised && a.Severity != alarm.Info {
		s.needsPerson()
	}
	if s.cli.JSON {
		s.json(alarmJSON(a))
		return
	}
	s.line(fmt.Sprintf("alarm %d", a.ID), fmt.Sprintf("%s, %s of %s", strings.ToUpper(string(a.Severity)), a.Kind, a.Subject))
	s.line("", a.Text)
	when := "since " + stampText(a.Since)
	if a.Count > 1 {
		when += fmt.Sprintf(", %d times since %s", a.Count, stampText(a.FirstSeen))
	}
	switch a.State {
	case lifecycle.AlarmAcknowledged:
		when += ", taken on by " + a.AckBy + ": " + a.AckNote
	case lifecycle.AlarmResolved:
		when += ", over, last seen " + stampText(a.LastSeen)
	}
	s.line("", when)
	if a.State != lifecycle.AlarmResolved {
		s.line("", "next: "+a.Next+" ("+a.Kind.Runbook()+")")
	}
}

func eventText(e alarm.Event) string {
	text := string(e.What)
	switch {
	case e.What == alarm.Acknowledged:
		text += " by " + e.By
	case e.What == alarm.Changed:
		text += " to " + string(e.Severity)
	case e.Occurrence > 1:
		text += fmt.Sprintf(" (occurrence %d)", e.Occurrence)
	}
	return text + ": " + e.Text
}

func noticeText(n alarm.Notice) string {
	text := fmt.Sprintf("notice %d to %s is %s", n.Number, n.Channel, n.State)
	if n.Attempts > 0 {
		text += ", tried " + times(n.Attempts)
	}
	if n.Detail != "" {
		text += ": " + n.Detail
	}
	return text
}
