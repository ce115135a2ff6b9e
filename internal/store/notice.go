package store

import (
	"fmt"

	"nostro/jobs/alarm"
	"nostro/lifecycle"
)

const (
	noticeColumns     = "channel, state, attempts, made_at, next_at, ended_at, detail"
	noticeRead        = "SELECT number, " + noticeColumns + " FROM alarm_notice"
	selectWaiting     = noticeRead + " WHERE state = 'waiting' ORDER BY number"
	selectNoticesWith = noticeRead + " WHERE number IN (SELECT n.notice FROM alarm_notice_event AS n JOIN alarm_event AS e " +
		"ON e.number = n.event WHERE e.alarm = ?1) ORDER BY number"
	selectNoticeEvents = "SELECT event FROM alarm_notice_event WHERE notice = ?1 ORDER BY event"
	selectNoticeState  = "SELECT state FROM alarm_notice WHERE number = ?1"
	updateNotice       = "UPDATE alarm_notice SET (state, attempts, next_at, ended_at, detail) = (?2, ?3, ?4, ?5, ?6) WHERE number = ?1"

	selectChannels = `SELECT c.channel, c.waiting, c.sent, c.failed, c.unknown, c.last_sent, c.last_lost, coalesce(n.detail, '')
  FROM (SELECT channel, count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'sent') AS sent,
    count(*) FILTER (WHERE state = 'failed') AS failed, count(*) FILTER (WHERE state = 'unknown') AS unknown,
    coalesce(max(number) FILTER (WHERE state = 'sent'), 0) AS last_sent,
    coalesce(max(number) FILTER (WHERE state IN ('failed', 'unknown')), 0) AS last_lost
    FROM alarm_notice GROUP BY channel) AS c LEFT JOIN alarm_notice AS n ON n.number = c.last_lost ORDER BY c.channel`
)

var (
	insertNotice      = insertInto("alarm_notice", noticeColumns)
	insertNoticeEvent = insertInto("alarm_notice_event", "notice, event")
)

func (t *tx) AddNotice(n alarm.Notice) (int64, error) {
	what := "notice to " + n.Channel
	number, err := t.add(what, insertNotice, n.Channel, string(n.State), n.Attempts, instant(n.MadeAt), instant(n.NextAt),
		instant(n.EndedAt), n.Detail)
	if err != nil {
		return 0, err
	}
	for _, event := range n.Events {
		if err := t.exec(what, insertNoticeEvent, number, event); err != nil {
			return 0, err
		}
	}
	return number, nil
}

func (t *tx) SaveNotice(n alarm.Notice) error {
	what := fmt.Sprintf("notice %d to %s", n.Number, n.Channel)
	if err := checkMove(t, lifecycle.Notices, what, n.State, selectNoticeState, n.Number); err != nil {
		return err
	}
	return t.exec(what, updateNotice, n.Number, string(n.State), n.Attempts, instant(n.NextAt), instant(n.EndedAt), n.Detail)
}

func intoNotice(n *alarm.Notice) []any {
	return []any{&n.Number, &n.Channel, state(lifecycle.Notices, &n.State), &n.Attempts, instantCell(&n.MadeAt), instantCell(&n.NextAt),
		instantCell(&n.EndedAt), &n.Detail}
}

func (t *tx) WaitingNotices() ([]alarm.Notice, error) {
	all, err := list(t, "notices that wait", intoNotice, selectWaiting)
	for n := range all {
		if err == nil {
			all[n].Events, err = list(t, fmt.Sprintf("notice %d", all[n].Number), func(e *int64) []any { return []any{e} }, selectNoticeEvents,
				all[n].Number)
		}
	}
	return all, err
}

func (t *tx) NoticesWith(id int64) ([]alarm.Notice, error) {
	return list(t, fmt.Sprintf("notices of alarm %d", id), intoNotice, selectNoticesWith, id)
}

func (t *tx) Channels() ([]alarm.Channel, error) {
	return list(t, "channels", func(c *alarm.Channel) []any {
		return []any{&c.Name, &c.Waiting, &c.Sent, &c.Failed, &c.Unknown, &c.LastSent, &c.LastLost, &c.LostDetail}
	}, selectChannels)
}
