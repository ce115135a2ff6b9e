package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"nostro/internal/logging"
	"nostro/jobs"
)

// cli is the command line. Kong builds its help from it.
type cli struct {
	Dir  string `help:"Folder of the installation: nostro.yaml, nostro.db, spool." default:"." placeholder:"DIR"`
	As   string `help:"Who you are; default $NOSTRO_USER, else the login name." placeholder:"NAME"`
	JSON bool   `help:"Print JSON for machines."`

	Version kong.VersionFlag `help:"Tell which program this is: version, commit, compiler."`

	Demo         demoCmd         `cmd:"" help:"Run a whole cycle against embedded correspondents, in a new folder (--dir)."`
	Init         initCmd         `cmd:"" help:"Make a folder with a commented nostro.yaml."`
	Import       importCmd       `cmd:"" help:"Read participants, accounts and obligations: CSV, JSON Lines, pain.001."`
	Net          netCmd          `cmd:"" help:"Net files of obligations without keeping anything (--dry-run)."`
	Refusals     refusalsCmd     `cmd:"" help:"List the rows that were refused, with their remedies."`
	Rates        ratesCmd        `cmd:"" help:"Read, fetch, explain and draw exchange rates, and decide about them."`
	Revalue      revalueCmd      `cmd:"" help:"Revalue the open position in the base currency, day by day."`
	Risk         riskCmd         `cmd:"" help:"Open position and limits, value at risk, and legs that wait for their other."`
	Limits       limitsCmd       `cmd:"" help:"Caps of settlement, what is left of them, and what a cycle left and why."`
	Reserve      reserveCmd      `cmd:"" help:"What is set aside for losses: what must be, what is, and its movements."`
	Funding      fundingCmd      `cmd:"" help:"What each nostro has, gets and gives, and what must be funded by when."`
	Cover        coverCmd        `cmd:"" help:"What we are exposed to after conversion, and the deals that cover it."`
	Screening    screeningCmd    `cmd:"" help:"Sanctions lists, and the hits that hold pay-outs."`
	Cycle        cycleCmd        `cmd:"" help:"Run stages of a settlement cycle."`
	Approve      approveCmd      `cmd:"" help:"Approve the release of a cycle, as a second person."`
	Reject       rejectCmd       `cmd:"" help:"Refuse the release of a cycle, with a reason."`
	Approvals    approvalsCmd    `cmd:"" help:"What waits for another person's approval, and what was decided."`
	Review       reviewCmd       `cmd:"" help:"Payments that look unusual and wait for a person."`
	Config       configCmd       `cmd:"" help:"Limits and rules: those that are written, and those in force."`
	Send         sendCmd         `cmd:"" help:"Deliver the files of approved cycles."`
	Files        filesCmd        `cmd:"" help:"The files sent and received, every attempt, and what to do next."`
	Quarantine   quarantineCmd   `cmd:"" help:"Files that could not be read: look, read again, give up."`
	Ping         pingCmd         `cmd:"" help:"Test every endpoint: resolve, connect, log in, list, write a probe."`
	Collect      collectCmd      `cmd:"" help:"Fetch what the correspondents offer, and read it."`
	Reconcile    reconcileCmd    `cmd:"" help:"Match what the banks say with what we did, and post it."`
	Statements   statementsCmd   `cmd:"" help:"What the banks reported on each account, and whether it is proven."`
	Run          runCmd          `cmd:"" help:"Run the jobs of nostro.yaml by the clock, until a signal."`
	Schedule     scheduleCmd     `cmd:"" help:"What will run when, and what holidays do to it."`
	Jobs         jobsCmd         `cmd:"" help:"What ran by the clock, was skipped, waits or failed."`
	Date         dateCmd         `cmd:"" help:"The business date, apart from the clock where a person has set it."`
	Calendars    calendarsCmd    `cmd:"" help:"Business days: the calendars, their holidays, value dates and cut-offs."`
	Alarms       alarmsCmd       `cmd:"" help:"What needs a person: look, show, take on, history."`
	Report       reportCmd       `cmd:"" help:"Report on a cycle: text, HTML, CSV, JSON or the journal."`
	Status       statusCmd       `cmd:"" default:"1" help:"What is due, stuck and broken. The default command."`
	Trace        traceCmd        `cmd:"" help:"Lineage of any id, both ways."`
	Balances     balancesCmd     `cmd:"" help:"What stands on the accounts, now or as it was on a day or at an instant."`
	Export       exportCmd       `cmd:"" help:"Write the whole journal for beancount, hledger or a spreadsheet."`
	Check        checkCmd        `cmd:"" help:"Check every invariant by name."`
	Breaks       breaksCmd       `cmd:"" help:"Differences that a person must see, and what is done about them."`
	Expected     expectedCmd     `cmd:"" help:"What the banks should give us by when: files, statuses, bookings; and what is late."`
	Safeguarding safeguardingCmd `cmd:"" help:"What participants are owed against what is held, and the ledger against the statements, day by day."`
	Recall       recallCmd       `cmd:"" help:"Ask a bank to give a payment back that has left, and follow it."`
	Reissue      reissueCmd      `cmd:"" help:"Pay anew what a bank rejected or gave back, as another payment of its cycle."`
	Checkpoint   checkpointCmd   `cmd:"" help:"Sign the books as they stand."`
	Prove        proveCmd        `cmd:"" help:"Prove an entry, or that newer books begin with older ones."`
	Verify       verifyCmd       `cmd:"" help:"Prove books from outside, without trust in who wrote them."`
	Archive      archiveCmd      `cmd:"" help:"Encrypt the spool at rest."`
	Backup       backupCmd       `cmd:"" help:"Copy the installation into a folder while others work."`
	Restore      restoreCmd      `cmd:"" help:"Verify a backup and copy it into a new folder."`
	CatchUp      catchUpCmd      `cmd:"" help:"After a restore: find out what happened since the backup."`
	ClosePeriod  closePeriodCmd  `cmd:"" name:"close-period" help:"Close everything until a day, for good."`
	Inspect      inspectCmd      `cmd:"" help:"Read bank files: what is in them, do they add up."`
	Fixture      fixtureCmd      `cmd:"" help:"Run scenarios and compare what they produce with what they want."`
	Obligations  obligationsCmd  `cmd:"" help:"List, hold, release and withdraw obligations."`
	Participants participantsCmd `cmd:"" help:"List participants; hold, release and withdraw them."`
}

// context of one command: the world, the flags, and the code with which it ends unless it errs.
type session struct {
	env
	ctx  context.Context
	cli  *cli
	code int
	mask *logging.Masker // of what leaves: the log, and what people are told
}

// run parses the arguments, runs the command and returns the exit code.
func run(ctx context.Context, args []string, e env) int {
	var c cli
	exited := -1
	out := &heedful{to: e.Stdout}
	e.Stdout = out
	parser, err := kong.New(&c, kong.Name("nostro"), kong.UsageOnError(),
		kong.Description("From who owes whom to the bank's statement agreeing with our books."),
		kong.Vars{"version": version()}, kong.Writers(e.Stdout, e.Stderr), kong.Exit(func(code int) { exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 80}))
	if err != nil {
		fmt.Fprintln(e.Stderr, "nostro:", err)
		return exitFailed
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		e.problem(fmt.Sprintf("%v\n%s", err, furtherHelp(err)))
		return exitWrongUse
	}
	s := &session{env: e, ctx: ctx, cli: &c, mask: &logging.Masker{}}
	if err := parsed.Run(s); err != nil {
		return s.whole(s.failed(err), out)
	}
	return s.whole(s.code, out)
}

// furtherHelp names the help of the command that was called wrongly, or that of all where none was.
func furtherHelp(err error) string {
	var wrong *kong.ParseError
	if errors.As(err, &wrong) {
		if command := wrong.Context.Selected(); command != nil && command.Type == kong.CommandNode {
			return command.FullPath() + " --help tells how it is called."
		}
	}
	return "nostro --help lists the commands."
}

// failed prints the error and returns its exit code.
func (s *session) failed(err error) int {
	s.problem(strings.TrimSuffix(strings.TrimSpace(err.Error()), ": "+jobs.ErrNeedsPerson.Error()))
	var use usageError
	switch {
	case errors.As(err, &use):
		return exitWrongUse
	case errors.Is(err, jobs.ErrNeedsPerson):
		return exitNeedsPerson
	}
	return exitFailed
}

// usageError is a wrong use of the command line that the parser cannot see.
type usageError string

func (e usageError) Error() string { return string(e) }

// who is the person that runs the command.
func (s *session) who() string {
	for _, name := range []string{s.cli.As, s.Getenv("NOSTRO_USER"), s.User} {
		if name != "" {
			return name
		}
	}
	return "unknown"
}

// needsPerson makes the command end with the exit code that says so.
func (s *session) needsPerson() { s.code = exitNeedsPerson }
