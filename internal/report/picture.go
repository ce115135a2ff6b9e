package report

// Picture is everything that the reports show, as plain values in a fixed order. It covers one cycle, or,
// where Cycle.ID is "", the whole house. Balances are always those of the whole books.
type Picture struct {
	House    string     `json:"house"`
	Zone     string     `json:"zone"` // IANA name of the zone of every local time
	AsOf     Instant    `json:"as_of"`
	LookBack *LookBack  `json:"look_back,omitempty"` // where it shows what was known then, and nothing that came later
	Cycle    CycleRow   `json:"cycle"`
	Cycles   []CycleRow `json:"cycles"` // of the house, by value date and id
	Headline Headline   `json:"headline"`

	Inputs      []InputFile  `json:"input_files"`
	Refusals    []Refusal    `json:"refusals"`
	Deferrals   []Deferral   `json:"deferrals"`
	Held        []HeldFile   `json:"held,omitempty"`  // files that wait for pay-ins or funds
	Waits       []WaitRow    `json:"waits,omitempty"` // obligations that cycles left, the longest first
	Waiting     []WaitingRow `json:"waiting"`         // obligations that no cycle has taken, by currency
	Netting     []NettingRow `json:"netting"`
	Positions   []Position   `json:"positions"`
	Conversions []Conversion `json:"conversions"`
	Exposure    []Exposure   `json:"exposure"`
	Pivot       string       `json:"pivot"` // the currency through which the cover trades go
	Cover       []CoverTrade `json:"cover_trades"`
	CoverNote   string       `json:"cover_note"` // why an exposure has no cover trade, "" where all have

	RateQuestions []RateQuestion `json:"rate_questions"` // what about rates waits for a person
	RateDecisions []RateDecision `json:"rate_decisions"`
	RateCharts    []RateChart    `json:"rate_charts"` // of the cycle, or the last one

	Screening Screening `json:"screening"` // of the whole house

	Reserve *Reserve `json:"risk_reserve,omitempty"` // of the whole house; none where nothing is asked for or held

	Risk    Risk          `json:"risk"` // of the whole house
	Orders  []Instruction `json:"instructions"`
	Lineage []LineageRow  `json:"lineage"`

	Release    []Release   `json:"releases"`
	Approvals  []Approval  `json:"approvals"`
	FilesOut   []FileOut   `json:"files_out"`
	FilesIn    []FileIn    `json:"files_in"`
	Late       []LateFile  `json:"late,omitempty"` // what was due from correspondents and has not come
	Answers    []Answer    `json:"bank_answers"`
	Statements []Statement `json:"statements"`
	Matches    []Match     `json:"matches"`
	Rules      []RuleCount `json:"rules"`
	Breaks     []Break     `json:"breaks"`

	Recalls        []Recall        `json:"recalls"`                   // payments that were asked back
	CalendarsEnd   []CalendarEnd   `json:"calendars_end,omitempty"`   // those in use that end soon
	RecallsOverdue []OverdueRecall `json:"recalls_overdue,omitempty"` // those of the whole house of which the bank owes something

	Control      *Control      `json:"control,omitempty"`      // of the value date, or of all; none where it was not made
	Safeguarding *Safeguarding `json:"safeguarding,omitempty"` // of the whole house; none where nothing was kept

	Nostros  []Nostro       `json:"nostros"`
	Balances []Balance      `json:"balances"`
	Kinds    []KindCount    `json:"journal_kinds"`
	Journal  []JournalEntry `json:"journal"`
	Runs     []Run          `json:"runs"`
	Checks   []Check        `json:"checks"`
}

// CycleRow is a cycle and what to do next with it.
type CycleRow struct {
	ID        string  `json:"id"`
	ValueDate string  `json:"value_date"`
	State     string  `json:"state"`
	CutOff    Instant `json:"cut_off"`
	Opened    Instant `json:"opened"`
	Closed    Instant `json:"closed"`
	Next      string  `json:"next"`              // the command, "" where nothing is left to do
	Why       string  `json:"why"`               // what that command is for
	Aborted   string  `json:"aborted,omitempty"` // by whom, when, from which state and why
}

// Headline is what a treasurer reads first.
type Headline struct {
	Restored    string  `json:"restored,omitempty"` // why the house sends nothing: it is a copy that has to catch up
	Due         []Tally `json:"due"`                // what is not booked yet, of instructions that may still be
	Settled     []Tally `json:"settled"`            // those that are settled
	Untold      []Tally `json:"not_kept,omitempty"` // in a look back: those of which it is not kept what they were
	Failed      []Tally `json:"failed"`             // those that are refused, rejected or returned
	Transit     []Held  `json:"transit"`
	Suspense    []Held  `json:"suspense"`
	OpenBreaks  int     `json:"open_breaks"`
	Stuck       int     `json:"stuck"` // files and instructions that wait for a person
	ChecksFail  int     `json:"checks_fail"`
	Quarantined int     `json:"quarantined"`
	Disputed    int     `json:"disputed"`
	Breaches    int     `json:"limit_breaches"`
}

// Tally sums instructions of one currency.
type Tally struct {
	Currency string `json:"currency"`
	Outs     int    `json:"pay_outs"`
	Out      Amount `json:"pay_out_amount"`
	Ins      int    `json:"pay_ins"`
	In       Amount `json:"pay_in_amount"`
}

// Held is what stands at a correspondent in one currency.
type Held struct {
	Correspondent string `json:"correspondent"`
	Amount        Amount `json:"amount"`
}

// InputFile is a file that a user gave us.
type InputFile struct {
	Name   string  `json:"name"`
	Kind   string  `json:"kind"`
	Bytes  int64   `json:"bytes"`
	SHA256 string  `json:"sha256"`
	Taken  Instant `json:"taken"`
}

// Refusal is a row of an input file that was not accepted.
type Refusal struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Field  string `json:"field"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
	Remedy string `json:"remedy"`
}

// Deferral is an obligation that a cycle left for a later one.
type Deferral struct {
	Cycle      string `json:"cycle"`
	Obligation string `json:"obligation"`
	Reason     string `json:"reason"`
}

// WaitingRow counts obligations of one currency and value date that no cycle has taken.
type WaitingRow struct {
	Currency  string `json:"currency"`
	ValueDate string `json:"value_date"`
	Count     int    `json:"count"`
	Gross     Amount `json:"gross"`
}

// Check is an invariant and whether it holds.
type Check struct {
	Name    string `json:"name"`
	Holds   bool   `json:"holds"`
	Counted int    `json:"counted"`
	Unit    string `json:"unit"`   // what was counted: "postings"
	Detail  string `json:"detail"` // why it does not hold
}

// Run is one execution of a stage.
type Run struct {
	Stage   string  `json:"stage"`
	Cycle   string  `json:"cycle"`
	User    string  `json:"user"`
	Started Instant `json:"started"`
	Outcome string  `json:"outcome"`
	Summary string  `json:"summary"`
}
