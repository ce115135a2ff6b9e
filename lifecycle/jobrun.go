package lifecycle

// JobRun is the state of one due instant of a job.
type JobRun string

// The states of a due instant. Waiting means that an attempt failed and another one comes by itself.
const (
	JobRunDue     JobRun = "due"
	JobRunRunning JobRun = "running"
	JobRunWaiting JobRun = "waiting"
	JobRunDone    JobRun = "done"
	JobRunSkipped JobRun = "skipped"
	JobRunFailed  JobRun = "failed"
)

// JobRuns is the table of moves of a due instant. What failed may be asked for again by a person; what was done or
// skipped never runs again.
var JobRuns = newMachine("job run",
	[]JobRun{JobRunDue, JobRunRunning, JobRunWaiting, JobRunDone, JobRunSkipped, JobRunFailed},
	map[JobRun][]JobRun{
		JobRunDue:     {JobRunRunning, JobRunSkipped},
		JobRunRunning: {JobRunDone, JobRunWaiting, JobRunFailed},
		JobRunWaiting: {JobRunRunning, JobRunFailed},
		JobRunFailed:  {JobRunDue},
	})
