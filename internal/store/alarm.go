package store

import (
	"fmt"
	"time"

	"nostro/jobs"
	"nostro/jobs/alarm"
	"nostro/lifecycle"
)

const (
	alarmColumns = "kind, subject, severity, state, text, next, first_seen, since, last_seen, count, acknowledged_by, note"
	alarmRead    = "SELECT id, " + alarmColumns + " FROM alarm"
	selectAlarm  = alarmRead + " WHERE id = ?1"
	selectOf     = alarmRead + " WHERE kind = ?1 AND subject = ?2"
	selectAlarms = alarmRead + " ORDER BY id"
	// The condition is that of the index: SQLite takes a partial one only where it sees it again.
	selectOpenAlarms = alarmRead + " WHERE state IN ('raised', 'acknowledged') ORDER BY kind, subject"
	selectAlarmState = "SELECT state FROM alarm WHERE id = ?1"
	updateAlarm      = "UPDATE alarm SET (severity, state, text, next, since, last_seen, count, acknowledged_by, note) = " +
		"(?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) WHERE id = ?1"

	alarmEventColumns    = "alarm, what, occurrence, severity, at, by, text"
	alarmEventRead       = "SELECT number, " + alarmEventColumns + " FROM alarm_event"
	selectAlarmEventsOf  = alarmEventRead + " WHERE alarm = ?1 AND at >= ?2 ORDER BY number"
	selectAlarmEvents    = alarmEventRead + " WHERE at >= ?1 ORDER BY number"
	selectEventsOfNotice = alarmEventRead + " WHERE number IN (SELECT event FROM alarm_notice_event WHERE notice = ?1) ORDER BY number"
)

var (
	insertAlarm      = insertInto("alarm", alarmColumns)
	insertAlarmEvent = insertInto("alarm_event", alarmEventColumns)
)

func alarmName(k alarm.Kind, subject string) string { return fmt.Sprintf("alarm %s of %s", k, subject) }

func (t *tx) AddAlarm(a alarm.Alarm) (int64, error) {
	return t.add(alarmName(a.Kind, a.Subject), insertAlarm, string(a.Kind), a.Subject, string(a.Severity), string(a.State), a.Text, a.Next,
		instant(a.FirstSeen), instant(a.Since), instant(a.LastSeen), a.Count, a.AckBy, a.AckNote)
}

func (t *tx) SaveAlarm(a alarm.Alarm) error {
	what := alarmName(a.Kind, a.Subject)
	if err := checkMove(t, lifecycle.Alarms, what, a.State, selectAlarmState, a.ID); err != nil {
		return err
	}
	return t.exec(what, updateAlarm, a.ID, string(a.Severity), string(a.State), a.Text, a.Next, instant(a.Since), instant(a.LastSeen),
		a.Count, a.AckBy, a.AckNote)
}

func intoAlarm(a *alarm.Alarm) []any {
	return []any{&a.ID, &a.Kind, &a.Subject, choice(&a.Severity, alarm.Severities()...), state(lifecycle.Alarms, &a.State), &a.Text, &a.Next,
		instantCell(&a.FirstSeen), instantCell(&a.Since), instantCell(&a.LastSeen), &a.Count, &a.AckBy, &a.AckNote}
}

func (t *tx) Alarm(id int64) (alarm.Alarm, bool, error) {
	return one(t, fmt.Sprintf("alarm %d", id), intoAlarm, selectAlarm, id)
}

func (t *tx) AlarmOf(k alarm.Kind, subject string) (alarm.Alarm, bool, error) {
	return one(t, alarmName(k, subject), intoAlarm, selectOf, string(k), subject)
}

func (t *tx) OpenAlarms() ([]alarm.Alarm, error) {
	return list(t, "open alarms", intoAlarm, selectOpenAlarms)
}

func (t *tx) Alarms() ([]alarm.Alarm, error) { return list(t, "alarms", intoAlarm, selectAlarms) }

func (t *tx) AddAlarmEvent(e alarm.Event) (int64, error) {
	return t.add(fmt.Sprintf("event of alarm %d", e.Alarm), insertAlarmEvent, e.Alarm, string(e.What), e.Occurrence, string(e.Severity),
		instant(e.At), e.By, e.Text)
}

func intoAlarmEvent(e *alarm.Event) []any {
	return []any{&e.Number, &e.Alarm, choice(&e.What, alarm.Whats()...), &e.Occurrence, choice(&e.Severity, alarm.Severities()...),
		instantCell(&e.At), &e.By, &e.Text}
}

// ever is before every instant that is kept.
var ever = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Add(1)

func (t *tx) AlarmEvents(id int64, from time.Time) ([]alarm.Event, error) {
	if from.IsZero() {
		from = ever
	}
	if id == 0 {
		return list(t, "events of alarms", intoAlarmEvent, selectAlarmEvents, instant(from))
	}
	return list(t, fmt.Sprintf("events of alarm %d", id), intoAlarmEvent, selectAlarmEventsOf, id, instant(from))
}

func (t *tx) NoticeEvents(number int64) ([]alarm.Event, error) {
	return list(t, fmt.Sprintf("events of notice %d", number), intoAlarmEvent, selectEventsOfNotice, number)
}

const (
	selectFailedJobRuns = "SELECT " + jobRunColumns + " FROM job_run WHERE state = 'failed' AND due_at >= ?1 ORDER BY due_at, job"
	selectLastDone      = "SELECT " + jobRunColumns + " FROM job_run WHERE job = ?1 AND state = 'done' ORDER BY due_at DESC LIMIT 1"
	selectTroubledOut   = "SELECT " + fileOutRead + " FROM file_out WHERE state IN ('unknown', 'failed') ORDER BY name"
	selectQuarantined   = fileInRead + " FROM file_in WHERE state = 'quarantined' AND id NOT IN (SELECT file_in FROM quarantine_drop) ORDER BY id"
	selectOpenRequests  = "SELECT number, " + requestColumns + " FROM approval_request WHERE state IN ('waiting', 'granted') ORDER BY number"
)

func (t *tx) FailedJobRuns(from time.Time) ([]jobs.JobRun, error) {
	return list(t, "runs of jobs that failed", intoJobRun, selectFailedJobRuns, instant(from))
}

func (t *tx) LastDoneJobRun(job string) (jobs.JobRun, bool, error) {
	return one(t, "last run of job "+job, intoJobRun, selectLastDone, job)
}

func (t *tx) TroubledFilesOut() ([]jobs.FileOut, error) {
	return list(t, "files out with trouble", intoFileOut, selectTroubledOut)
}

func (t *tx) QuarantinedFiles() ([]jobs.FileIn, error) {
	return list(t, "files in quarantine", intoFileIn, selectQuarantined)
}

func (t *tx) OpenApprovalRequests() ([]jobs.ApprovalRequest, error) {
	return t.requests(selectOpenRequests)
}
