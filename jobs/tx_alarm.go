package jobs

import (
	"time"

	"nostro/jobs/alarm"
)

// AlarmTx is what alarms need.
type AlarmTx interface {
	// AddAlarm adds one whose kind and subject are new and returns its id.
	AddAlarm(a alarm.Alarm) (id int64, err error)
	// SaveAlarm writes everything that may change; the move of its state is checked.
	SaveAlarm(a alarm.Alarm) error
	Alarm(id int64) (a alarm.Alarm, found bool, err error)
	// AlarmOf returns the one of a kind and subject.
	AlarmOf(k alarm.Kind, subject string) (a alarm.Alarm, found bool, err error)
	// OpenAlarms returns those that are not resolved, by kind and subject; Alarms all, by id.
	OpenAlarms() ([]alarm.Alarm, error)
	Alarms() ([]alarm.Alarm, error)
	AddAlarmEvent(e alarm.Event) (number int64, err error)
	// AlarmEvents returns those of an alarm by number; of alarm 0 those of all, from an instant on.
	AlarmEvents(id int64, from time.Time) ([]alarm.Event, error)

	// AddNotice adds one with its events and returns its number.
	AddNotice(n alarm.Notice) (number int64, err error)
	// SaveNotice writes what came of an attempt; the move of its state is checked.
	SaveNotice(n alarm.Notice) error
	// WaitingNotices returns those that wait, by number, with their events.
	WaitingNotices() ([]alarm.Notice, error)
	// NoticesWith returns those that tell an event of the alarm, by number, without their events.
	NoticesWith(id int64) ([]alarm.Notice, error)
	// NoticeEvents returns the events of a notice, by number.
	NoticeEvents(number int64) ([]alarm.Event, error)
	// Channels returns how well each channel takes what it is given, by name.
	Channels() ([]alarm.Channel, error)

	// FailedJobRuns returns those that failed, due at or after the instant, by due instant and job.
	FailedJobRuns(from time.Time) ([]JobRun, error)
	// LastDoneJobRun returns the newest run of a job that is done.
	LastDoneJobRun(job string) (r JobRun, found bool, err error)
	// TroubledFilesOut returns the files of all cycles that are unknown or failed, by name.
	TroubledFilesOut() ([]FileOut, error)
	// QuarantinedFiles returns those that lie in quarantine and were not dropped, by id.
	QuarantinedFiles() ([]FileIn, error)
	// OpenApprovalRequests returns those that are waiting or granted, by number.
	OpenApprovalRequests() ([]ApprovalRequest, error)
}
