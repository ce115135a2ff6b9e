package store_test

import (
	"testing"
	"time"

	"nostro/jobs"
	"nostro/jobs/alarm"
	"nostro/lifecycle"
)

func TestAlarmsComeBack(t *testing.T) {
	s, _ := world(t)
	same(t, "open", get(t, s, jobs.Tx.OpenAlarms), []alarm.Alarm{raised})
	taken := raised
	taken.State, taken.AckBy, taken.AckNote = lifecycle.AlarmAcknowledged, "bea", "asking"
	over := taken
	over.State = lifecycle.AlarmResolved
	again := over
	again.State, again.Count, again.Since, again.AckBy, again.AckNote = lifecycle.AlarmRaised, 2, at.Add(time.Hour), "", ""
	for _, a := range []alarm.Alarm{taken, over, again} {
		update(t, s, func(tx jobs.Tx) error { return tx.SaveAlarm(a) })
		same(t, "all", get(t, s, jobs.Tx.Alarms), []alarm.Alarm{a})
		same(t, "by kind and subject", get(t, s, func(tx jobs.Tx) (alarm.Alarm, error) {
			a, _, err := tx.AlarmOf(alarm.UnknownFile, "out-1.xml")
			return a, err
		}), a)
		same(t, "open", len(get(t, s, jobs.Tx.OpenAlarms)) == 1, a.State != lifecycle.AlarmResolved)
	}
	ack := alarm.Event{Number: 2, Alarm: 1, What: alarm.Acknowledged, Occurrence: 1, Severity: alarm.Page, At: at.Add(time.Minute), By: "bea", Text: "asking"}
	update(t, s, func(tx jobs.Tx) error { _, err := tx.AddAlarmEvent(ack); return err })
	events := func(id int64, from time.Time) []alarm.Event {
		return get(t, s, func(tx jobs.Tx) ([]alarm.Event, error) { return tx.AlarmEvents(id, from) })
	}
	same(t, "events", events(1, time.Time{}), []alarm.Event{raising, ack})
	same(t, "events of all, since", events(0, at.Add(time.Minute)), []alarm.Event{ack})
	same(t, "events of another", len(events(2, time.Time{})), 0)
}

func TestAlarmsAreNotRewritten(t *testing.T) {
	s, path := world(t)
	update(t, s, func(tx jobs.Tx) error {
		over := raised
		over.State = lifecycle.AlarmResolved
		return tx.SaveAlarm(over)
	})
	taken := raised
	taken.State, taken.AckBy = lifecycle.AlarmAcknowledged, "bea"
	refused(t, s, `cannot move from "resolved" to "acknowledged"`, func(tx jobs.Tx) error { return tx.SaveAlarm(taken) })
	refused(t, s, jobs.ErrUnknownID.Error(), func(tx jobs.Tx) error { return tx.SaveAlarm(alarm.Alarm{ID: 9}) })
	refused(t, s, "it is there already", func(tx jobs.Tx) error { _, err := tx.AddAlarm(raised); return err })
	db := raw(t, path)
	attack(t, db, "only one that comes back is counted", "UPDATE alarm SET state = 'raised'")
	attack(t, db, "only one that comes back is counted", "UPDATE alarm SET count = 2")
	attack(t, db, "only one that comes back is counted", "UPDATE alarm SET state = 'raised', count = 3")
	attack(t, db, "CHECK constraint", "INSERT INTO alarm_event VALUES (9, 1, 'acknowledged', 1, 'page', (SELECT at FROM alarm_event), '', 'x')")
}

func TestNoticesAndChannels(t *testing.T) {
	s, path := world(t)
	same(t, "waiting", get(t, s, jobs.Tx.WaitingNotices), []alarm.Notice{notice})
	sent := notice
	sent.State, sent.Attempts, sent.NextAt, sent.EndedAt, sent.Detail = lifecycle.NoticeSent, 1, time.Time{}, at.Add(time.Second), "200 OK"
	lost := alarm.Notice{Number: 2, Channel: "duty", State: lifecycle.NoticeUnknown, MadeAt: at, Detail: "no reply"}
	update(t, s, func(tx jobs.Tx) error {
		_, err := tx.AddNotice(lost)
		if err != nil {
			return err
		}
		return tx.SaveNotice(sent)
	})
	same(t, "waiting", len(get(t, s, jobs.Tx.WaitingNotices)), 0)
	same(t, "channels", get(t, s, jobs.Tx.Channels), []alarm.Channel{{Name: "duty", Sent: 1, Unknown: 1, LastSent: 1, LastLost: 2, LostDetail: "no reply"}})
	told := sent
	told.Events = nil
	same(t, "of the alarm", get(t, s, func(tx jobs.Tx) ([]alarm.Notice, error) { return tx.NoticesWith(1) }), []alarm.Notice{told})
	same(t, "events", get(t, s, func(tx jobs.Tx) ([]alarm.Event, error) { return tx.NoticeEvents(1) }), []alarm.Event{raising})
	refused(t, s, `cannot move from "sent"`, func(tx jobs.Tx) error { return tx.SaveNotice(notice) })
	attack(t, raw(t, path), "what was sent or given up stays", "UPDATE alarm_notice SET detail = 'it never arrived'")
}

// What alarms look for comes back, and nothing else.
func TestWhatAlarmsLookFor(t *testing.T) {
	s, _ := world(t)
	failed := jobs.JobRun{Job: "send", DueAt: at.Add(time.Hour), State: lifecycle.JobRunFailed, Attempts: 1, Outcome: jobs.OutcomeFailed}
	done := jobs.JobRun{Job: "send", DueAt: at.Add(2 * time.Hour), State: lifecycle.JobRunDone, Attempts: 1, Outcome: jobs.OutcomeDone}
	unknown := fileOut
	unknown.Detail = "cut off"
	other := fileIn
	other.ID, other.SHA256, other.State, other.Dropped = 2, "ba2d", lifecycle.FileInQuarantined, false
	update(t, s, func(tx jobs.Tx) error {
		for _, r := range []jobs.JobRun{failed, done} {
			if _, err := tx.AddJobRun(r); err != nil {
				return err
			}
		}
		for _, unknown.State = range []lifecycle.FileOut{lifecycle.FileOutSending, lifecycle.FileOutUnknown} {
			if err := tx.SaveFileOut(unknown); err != nil {
				return err
			}
		}
		_, err := tx.AddFileIn(other)
		return err
	})
	same(t, "failed", get(t, s, func(tx jobs.Tx) ([]jobs.JobRun, error) { return tx.FailedJobRuns(at) }), []jobs.JobRun{failed})
	same(t, "failed later", len(get(t, s, func(tx jobs.Tx) ([]jobs.JobRun, error) { return tx.FailedJobRuns(done.DueAt) })), 0)
	same(t, "done", get(t, s, func(tx jobs.Tx) (r jobs.JobRun, err error) { r, _, err = tx.LastDoneJobRun("send"); return r, err }), done)
	same(t, "files out", get(t, s, jobs.Tx.TroubledFilesOut), []jobs.FileOut{unknown})
	same(t, "files in", get(t, s, jobs.Tx.QuarantinedFiles), []jobs.FileIn{other})
	same(t, "requests", len(get(t, s, jobs.Tx.OpenApprovalRequests)), 1)
}
