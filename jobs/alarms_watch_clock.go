package jobs

import (
	"fmt"
	"time"

	"nostro/jobs/alarm"
	"nostro/lifecycle"
)

const (
	failedRunsDays = 30              // for how long a run that failed and was not asked for again is told
	clockSlack     = time.Minute     // a clock that is back by less is being set
	runnerSlack    = 5 * time.Minute // after the end of the last lease
)

// jobRuns tells the runs that failed and those that need a person. Of a job that catches up every due instant each one
// counts that failed; of another one only the last run.
func (w *watch) jobRuns() error {
	for _, job := range w.s.Settings.Jobs {
		last, found, err := w.tx.LastJobRun(job.Name)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		switch {
		case last.State == lifecycle.JobRunFailed && job.CatchUp != CatchUpEvery:
			w.failed(job.Work, job.Name, last)
		case last.State == lifecycle.JobRunDone && last.Outcome == OutcomeNeedsPerson:
			w.raise(alarm.JobNeedsPerson, job.Name, "nostro status", "%s", last.Summary)
		}
	}
	failed, err := w.tx.FailedJobRuns(w.now.AddDate(0, 0, -failedRunsDays))
	for _, r := range failed {
		for _, job := range w.s.Settings.Jobs {
			if job.Name == r.Job && job.CatchUp == CatchUpEvery {
				w.failed(job.Work, r.Job+" due "+stamp(r.DueAt), r)
			}
		}
	}
	return err
}

func (w *watch) failed(work, subject string, r JobRun) {
	again := fmt.Sprintf("nostro jobs retry %s %s", r.Job, r.DueAt.UTC().Format(time.RFC3339))
	switch {
	case r.Outcome == OutcomeNeedsPerson && work == WorkCheck:
		w.raise(alarm.BrokenCheck, subject, "nostro check", "%s", trimNeedsPerson(r.Summary))
	case r.Outcome == OutcomeNeedsPerson:
		w.raise(alarm.JobNeedsPerson, subject, "nostro status; then "+again, "%s", trimNeedsPerson(r.Summary))
	default:
		w.raise(alarm.JobFailed, subject, again, "due %s, tried %s: %s", stamp(r.DueAt), count(r.Attempts, "time"), r.Summary)
	}
}

// clock tells what is due and not done, and whether anybody would do it.
func (w *watch) clock() error {
	if len(w.s.Settings.Jobs) == 0 {
		return nil
	}
	open, err := w.tx.OpenJobRuns()
	if err != nil {
		return err
	}
	oldest := map[string]JobRun{}
	for _, r := range open {
		if _, older := oldest[r.Job]; !older && w.now.Sub(r.DueAt) > time.Duration(w.limits.JobLateMinutes)*time.Minute {
			oldest[r.Job] = r
			w.raise(alarm.JobLate, r.Job, "nostro jobs --state "+string(r.State), "due %s and still %s", stamp(r.DueAt), r.State)
		}
	}
	for _, job := range w.s.Settings.Jobs {
		if err := w.seen(job); err != nil {
			return err
		}
	}
	lease, found, err := w.tx.Lease(runnerLease)
	if err == nil && found && w.now.Sub(lease.Until) > runnerSlack {
		w.raise(alarm.RunnerStopped, "runner", "nostro run", "the last one, %s, ran the jobs until %s", lease.Holder, stamp(lease.Until))
	}
	return err
}

// seen tells a clock that has gone back, and backups that are missing.
func (w *watch) seen(job Job) error {
	until, known, err := w.tx.SeenUntil(job.Name)
	if err != nil || !known {
		return err
	}
	if until.Sub(w.now) > clockSlack {
		w.raise(alarm.ClockWentBack, job.Name, "date -u; timedatectl; nostro jobs",
			"everything until %s was seen to already, run or skipped while the clock was ahead: job %s is due again after that",
			stamp(until), job.Name)
	}
	if job.Work != WorkBackup {
		return nil
	}
	return w.backup(job)
}

// backup tells where the last one, by the job or by hand, is older than it may be.
func (w *watch) backup(job Job) error {
	done, found, err := w.tx.LastDoneJobRun(job.Name)
	if err != nil {
		return err
	}
	last := done.EndedAt
	byHand, made, err := w.tx.LastBackup()
	if made && byHand.After(last) {
		last = byHand
	}
	if limit := w.now.AddDate(0, 0, -w.limits.BackupDays); err == nil && (found || made) && last.Before(limit) {
		w.raise(alarm.OverdueBackup, job.Name, "nostro backup DIR", "the last one was made %s, and %d days are the limit", stamp(last),
			w.limits.BackupDays)
	}
	return err
}
