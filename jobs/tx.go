package jobs

import (
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/intake"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/netting"
	"nostro/reconcile"
)

// Tx is one transaction of the store. Lists come sorted as their comments say. A record that is asked for
// by its key and is not there is reported by found = false, not by an error. Every change of state goes
// through the tables of package lifecycle: a refused move is an error.
type Tx interface {
	IntakeTx
	RatesTx
	CycleTx
	CycleViewTx
	InstructionTx
	ApprovalTx
	DeliveryTx
	BankTx
	JournalTx
	LogTx
	PeriodTx
	FXTx
	CoverTx
	LimitTx
	OperatorTx
	ScreeningTx
	ScheduleTx
	ReserveTx
	MatchingTx
	BreakTx
	SafeguardingTx
	ControlTx
	AlarmTx
	RecallTx
	AmendmentTx
	BusinessDateTx
	AdviceTx
	InsightTx
	ReissueTx
	TraceTx
	// AddRun records an execution of a stage.
	AddRun(r Run) error
	// Runs returns all runs in the order in which they were added.
	Runs() ([]Run, error)
	// RunsOfCycle returns those that name the cycle in that order.
	RunsOfCycle(cycle string) ([]Run, error)
	// RunsOf returns those of one stage in that order.
	RunsOf(stage string) ([]Run, error)
	// Orphans returns every record that names another one which is not there, in words, and how many kinds of
	// reference were looked at. The store itself lets none in.
	Orphans() (kinds int, orphans []string, err error)
}

// IntakeTx is what the intake stage needs.
type IntakeTx interface {
	// AddImportStep keeps that a file that comes in pieces has begun or ended; the same again is a no-op.
	AddImportStep(sha256 string, did ImportDid, at time.Time) error
	// UnfinishedImports returns the files that have begun and not ended.
	UnfinishedImports() ([]InputFile, error)
	// AddInputFile records a file; the same hash again is a no-op.
	AddInputFile(f InputFile) error
	// ImportersOf returns who imported a file that the cycle's obligations, its participants or their accounts come
	// from, and which, by person and file.
	ImportersOf(cycle string) ([]ApprovalMaker, error)
	// InputFiles returns all of them by time and name.
	InputFiles() ([]InputFile, error)
	Participant(id string) (p intake.Participant, found bool, err error)
	// AddParticipant adds one that is not there yet.
	AddParticipant(p intake.Participant, s Source) error
	// Participants returns all by id.
	Participants() ([]intake.Participant, error)
	Account(participant string, c money.Currency) (a intake.Account, found bool, err error)
	AddAccount(a intake.Account, s Source) error
	// Accounts returns all by participant and currency.
	Accounts() ([]intake.Account, error)
	Obligation(id string) (o Obligation, found bool, err error)
	// AddObligation adds one in state accepted and returns its sequence of acceptance.
	AddObligation(o Obligation) (seq int64, err error)
	// AddObligations adds, in their order and at several times the speed, the rows of a file whose ids are new, in
	// state accepted and in no cycle. Of the others it returns, by place in the list, what is known under the id: in
	// the books, or from an earlier row.
	AddObligations(rows []intake.Row[intake.Obligation], sha256 string, at time.Time) (
		known map[int]intake.Obligation, err error)
	// AddRefusals keeps refused rows; the same (file, line, field) again is a no-op.
	AddRefusals(sha256 string, refusals []intake.Refusal, at time.Time) error
	// Refusals returns all by file hash, line and field.
	Refusals() ([]intake.Refusal, error)
}

// RatesTx is what the rates stage needs. A fixing comes as it counts: with what a person accepted in place of
// what was known first.
type RatesTx interface {
	// Fixing returns the fixing of the source on exactly that date.
	Fixing(source string, on calendar.Date) (f fx.Fixing, found bool, err error)
	// FixingAsOf returns it as it counted at an instant, without what was accepted later.
	FixingAsOf(source string, on calendar.Date, at time.Time) (f fx.Fixing, found bool, err error)
	// LatestFixing returns the last fixing of the source on or before the date.
	LatestFixing(source string, onOrBefore calendar.Date) (f fx.Fixing, found bool, err error)
	// LastRate returns the last fixing of the source before the date that has the pair; it holds that rate alone.
	LastRate(source string, p fx.Pair, before calendar.Date) (f fx.Fixing, found bool, err error)
	AddFixing(f fx.Fixing, fetchedAt time.Time) error
	// AddFixings adds many, each new, at several times the speed; by is who brought them.
	AddFixings(all []fx.Fixing, by string, fetchedAt time.Time) error
	// Fixings returns all by source and date.
	Fixings() ([]fx.Fixing, error)
	// FixingsBetween returns those of a source from one date to another, both included, by date.
	FixingsBetween(source string, from, to calendar.Date) ([]fx.Fixing, error)
	// PublishedFixings returns them as they came first, without what a person accepted since.
	PublishedFixings(source string, from, to calendar.Date) ([]fx.Fixing, error)
	// LoopedFixings returns those, of all sources, whose rates are not all against one base: only there can rates
	// contradict each other.
	LoopedFixings() ([]fx.Fixing, error)
	// FixingHashes returns the hash of the file of each fixing of the source.
	FixingHashes(source string) (map[calendar.Date]string, error)
	// FixingSources returns the sources of all fixings by name.
	FixingSources() ([]string, error)
	// Provenance returns how the fixing came to us.
	Provenance(source string, on calendar.Date) (p Provenance, found bool, err error)
	// AddRateConflict adds one and returns its number.
	AddRateConflict(c RateConflict) (number int64, err error)
	// RateConflicts returns all by number.
	RateConflicts() ([]RateConflict, error)
	// RateConflictsOf returns those about one fixing by number.
	RateConflictsOf(source string, on calendar.Date) ([]RateConflict, error)
	// AddRateDecision adds one whose key has none yet.
	AddRateDecision(d RateDecision) error
	RateDecision(key string) (d RateDecision, found bool, err error)
	// RateDecisions returns all by instant and key.
	RateDecisions() ([]RateDecision, error)
	AddRateFetch(f RateFetch) error
	// LastRateFetch returns the last visit to a place of which the bytes were taken.
	LastRateFetch(place string) (f RateFetch, found bool, err error)
}

// CycleTx is what close, net and convert need.
type CycleTx interface {
	AddCycle(c Cycle) error
	Cycle(id string) (c Cycle, found bool, err error)
	// Cycles returns all by value date and id.
	Cycles() ([]Cycle, error)
	// SaveCycle writes state and times of a known cycle; the move is checked against the stored state
	// (the same state again is no move).
	SaveCycle(c Cycle) error
	// Takeable returns the accepted obligations that no cycle has taken and whose value date is not
	// after the given one, by sequence.
	Takeable(valueDate calendar.Date) ([]netting.Obligation, error)
	// AcceptedSince returns those of them that were accepted at the instant or later.
	AcceptedSince(at time.Time, valueDate calendar.Date) ([]Obligation, error)
	// Taken returns the obligations of a cycle as netting sees them, by sequence.
	Taken(cycle string) ([]netting.Obligation, error)
	// Take gives the cycle obligations, by sequence; what becomes of them follows from the state of the cycle then.
	Take(cycle string, seqs []int64) error
	// GiveBack frees all obligations of a cycle that has not paid, and keeps that it had them.
	GiveBack(cycle string, at time.Time) error
	// GivenBack returns what was given back of a cycle, by sequence, and when; the zero instant where it keeps what it took.
	GivenBack(cycle string) ([]Obligation, time.Time, error)
	// AddDeferrals keeps what a cycle left; the same again is a no-op.
	AddDeferrals(d []Deferral) error
	// Deferrals returns those of a cycle by obligation.
	Deferrals(cycle string) ([]Deferral, error)
	// Obligations returns those that fit the filter, by sequence.
	Obligations(f ObligationFilter) ([]Obligation, error)
	// Held returns the held obligations that no cycle has taken and whose value date is not after the given one, by
	// sequence.
	Held(valueDate calendar.Date) ([]Obligation, error)
	// MoveObligation moves one that no cycle has taken and keeps who did it and why; the move is checked.
	MoveObligation(m ObligationMove) error
	// ObligationMoves returns those of an obligation in the order in which they were made; of "" those of all.
	ObligationMoves(obligation string) ([]ObligationMove, error)
	// MoveParticipant does so for a participant.
	MoveParticipant(m ParticipantMove) error
	// ParticipantMoves returns those of a participant in the order in which they were made; of "" those of all.
	ParticipantMoves(participant string) ([]ParticipantMove, error)
	// LastSeq returns the highest sequence of acceptance, 0 where nothing was accepted.
	LastSeq() (int64, error)
	// ObligationsOf returns those of a cycle by sequence; of cycle "" those that no cycle has taken.
	ObligationsOf(cycle string) ([]Obligation, error)
	// AddNettingTerms keeps the terms by which a cycle nets; a cycle of which none were kept has the zero terms.
	AddNettingTerms(cycle string, t netting.Terms) error
	NettingTerms(cycle string) (netting.Terms, error)
	AddPositions(p []Position) error
	// Positions returns those of a cycle by participant, currency and key of the netting set.
	Positions(cycle string) ([]Position, error)
	AddConversions(c []Conversion) error
	// Conversions returns those of a cycle by participant, currency of From and key of the netting set.
	Conversions(cycle string) ([]Conversion, error)
}

// InstructionTx is what instruct, write and approve need.
type InstructionTx interface {
	AddInstructions(i []Instruction) error
	Instruction(id string) (i Instruction, found bool, err error)
	// InstructionsIn returns those that a file carries, in the same order.
	InstructionsIn(file string) ([]Instruction, error)
	// InstructionsOf returns those of a cycle by correspondent, currency, direction, participant and key of the
	// netting set; of cycle "" those of all cycles, by cycle first.
	InstructionsOf(cycle string) ([]Instruction, error)
	// InstructionsBut is InstructionsOf without those that are in one of the states.
	InstructionsBut(cycle string, states ...lifecycle.Instruction) ([]Instruction, error)
	// InstructionsAt returns those of all cycles at a correspondent in a currency, by id, but for withdrawn ones, of which no
	// bank ever heard.
	InstructionsAt(correspondent string, c money.Currency) ([]Instruction, error)
	// FindInstruction returns the one with that UETR, or else with that id; either may be "".
	FindInstruction(uetr, id string) (i Instruction, found bool, err error)
	// SaveInstruction writes everything that may change; the move of its state is checked.
	SaveInstruction(i Instruction) error
	// SaveInstructions does so for many, each given once, at several times the speed.
	SaveInstructions(i []Instruction) error
	AddRelease(r Release) error
	Release(cycle string) (r Release, found bool, err error)
	// Releases returns all of a cycle by number; Release the last.
	Releases(cycle string) ([]Release, error)
	// AddWithdrawal ends a release of which nothing has left: its files can never be sent.
	AddWithdrawal(w Withdrawal) error
	// Withdrawals returns those of a cycle by number.
	Withdrawals(cycle string) ([]Withdrawal, error)
}

// DeliveryTx is what send and collect need.
type DeliveryTx interface {
	AddFileOut(f FileOut) error
	// FilesOut returns those of a cycle by name; of cycle "" those of all.
	FilesOut(cycle string) ([]FileOut, error)
	// SaveFileOut writes everything that may change; the move of its state is checked.
	SaveFileOut(f FileOut) error
	AddAttempt(a Attempt) error
	// EndAttempt writes end, outcome, detail and replies of a known attempt.
	EndAttempt(a Attempt) error
	// Attempts returns all by file and number.
	Attempts() ([]Attempt, error)
	// AddFetchAttempt keeps a try to fetch.
	AddFetchAttempt(a FetchAttempt) error
	// FetchAttempts returns all in the order in which they were added.
	FetchAttempts() ([]FetchAttempt, error)
	// FileInByHash returns the file of a correspondent with those bytes.
	FileInByHash(correspondent, sha256 string) (f FileIn, found bool, err error)
	// FileInByName returns the last file of a correspondent with that name.
	FileInByName(correspondent, name string) (f FileIn, found bool, err error)
	AddFileIn(f FileIn) (id int64, err error)
	// SaveFileIn writes state, message, detail and sightings; the move is checked.
	SaveFileIn(f FileIn) error
	// FilesIn returns all by id.
	FilesIn() ([]FileIn, error)
}

// BankTx is what collect and reconcile need of the banks' answers.
type BankTx interface {
	AddBankStatus(s BankStatus) error
	// BankStatuses returns all by id.
	BankStatuses() ([]BankStatus, error)
	// SaveBankStatus writes instruction and done.
	SaveBankStatus(s BankStatus) error
	AddBankReturn(r BankReturn) error
	BankReturns() ([]BankReturn, error)
	SaveBankReturn(r BankReturn) error
	// TakenIn tells whether one thing that a bank said was taken in, by its id: a status, a return or an answer that is done, a
	// statement that is proven or counts no more.
	TakenIn(said Said, id int64) (bool, error)
	// AddStatement adds one with its entries and returns its id.
	AddStatement(s Statement) (id int64, err error)
	// Statements returns all that count with their entries, by correspondent, currency, closing date, sequence and id.
	Statements() ([]Statement, error)
	// StatementHeads returns them without their entries.
	StatementHeads() ([]Statement, error)
	// StatementsAcross returns those that count and that, until the end of the day, book entries with a later value date, or after
	// it, entries with a value date until then.
	StatementsAcross(day calendar.Date) (map[int64]bool, error)
	// SupersededStatements returns, by id, those that the two above leave out: another one counts in their place.
	SupersededStatements() ([]Statement, error)
	// SupersededHeads returns them without their entries.
	SupersededHeads() ([]Statement, error)
	// StatementEntries returns the entries of one, by number, with their details; none where no statement has the id.
	StatementEntries(id int64) ([]reconcile.Entry, error)
	// StatementEntriesAsGiven returns them as the statement itself has them, without the payments that advices told.
	StatementEntriesAsGiven(id int64) ([]reconcile.Entry, error)
	// KeepOpened gives an entry of another statement, which is the same booking, the payments that advices told of this one.
	KeepOpened(from int64, entry int, to int64, place int) error
	// SaveStatement writes state, detail, time and, once, which one counts instead; the move is checked.
	SaveStatement(s Statement) error
	AddMatch(m Match) error
	// BookedRefs returns the references of the bank under which it booked each instruction at a correspondent in a currency.
	BookedRefs(correspondent string, c money.Currency) (map[string][]string, error)
	// PrepareBookings checks and encodes what findings of a statement write. What it returns writes that, with the given
	// instant of booking, as Post and AddMatch would, at several times their speed; an entry of the journal that is refused
	// refuses all. To prepare touches no books: it may be done while others are written.
	PrepareBookings(b Bookings) (write func(at time.Time) error)
	// Matches returns all on statements that count by statement, entry, detail and kind.
	Matches() ([]Match, error)
	// MatchesAt returns those of one entry.
	MatchesAt(statement int64, entry int) ([]Match, error)
	// UnexplainedCredits returns those of them that nobody could explain when they came, and that brought money.
	UnexplainedCredits() ([]Match, error)
	// SupersededMatches returns, in the same order, those on statements that count no more.
	SupersededMatches() ([]Match, error)
	// AddBreak adds one; the same key again is a no-op.
	AddBreak(b Break) error
	// ResolveBreak closes the one with that key, if it is open.
	ResolveBreak(key, resolution string, at time.Time) error
	// Breaks returns all by id.
	Breaks() ([]Break, error)
}

// JournalTx is the ledger.
type JournalTx interface {
	// Post appends an entry. The same key with the same content is a no-op that returns the first entry; with
	// other content it is an error that wraps ErrKeyConflict. A balance beyond 64 bits is an error that wraps
	// money.ErrOverflow. The database refuses what does not balance. An instant before that of the last entry
	// is written as that one: the books do not go back.
	Post(e ledger.Entry, at time.Time) (Posted, error)
	// PostAll does so for many entries, at several times the speed. The result and the error of entry n stand
	// at n; an entry that is refused does not keep the others from being posted. The last error is that of the
	// database: then nothing of the transaction is kept.
	PostAll(entries []ledger.Entry, at time.Time) ([]Posted, []error, error)
	// Journal calls visit with every entry in the order of posting, with its number and booking time.
	Journal(visit func(number int64, at time.Time, e ledger.Entry) error) error
	// Reversed returns the key of every entry that another one reverses.
	Reversed() (map[string]bool, error)
	// JournalBalances returns the balance of every (account, currency), by account and currency.
	JournalBalances() ([]ledger.Row, error)
	// JournalBalancesOn returns those of the entries that the dates take in.
	JournalBalancesOn(on BalanceDates) ([]ledger.Row, error)
	// JournalBalance returns one of them; nothing where no entry touched the account.
	JournalBalance(account ledger.Account, c money.Currency, on BalanceDates) (money.Amount, error)
}

// Posted tells which entry stands for what was posted.
type Posted struct {
	Number int64 // of the entry in the journal: 1, 2, 3 ...
	New    bool  // false where the journal had it already
}
