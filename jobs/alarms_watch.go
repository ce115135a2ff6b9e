package jobs

import (
	"fmt"
	"time"

	"nostro/jobs/alarm"
)

// watch looks at one state of the store for what is wrong.
type watch struct {
	s      *Stages
	tx     Tx
	limits AlarmSettings
	now    time.Time
	causes []alarm.Cause
}

// raise tells a cause, with the command that helps. The words must stay the same while it lasts: no ages.
func (w *watch) raise(k alarm.Kind, subject, next, format string, args ...any) {
	w.causes = append(w.causes, alarm.Cause{Kind: k, Subject: subject, Text: cutLine(fmt.Sprintf(format, args...), alarmRunesMax), Next: next})
}

// alarmRunesMax bounds what one alarm says, whatever a bank or a server wrote.
const alarmRunesMax = 500

// watches are the parts of what may need a person, and the kinds that each can tell.
var watches = []struct {
	name  string
	kinds []alarm.Kind
	look  func(*watch) error
}{
	{"runs of jobs", []alarm.Kind{alarm.JobFailed, alarm.JobNeedsPerson, alarm.BrokenCheck}, (*watch).jobRuns},
	{"what is due by the clock", []alarm.Kind{alarm.JobLate, alarm.ClockWentBack, alarm.RunnerStopped, alarm.OverdueBackup}, (*watch).clock},
	{"cycles", []alarm.Kind{alarm.LateCycle, alarm.HeldFile}, (*watch).cycles},
	{"files", []alarm.Kind{alarm.UnknownFile, alarm.FailedFile, alarm.QuarantinedFile}, (*watch).files},
	{"expected files", []alarm.Kind{alarm.ExpectedFileMissing}, (*watch).expected},
	{"breaks", []alarm.Kind{alarm.StatementGap, alarm.StatementDoesNotAddUp, alarm.AgedBreak}, (*watch).breaks},
	{"payments that came back", []alarm.Kind{alarm.PaymentCameBack}, (*watch).cameBack},
	{"the business date", []alarm.Kind{alarm.BusinessDateBehind}, (*watch).businessDate},
	{"recalls", []alarm.Kind{alarm.RecallUnanswered}, (*watch).recalls},
	{"safeguarding", []alarm.Kind{alarm.SafeguardingShortfall}, (*watch).safeguarding},
	{"rates", []alarm.Kind{alarm.OldRates, alarm.RateQuestion}, (*watch).rates},
	{"the open position", []alarm.Kind{alarm.LimitBreach, alarm.RevaluationDue}, (*watch).position},
	{"sanctions lists", []alarm.Kind{alarm.OldScreeningList, alarm.ScreeningListWaits, alarm.ScreeningHit}, (*watch).screening},
	{"approvals", []alarm.Kind{alarm.WaitingApproval, alarm.ExpiredApproval, alarm.WaitingReview}, (*watch).approvals},
	{"the books", []alarm.Kind{alarm.OverdueCheckpoint, alarm.RestoredBackup}, (*watch).books},
	{"calendars", []alarm.Kind{alarm.CalendarEnds}, (*watch).calendars},
	{"notices", []alarm.Kind{alarm.UndeliveredNotice}, (*watch).notices},
}

// hours is a span of so many hours.
func (*watch) hours(n int) time.Duration { return time.Duration(n) * time.Hour }
