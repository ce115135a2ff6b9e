package main

import (
	"time"

	"nostro/jobs"
	"nostro/jobs/alarm"
)

// alarmForm is the stable form of an alarm.
type alarmForm struct {
	ID        int64     `json:"id"`
	Kind      string    `json:"kind"`
	Subject   string    `json:"subject"`
	Severity  string    `json:"severity"`
	State     string    `json:"state"`
	Text      string    `json:"text"`
	Next      string    `json:"next"`
	Runbook   string    `json:"runbook"`
	FirstSeen time.Time `json:"first_seen"`
	Since     time.Time `json:"since"`
	LastSeen  time.Time `json:"last_seen"`
	Count     int       `json:"count"`
	AckBy     string    `json:"acknowledged_by,omitempty"`
	AckNote   string    `json:"note,omitempty"`
}

func alarmJSON(a alarm.Alarm) alarmForm {
	return alarmForm{a.ID, string(a.Kind), a.Subject, string(a.Severity), string(a.State), a.Text, a.Next, a.Kind.Runbook(), a.FirstSeen.UTC(),
		a.Since.UTC(), a.LastSeen.UTC(), a.Count, a.AckBy, a.AckNote}
}

// alarmViewForm is one with its history.
type alarmViewForm struct {
	alarmForm
	Means   string           `json:"means"`
	Events  []alarmEventForm `json:"events"`
	Notices []noticeForm     `json:"notices"`
}

type alarmEventForm struct {
	Number     int64     `json:"number"`
	Alarm      int64     `json:"alarm"`
	Kind       string    `json:"kind"`
	Subject    string    `json:"subject"`
	What       string    `json:"what"`
	Occurrence int       `json:"occurrence"`
	Severity   string    `json:"severity"`
	At         time.Time `json:"at"`
	By         string    `json:"by,omitempty"`
	Text       string    `json:"text"`
}

type noticeForm struct {
	Number   int64     `json:"number"`
	Channel  string    `json:"channel"`
	State    string    `json:"state"`
	Attempts int       `json:"attempts"`
	MadeAt   time.Time `json:"made_at"`
	NextAt   time.Time `json:"next_at,omitzero"`
	EndedAt  time.Time `json:"ended_at,omitzero"`
	Detail   string    `json:"detail,omitempty"`
}

func alarmEventJSON(a alarm.Alarm, e alarm.Event) alarmEventForm {
	return alarmEventForm{e.Number, e.Alarm, string(a.Kind), a.Subject, string(e.What), e.Occurrence, string(e.Severity), e.At.UTC(), e.By, e.Text}
}

func alarmViewJSON(v jobs.AlarmView) alarmViewForm {
	form := alarmViewForm{alarmJSON(v.Alarm), v.About.Means, []alarmEventForm{}, []noticeForm{}}
	for _, e := range v.Events {
		form.Events = append(form.Events, alarmEventJSON(v.Alarm, e))
	}
	for _, n := range v.Notices {
		form.Notices = append(form.Notices, noticeForm{n.Number, n.Channel, string(n.State), n.Attempts, n.MadeAt, n.NextAt, n.EndedAt, n.Detail})
	}
	return form
}
