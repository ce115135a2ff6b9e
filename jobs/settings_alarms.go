package jobs

import (
	"slices"

	"nostro/jobs/alarm"
)

// AlarmSettings is who is told of what, and how long something may wait before it is an alarm. The zero value tells
// nobody but the log, by the usual times.
type AlarmSettings struct {
	Channels   []string                      // by which people are told
	Escalate   []string                      // channels that are told too where nobody has taken a page on, once
	Routes     map[alarm.Severity][]string   // channels by severity; a severity that is not there: all of them, but for info
	Severities map[alarm.Kind]alarm.Severity // where the usual one of a kind does not do; alarm.Off: it is none

	JobLateMinutes int // a due instant is not done; 0: the usual, as for all below
	ApprovalHours  int // a request waits
	CheckpointDays int // the books have grown and were not signed
	RepeatMinutes  int // nobody has taken a page on: it is told again, each time that this has passed
	CameBackDays   int // for so long a payment that came back is told
	BackupDays     int // no backup was made, where a job makes them
	CalendarDays   int // before the last day that a calendar in use knows
	RecallDays     int // business days: a recall is not answered, or agreed to and nothing came
}

// The usual times.
const (
	jobLateMinutesUsual = 15
	approvalHoursUsual  = 4
	checkpointDaysUsual = 35
	backupDaysUsual     = 8
	repeatMinutesUsual  = 30
	cameBackDaysUsual   = 3
	calendarDaysUsual   = 180 // value dates and the next program with its calendars need time
	recallDaysUsual     = 15  // what the SEPA credit transfer rulebook gives the payee's bank
)

// usual fills in the usual times.
func (a AlarmSettings) usual() AlarmSettings {
	for _, set := range []struct {
		value *int
		usual int
	}{{&a.JobLateMinutes, jobLateMinutesUsual}, {&a.ApprovalHours, approvalHoursUsual},
		{&a.CheckpointDays, checkpointDaysUsual}, {&a.BackupDays, backupDaysUsual}, {&a.RepeatMinutes, repeatMinutesUsual},
		{&a.CameBackDays, cameBackDaysUsual}, {&a.RecallDays, recallDaysUsual},
		{&a.CalendarDays, calendarDaysUsual}} {
		if *set.value == 0 {
			*set.value = set.usual
		}
	}
	return a
}

// SeverityOf returns the severity of a kind here.
func (a AlarmSettings) SeverityOf(k alarm.Kind) alarm.Severity {
	if own, there := a.Severities[k]; there {
		return own
	}
	about, _ := alarm.Of(k)
	return about.Severity
}

// Route returns the channels that are told of an alarm. One that says that a channel takes nothing is not told there.
func (a AlarmSettings) Route(k alarm.Kind, subject string, s alarm.Severity) []string {
	all, own := a.Routes[s]
	if !own && s != alarm.Info {
		all = a.Channels
	}
	all = slices.Clone(all)
	return slices.DeleteFunc(all, func(channel string) bool { return k == alarm.UndeliveredNotice && subject == channel })
}
