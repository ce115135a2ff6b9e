package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/jobs/alarm"
	"nostro/lifecycle"
	"nostro/risk"
)

// alarmed looks, and returns the open alarms, each as "kind of subject".
func alarmed(t tester, s *jobs.Stages, facts ...alarm.Fact) (lines []string) {
	t.Helper()
	seen, err := s.LookAtAlarms(context.Background(), facts)
	if err != nil {
		t.Fatalf("%v", err)
	}
	for _, a := range seen.Open {
		if a.Kind == alarm.CannotTell {
			t.Errorf("%s", a.Text)
		}
		lines = append(lines, fmt.Sprintf("%s of %s", a.Kind, a.Subject))
	}
	return lines
}

func (h *installation) alarms() []string { h.t.Helper(); return alarmed(h.t, h.stages) }

// has wants an open alarm that begins so, or none.
func (h *installation) hasAlarm(prefix string, want bool) {
	h.t.Helper()
	all := h.alarms()
	if slices.ContainsFunc(all, func(a string) bool { return strings.HasPrefix(a, prefix) }) != want {
		h.t.Errorf("open are %q; %q should be among them: %t", all, prefix, want)
	}
}

// alarmStories carry a house to each cause, and, where a story can, to its end.
var alarmStories = []struct {
	kind  alarm.Kind
	of    string // how the subject begins
	cause func(*testing.T) *installation
	mend  func(*installation)
}{
	{alarm.LateCycle, "2026-11-24-1", func(t *testing.T) *installation {
		h := written(t)
		h.hasAlarm("late-cycle", false)
		h.at("2026-11-24T06:00:00Z")
		return h
	}, func(h *installation) {
		h.approve()
		h.send()
	}},
	{alarm.HeldFile, "", func(t *testing.T) *installation {
		h := newInstallation(t, paysOut(jobs.PayOutSettings{Policy: jobs.GateCycle}))
		h.approved("O-1 alfa brixton EUR 100.00", "O-2 cascade harbour USD 50.00")
		h.send()
		h.hasAlarm("held-file", false)
		h.at("2026-11-24T06:00:00Z")
		return h
	}, func(h *installation) {
		h.answer("2026-11-24")
		h.takes()
	}},
	{alarm.QuarantinedFile, "in:1", func(t *testing.T) *installation { return inQuarantine(t, "no XML") }, func(h *installation) {
		h.done(h.stages.Drop(h.ctx, 1, "bea", "an advertisement"))
	}},
	{alarm.ExpectedFileMissing, "rhein/statement/2026-11-24", func(t *testing.T) *installation {
		h := newInstallation(t, expecting(nil))
		h.at("2026-11-24T06:59:00Z")
		h.hasAlarm("expected-file-missing", false)
		h.at("2026-11-24T07:00:01Z")
		return h
	}, func(h *installation) {
		h.done(h.stages.Excuse(h.ctx, "rhein", "statement", date24, "bea", "holiday there"))
	}},
	{alarm.StatementGap, "break:1", func(t *testing.T) *installation {
		h := newInstallation(t)
		h.gives(statement{seq: 1, opening: "100.00"}.xml())
		h.gives(statement{seq: 3, date: "2026-11-26", opening: "105.00"}.xml())
		return h
	}, func(h *installation) {
		h.gives(statement{seq: 2, date: "2026-11-25", opening: "100.00", entries: gift}.xml())
	}},
	{alarm.StatementDoesNotAddUp, "break:1", func(t *testing.T) *installation {
		h := newInstallation(t)
		h.gives(statement{seq: 1, opening: "100.00", closing: "106.00", entries: gift}.xml())
		return h
	}, nil},
	{alarm.AgedBreak, "break:", func(t *testing.T) *installation {
		h := newInstallation(t)
		h.gives(strangeStatement(1, "100.00").xml())
		h.hasAlarm("aged-break", false)
		h.now = h.now.AddDate(0, 0, 10)
		return h
	}, nil},
	{alarm.PaymentCameBack, "", func(t *testing.T) *installation {
		h := paidOut(t)
		h.hasAlarm("payment-came-back", false)
		b := h.payment("brixton")
		h.gives(status(about(b, "RJCT", "AC04")))
		h.hasAlarm("payment-came-back of "+b.ID, true)
		return h
	}, func(h *installation) { h.now = h.now.AddDate(0, 0, 4) }},
	{alarm.RecallUnanswered, "recall:1", func(t *testing.T) *installation {
		h := recalled(t)
		h.at("2026-12-14T09:00:00Z")
		h.hasAlarm("recall-unanswered", false)
		h.at("2026-12-15T09:00:00Z")
		return h
	}, func(h *installation) {
		h.gives(resolves(h.recall(1), "payment", "RJCR", "RJCR", "NOAS"))
	}},
	{alarm.SafeguardingShortfall, "EUR", func(t *testing.T) *installation {
		h := newInstallation(t)
		h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error {
			return tx.AddSafeguardingRecord(safeguardingOf("2026-11-24", "EUR -12.00", h.now))
		}))
		return h
	}, func(h *installation) {
		h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error {
			return tx.AddSafeguardingRecord(safeguardingOf("2026-11-25", "EUR 0.00", h.now))
		}))
	}},
	{alarm.OldRates, "ECB", func(t *testing.T) *installation {
		h := newInstallation(t)
		h.rates("2026-11-23", "USD 1.1617")
		h.hasAlarm("old-rates", false)
		h.at("2026-11-26T12:00:00Z")
		return h
	}, func(h *installation) { h.rates("2026-11-26", "USD 1.1600") }},
	{alarm.LimitBreach, "USD", func(t *testing.T) *installation { return converted(t, limits(false, "", "USD 100.00")) },
		func(h *installation) { h.stages.Settings.Risk = jobs.RiskSettings{} }},
	{alarm.RevaluationDue, "next", func(t *testing.T) *installation {
		h := converted(t)
		h.at("2026-11-25T12:00:00Z")
		h.rates("2026-11-24", "USD 1.1500")
		return h
	}, func(h *installation) { h.revalue("2026-11-24") }},
	{alarm.OldScreeningList, "watch", func(t *testing.T) *installation {
		h := newWatching(t)
		h.watch("1,entity,Somebody Else,,,,,TEST\n")
		h.hasAlarm("old-screening-list", false)
		h.now = h.now.AddDate(0, 0, 30)
		return h
	}, func(h *installation) { h.watch("1,entity,Somebody Else,,,,,TEST\n2,entity,Another,,,,,TEST\n") }},
	{alarm.ScreeningHit, "H-", heldHouse, func(h *installation) {
		hits, _ := h.hits()
		h.answers(hits[0].ID, true)
	}},
	{alarm.WaitingApproval, "approval:1", func(t *testing.T) *installation {
		h := written(t)
		h.now = h.now.Add(3 * time.Hour)
		h.hasAlarm("waiting-approval", false)
		h.now = h.now.Add(2 * time.Hour)
		return h
	}, func(h *installation) { h.approve() }},
	{alarm.ExpiredApproval, "approval:1", func(t *testing.T) *installation {
		h := written(t, needs(2), staff, func(s *setup) { s.settings.Approval.ExpiresHours = 24 })
		if _, err := h.judges("bea", true); err != nil && !errors.Is(err, jobs.ErrNeedsPerson) {
			t.Fatal(err)
		}
		h.hasAlarm("expired-approval", false)
		h.now = h.now.Add(25 * time.Hour)
		return h
	}, nil},
	{alarm.WaitingReview, "approval:", func(t *testing.T) *installation { h, _ := suspicious(t); return h }, func(h *installation) { h.letGo() }},
	{alarm.OverdueCheckpoint, "books", func(t *testing.T) *installation {
		h := newInstallation(t)
		h.posts(1)
		h.now = h.now.AddDate(0, 0, 34)
		h.hasAlarm("overdue-checkpoint", false)
		h.now = h.now.AddDate(0, 0, 2)
		return h
	}, func(h *installation) { h.checkpoint() }},
	{alarm.RestoredBackup, "house", func(t *testing.T) *installation {
		h := newInstallation(t)
		h.must(h.stages.MarkRestored(h.ctx, h.now, "a backup of yesterday"))
		return h
	}, nil},
	{alarm.UndeliveredNotice, "duty", func(t *testing.T) *installation {
		h := newInstallation(t)
		h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error {
			_, err := tx.AddNotice(alarm.Notice{Channel: "duty", State: lifecycle.NoticeFailed, MadeAt: h.now, Detail: "404"})
			return err
		}))
		return h
	}, func(h *installation) {
		h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error {
			_, err := tx.AddNotice(alarm.Notice{Channel: "duty", State: lifecycle.NoticeSent, MadeAt: h.now})
			return err
		}))
	}},
}

// safeguardingOf is the record of a check that found such a difference.
func safeguardingOf(day, difference string, at time.Time) jobs.SafeguardingRecord {
	content := fmt.Sprintf(`{"day":%q,"internal":[{"currency":"EUR","requirement":"EUR 20.00","held":"EUR 8.00","difference":%q}]}`, day, difference)
	return jobs.SafeguardingRecord{Day: calendar.MustDate(day), At: at, By: "ann", Content: content, SHA256: hashOf(content)}
}

func TestWhatIsWrongIsAnAlarmAndMendedItIsOver(t *testing.T) {
	t.Parallel()
	for _, story := range alarmStories {
		t.Run(string(story.kind), func(t *testing.T) {
			t.Parallel()
			h := story.cause(t)
			name := string(story.kind) + " of " + story.of
			h.hasAlarm(name, true)
			h.hasAlarm(name, true)
			for _, a := range look(h, jobs.Tx.OpenAlarms) {
				if a.Kind == story.kind && (a.Count != 1 || a.Text == "" || a.Next == "" || a.State != lifecycle.AlarmRaised) {
					t.Errorf("%+v", a)
				}
			}
			if story.mend != nil {
				story.mend(h)
				h.hasAlarm(name, false)
			}
		})
	}
}

// Every kind is told by a story, here or where the clock is.
func TestEveryKindHasAStory(t *testing.T) {
	told := map[alarm.Kind]bool{}
	for _, s := range alarmStories {
		told[s.kind] = true
	}
	for _, k := range []alarm.Kind{alarm.JobFailed, alarm.JobNeedsPerson, alarm.JobLate, alarm.ClockWentBack, alarm.RunnerStopped,
		alarm.OverdueBackup, alarm.BrokenCheck, alarm.CannotTell, alarm.CalendarEnds, // alarms_clock_story_test.go
		alarm.BusinessDateBehind,                                                            // business_date_story_test.go
		alarm.UnknownFile, alarm.FailedFile, alarm.RateQuestion, alarm.ScreeningListWaits} { // below
		told[k] = true
	}
	for _, a := range alarm.Kinds() {
		if !told[a.Kind] && !a.ByRunner {
			t.Errorf("%s has no story", a.Kind)
		}
	}
}

func TestFilesThatFailAndThatNobodyKnowsOf(t *testing.T) {
	t.Parallel()
	h := written(t)
	h.approve()
	files := h.filesOut()
	for n, state := range []lifecycle.FileOut{lifecycle.FileOutUnknown, lifecycle.FileOutFailed} {
		f := files[n]
		f.Detail = "the line was cut"
		for _, f.State = range []lifecycle.FileOut{lifecycle.FileOutSending, state} {
			h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error { return tx.SaveFileOut(f) }))
		}
	}
	h.hasAlarm("unknown-file of "+files[0].Name, true)
	h.hasAlarm("failed-file of "+files[1].Name, true)
	files[0].State = lifecycle.FileOutSent
	h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error { return tx.SaveFileOut(files[0]) }))
	h.hasAlarm("unknown-file", false)
}

func TestQuestionsAboutRatesAndLists(t *testing.T) {
	t.Parallel()
	h := newWatching(t, func(s *jobs.ScreeningSettings) { s.ShrinkPercent = 10 })
	h.watch("1,entity,One,,,,,TEST\n2,entity,Two,,,,,TEST\n")
	h.watch("1,entity,One,,,,,TEST\n")
	h.hasAlarm("screening-list-waits of watch", true)
	h.rates("2026-11-23", "USD 1.1617")
	if _, err := h.rateFile("other.xml", rateFile("2026-11-23", "USD 1.2000")); err != nil && !errors.Is(err, jobs.ErrNeedsPerson) {
		t.Fatal(err)
	}
	h.hasAlarm("rate-question of conflict:1", true)
}

// Taking an alarm on says who and what; it ends nothing, and is gone when the alarm comes back.
func TestTakingAnAlarmOn(t *testing.T) {
	t.Parallel()
	h := inQuarantine(t, "no XML")
	h.hasAlarm("quarantined-file of in:1", true)
	id := func() int64 {
		for _, a := range look(h, jobs.Tx.OpenAlarms) {
			if a.Kind == alarm.QuarantinedFile {
				return a.ID
			}
		}
		t.Fatal("no such alarm is open")
		return 0
	}()
	_, err := h.stages.AckAlarm(h.ctx, id, " ")
	h.refused(err, nil, "--note")
	_, err = h.stages.AckAlarm(h.ctx, 99, "x")
	h.refused(err, jobs.ErrUnknownID, "alarm 99")
	_, err = h.stages.AckAlarm(h.ctx, id, "asked\nthe bank")
	h.must(err)
	_, err = h.stages.AckAlarm(h.ctx, id, "me too")
	h.refused(err, nil, "taken on by ann: asked the bank")
	h.hasAlarm("quarantined-file of in:1", true)
	v, err := h.stages.Alarm(h.ctx, id)
	h.must(err)
	if v.State != lifecycle.AlarmAcknowledged || v.AckBy != "ann" || len(v.Events) != 2 || v.Events[1].By != "ann" {
		t.Errorf("%+v", v)
	}
	h.done(h.stages.Drop(h.ctx, 1, "bea", "an advertisement"))
	h.hasAlarm("quarantined-file", false)
	_, err = h.stages.AckAlarm(h.ctx, id, "late")
	h.refused(err, nil, "is over")
	_, err = h.stages.Alarm(h.ctx, 99)
	h.refused(err, jobs.ErrUnknownID, "alarm 99")
	h.at("2026-11-25T18:00:00Z")
	h.offer("rhein", "b.xml", "nor this")
	h.collect()
	h.hasAlarm("quarantined-file of in:2", true)
	h.stages.Settings.People = []risk.Person{{ID: "bea"}}
	open := look(h, jobs.Tx.OpenAlarms)
	if _, err = h.stages.AckAlarm(h.ctx, open[len(open)-1].ID, "a stranger"); !errors.Is(err, jobs.ErrNeedsPerson) {
		t.Errorf("a stranger takes an alarm on: %v", err)
	}
}

// A cycle of nothing has no money that anybody waits for: nobody is woken for it, though it waits for approval as any other.
func TestACycleOfNothingIsNotLate(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.at("2026-11-23T15:30:00Z")
	cycle, err := h.stages.RunCycle(h.ctx, calendar.MustDate("2026-11-24"), true, func(jobs.Result) {})
	h.must(err)
	h.same("state", []string{string(h.cycleOf(cycle).State)}, "written")
	h.at("2026-11-24T09:00:00Z")
	h.hasAlarm("late-cycle", false)
}
