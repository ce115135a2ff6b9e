package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"nostro/jobs/alarm"
	"nostro/lifecycle"
)

// Messenger hands notices over to people.
type Messenger interface {
	// Send hands one over, within its own time limit. An error that wraps ErrUnsure means that it may have arrived; one
	// that says so by a method Final, that trying again is of no use.
	Send(ctx context.Context, m Message) error
}

// ErrUnsure marks a notice that was handed over and that nobody has said to have taken; test with errors.Is.
var ErrUnsure = errors.New("unknown whether it arrived")

// Message is a notice with what it tells.
type Message struct {
	Key     string // the same for each attempt, and of no other notice of any house
	Channel string
	House   string
	At      time.Time // when the notice was made
	News    []News    // the most urgent first
}

// News is one thing that happened to an alarm, and how that stands.
type News struct {
	alarm.Event
	Alarm alarm.Alarm
}

const (
	noticeAttemptsMax = 30              // over about 13 hours
	noticeClaim       = 2 * time.Minute // how long one attempt may take before another one is made
	noticesAtOnceMax  = 20              // of a channel, in one go
)

// SendNotices hands over what waits and is due. A channel that does not take one is left alone until that is due again;
// the others go on. Each attempt is kept before it begins and when it ends. It returns how many were handed over.
func (s *Stages) SendNotices(ctx context.Context, to Messenger) (sent int, err error) {
	waiting, err := view(ctx, s.Store, Tx.WaitingNotices)
	if err != nil {
		return 0, err
	}
	stuck, tried := map[string]bool{}, map[string]int{}
	for _, n := range waiting {
		if ctx.Err() != nil {
			return sent, context.Cause(ctx)
		}
		if stuck[n.Channel] || tried[n.Channel] == noticesAtOnceMax {
			continue
		}
		tried[n.Channel]++
		if n.NextAt.After(s.Now()) {
			stuck[n.Channel] = true // what comes later must not overtake it
			continue
		}
		done, err := s.sendNotice(ctx, to, n)
		if err != nil {
			return sent, err
		}
		if done {
			sent++
		}
		stuck[n.Channel] = !done
	}
	return sent, nil
}

// sendNotice makes one attempt.
func (s *Stages) sendNotice(ctx context.Context, to Messenger, n alarm.Notice) (done bool, err error) {
	var m Message
	err = s.Store.Update(ctx, func(tx Tx) (err error) {
		if m, err = s.message(tx, n); err != nil {
			return err
		}
		n.Attempts++
		n.NextAt = s.instant().Add(noticeClaim)
		return tx.SaveNotice(n)
	})
	if err != nil {
		return false, err
	}
	failed := to.Send(ctx, m)
	if ctx.Err() != nil {
		failed = errors.Join(failed, context.Cause(ctx))
	}
	n = s.attempted(n, failed)
	err = s.Store.Update(context.WithoutCancel(ctx), func(tx Tx) error { return tx.SaveNotice(n) })
	return n.State == lifecycle.NoticeSent, err
}

// attempted is what an attempt makes of a notice.
func (s *Stages) attempted(n alarm.Notice, err error) alarm.Notice {
	var final interface{ Final() bool }
	n.EndedAt, n.Detail = s.instant(), "taken"
	if err != nil {
		n.Detail = cutLine(err.Error(), alarmRunesMax)
	}
	switch {
	case err == nil:
		n.State, n.NextAt = lifecycle.NoticeSent, time.Time{}
	case errors.As(err, &final) && final.Final(), n.Attempts >= noticeAttemptsMax:
		n.State, n.NextAt = lifecycle.NoticeFailed, time.Time{}
		if errors.Is(err, ErrUnsure) {
			n.State = lifecycle.NoticeUnknown
		}
	default:
		n.NextAt = s.instant().Add(retryIn(n.Attempts))
	}
	return n
}

func (s *Stages) message(tx Tx, n alarm.Notice) (Message, error) {
	m := Message{Channel: n.Channel, House: s.Settings.House.Name, At: n.MadeAt,
		Key: s.Settings.IDs.UETR(fmt.Sprintf("notice:%d:%s", n.Number, n.MadeAt.UTC().Format(time.RFC3339)))}
	events, err := tx.NoticeEvents(n.Number)
	if err != nil {
		return m, err
	}
	for _, severity := range alarm.Severities() {
		for _, e := range events {
			if e.Severity != severity {
				continue
			}
			a, _, err := tx.Alarm(e.Alarm)
			if err != nil {
				return m, err
			}
			m.News = append(m.News, News{e, a})
		}
	}
	return m, nil
}

// TestChannel makes a notice that says that it is a test, hands it over once, and keeps what came of it. It wraps
// ErrUnknownID where there is no such channel.
func (s *Stages) TestChannel(ctx context.Context, to Messenger, channel string) (alarm.Notice, error) {
	for _, c := range s.Settings.Alarms.Channels {
		if c != channel {
			continue
		}
		n := alarm.Notice{Channel: channel, State: lifecycle.NoticeWaiting, MadeAt: s.instant(), NextAt: s.instant().Add(noticeClaim)}
		err := s.Store.Update(ctx, func(tx Tx) (err error) {
			n.Number, err = tx.AddNotice(n)
			return err
		})
		if err != nil {
			return n, err
		}
		m := Message{Channel: channel, House: s.Settings.House.Name, At: n.MadeAt,
			Key: s.Settings.IDs.UETR(fmt.Sprintf("notice:%d:%s", n.Number, n.MadeAt.UTC().Format(time.RFC3339)))}
		n.Attempts = noticeAttemptsMax
		n = s.attempted(n, to.Send(ctx, m))
		n.Attempts = 1
		return n, s.Store.Update(context.WithoutCancel(ctx), func(tx Tx) error { return tx.SaveNotice(n) })
	}
	return alarm.Notice{}, fmt.Errorf("channel %q: %w: alarms.channels in nostro.yaml names them", channel, ErrUnknownID)
}
