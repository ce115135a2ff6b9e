package alarm

import "slices"

// Kind is what an alarm is about.
type Kind string

// Severity is how soon a person must look.
type Severity string

// The severities.
const (
	Page    Severity = "page"    // now, also at night: money is in doubt, or nothing goes on
	Warning Severity = "warning" // within the business day
	Info    Severity = "info"    // when somebody looks
	Off     Severity = "off"     // an installation does not want to hear of the kind
)

// Severities returns those that an alarm may have, the most urgent first.
func Severities() []Severity { return []Severity{Page, Warning, Info} }

// The kinds.
const (
	JobFailed             Kind = "job-failed"
	JobNeedsPerson        Kind = "job-needs-person"
	JobLate               Kind = "job-late"
	ScheduleUnknown       Kind = "schedule-unknown"
	ClockWentBack         Kind = "clock-went-back"
	RunnerStopped         Kind = "runner-stopped"
	LeaseLost             Kind = "lease-lost"
	LateCycle             Kind = "late-cycle"
	EndpointDown          Kind = "endpoint-down"
	UnknownFile           Kind = "unknown-file"
	FailedFile            Kind = "failed-file"
	HeldFile              Kind = "held-file"
	ExpectedFileMissing   Kind = "expected-file-missing"
	QuarantinedFile       Kind = "quarantined-file"
	StatementGap          Kind = "statement-gap"
	StatementDoesNotAddUp Kind = "statement-does-not-add-up"
	AgedBreak             Kind = "aged-break"
	RecallUnanswered      Kind = "recall-unanswered"
	BusinessDateBehind    Kind = "business-date-behind"
	PaymentCameBack       Kind = "payment-came-back"
	SafeguardingShortfall Kind = "safeguarding-shortfall"
	BrokenCheck           Kind = "broken-check"
	OldRates              Kind = "old-rates"
	RateQuestion          Kind = "rate-question"
	RevaluationDue        Kind = "revaluation-due"
	LimitBreach           Kind = "limit-breach"
	OldScreeningList      Kind = "old-screening-list"
	ScreeningListWaits    Kind = "screening-list-waits"
	ScreeningHit          Kind = "screening-hit"
	WaitingApproval       Kind = "waiting-approval"
	ExpiredApproval       Kind = "expired-approval"
	WaitingReview         Kind = "waiting-review"
	OverdueCheckpoint     Kind = "overdue-checkpoint"
	OverdueBackup         Kind = "overdue-backup"
	RestoredBackup        Kind = "restored-backup"
	HeartbeatFailed       Kind = "heartbeat-failed"
	UndeliveredNotice     Kind = "undelivered-notice"
	ConfigNotTaken        Kind = "config-not-taken"
	CalendarEnds          Kind = "calendar-ends"
	CannotTell            Kind = "cannot-tell"
)

// About is what is known of a kind.
type About struct {
	Kind     Kind
	Severity Severity // unless nostro.yaml gives another one
	Means    string   // one sentence
	ByRunner bool     // only the process that runs the jobs can tell; others leave such an alarm as it is
}

// Runbook returns the page that tells what to do.
func (k Kind) Runbook() string { return "docs/runbooks/" + string(k) + ".md" }

// kinds is the closed list. A test wants a page for each.
var kinds = []About{
	{Kind: JobFailed, Severity: Page, Means: "a job has failed as often as it may, and is not tried again"},
	{Kind: JobNeedsPerson, Severity: Warning, Means: "a job went as far as it could, and a person must do the rest"},
	{Kind: JobLate, Severity: Warning, Means: "a due instant of a job has passed, and its work is not done"},
	{Kind: ScheduleUnknown, Severity: Warning, Means: "nobody can tell when a job is due next", ByRunner: true},
	{Kind: ClockWentBack, Severity: Page, Means: "the clock has gone back, and nothing is due before it is where it was"},
	{Kind: RunnerStopped, Severity: Page, Means: "jobs are set up, and no process runs them"},
	{Kind: LeaseLost, Severity: Warning, Means: "a process held still for so long that another one took the jobs over", ByRunner: true},
	{Kind: LateCycle, Severity: Page, Means: "the value date of a cycle has come, and its files have not left"},
	{Kind: EndpointDown, Severity: Page, Means: "a correspondent's endpoint cannot be reached, or does not let us in", ByRunner: true},
	{Kind: UnknownFile, Severity: Page, Means: "nobody knows whether a file has reached the bank"},
	{Kind: FailedFile, Severity: Warning, Means: "a file is certainly not at the bank, and waits to go again"},
	{Kind: HeldFile, Severity: Warning, Means: "the value date of a file has come, and it waits for pay-ins or funds"},
	{Kind: ExpectedFileMissing, Severity: Warning, Means: "a file that a bank gives every business day has not come"},
	{Kind: QuarantinedFile, Severity: Warning, Means: "a file from a bank could not be read, or is not signed as agreed"},
	{Kind: StatementGap, Severity: Warning, Means: "a statement does not follow on the last one: one is missing"},
	{Kind: StatementDoesNotAddUp, Severity: Warning, Means: "a statement does not add up, and moves no money"},
	{Kind: AgedBreak, Severity: Warning, Means: "a break is open for longer than it may be"},
	{Kind: PaymentCameBack, Severity: Warning, Means: "a bank has rejected a payment or given it back, and it is owed again"},
	{Kind: BusinessDateBehind, Severity: Warning, Means: "a person has set the business date, and it stands behind the clock"},
	{Kind: RecallUnanswered, Severity: Warning, Means: "a bank has not answered a recall, or has agreed to it and given nothing back, for longer than it may"},
	{Kind: SafeguardingShortfall, Severity: Page, Means: "less is held for participants than they are owed"},
	{Kind: BrokenCheck, Severity: Page, Means: "an invariant of the books does not hold"},
	{Kind: OldRates, Severity: Warning, Means: "there are no rates that are young enough: the next cycle cannot be converted"},
	{Kind: RateQuestion, Severity: Warning, Means: "something about a rate is unusual, and a second person must decide"},
	{Kind: RevaluationDue, Severity: Info, Means: "the open position could be revalued, or must be revalued again"},
	{Kind: LimitBreach, Severity: Warning, Means: "a limit of the open position is broken, or nobody can tell whether it is"},
	{Kind: OldScreeningList, Severity: Warning, Means: "a sanctions list was not confirmed for longer than it may be: no cycle is instructed"},
	{Kind: ScreeningListWaits, Severity: Warning, Means: "a new sanctions list is so much smaller that a person must accept it"},
	{Kind: ScreeningHit, Severity: Warning, Means: "a sanctions hit holds a participant or a pay-out until a person decides"},
	{Kind: WaitingApproval, Severity: Warning, Means: "something waits for another person's approval for longer than it should"},
	{Kind: ExpiredApproval, Severity: Warning, Means: "an approval has expired before it was used, and must be given again"},
	{Kind: WaitingReview, Severity: Warning, Means: "a payment that looks unusual waits for a person, and holds its release"},
	{Kind: OverdueCheckpoint, Severity: Warning, Means: "the books were not signed for longer than they should be"},
	{Kind: OverdueBackup, Severity: Warning, Means: "no backup was made for longer than it may be"},
	{Kind: RestoredBackup, Severity: Page, Means: "the books are a copy that has to catch up, and nothing is sent"},
	{Kind: HeartbeatFailed, Severity: Warning, Means: "the heartbeat does not reach whoever watches for it", ByRunner: true},
	{Kind: UndeliveredNotice, Severity: Warning, Means: "a channel does not take what it should tell people"},
	{Kind: ConfigNotTaken, Severity: Warning, Means: "a changed nostro.yaml was not taken over, whole or in part", ByRunner: true},
	{Kind: CalendarEnds, Severity: Warning, Means: "a calendar in use knows no days after one that is near, and what goes by it is refused then"},
	{Kind: CannotTell, Severity: Warning, Means: "one of the things that alarms look at cannot be looked at"},
}

// Kinds returns all of them.
func Kinds() []About { return slices.Clone(kinds) }

// Of returns what is known of a kind; found is false for one that is not in the list.
func Of(k Kind) (a About, found bool) {
	n := slices.IndexFunc(kinds, func(a About) bool { return a.Kind == k })
	if n < 0 {
		return About{}, false
	}
	return kinds[n], true
}
