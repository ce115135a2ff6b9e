package jobs

import (
	"time"

	"nostro/lifecycle"
)

// JobRun is one due instant of a job, and what became of it. There is one for each (job, due instant), so that nothing
// runs twice, whatever the clock does.
type JobRun struct {
	Job       string
	DueAt     time.Time // the identity, with the job
	State     lifecycle.JobRun
	Reason    string // why it is skipped, was moved, or ran late; "" where it just ran
	Attempts  int    // begun so far
	StartedAt time.Time
	EndedAt   time.Time
	NextAt    time.Time // of the next attempt, while it waits
	Fence     int64     // of the lease under which it was last touched
	Outcome   Outcome   // of the last attempt; "" before
	Summary   string    // of the last attempt, or its error
}

// Lease says which process may run what is due. Its fence rises each time that another holder takes it: what an old
// holder still wants to write is refused.
type Lease struct {
	Name   string
	Holder string
	Fence  int64 // 1, 2, 3 ...
	Until  time.Time
}

// ScheduleTx is what the runner needs.
type ScheduleTx interface {
	Lease(name string) (l Lease, found bool, err error)
	// SaveLease writes the lease; a fence below the one that is kept is refused by the database.
	SaveLease(l Lease) error
	// SeenUntil returns until when the due instants of a job have their rows.
	SeenUntil(job string) (until time.Time, found bool, err error)
	// SetSeenUntil moves it; it never goes back.
	SetSeenUntil(job string, until time.Time) error
	// AddJobRun adds one that is not there yet; known tells that it is.
	AddJobRun(r JobRun) (known bool, err error)
	SaveJobRun(r JobRun) error
	JobRun(job string, dueAt time.Time) (r JobRun, found bool, err error)
	// OpenJobRuns returns those that are due, running or waiting, by due instant and job.
	OpenJobRuns() ([]JobRun, error)
	// JobRunsSince returns those due at or after the instant, by due instant and job.
	JobRunsSince(from time.Time) ([]JobRun, error)
	// LastJobRun returns the newest run of a job that is done, skipped or failed.
	LastJobRun(job string) (r JobRun, found bool, err error)
}
