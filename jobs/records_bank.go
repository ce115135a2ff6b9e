package jobs

import (
	"time"

	"nostro/calendar"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// BankStatus is one status report (pacs.002) on one instruction.
type BankStatus struct {
	ID            int64
	FileIn        int64
	Correspondent string
	Place         string // where in the file
	InstrID, UETR string // as the bank gave them
	MsgID         string // of the original
	Code          string // ACSP, RJCT ...
	Reason        string // code and text, for people
	Instruction   string // ours, "" until matched or where none is
	Done          bool
}

// BankReturn is one announced return (pacs.004). It moves no money: the statement does.
type BankReturn struct {
	ID            int64
	FileIn        int64
	Correspondent string
	Place         string
	InstrID, UETR string
	Returned      money.Amount
	Charges       money.Amount // zero value where none were told
	Reason        string
	Instruction   string
	Done          bool
}

// Statement is a bank's report on one account for one period.
type Statement struct {
	ID            int64
	FileIn        int64
	Correspondent string
	Account       string // the number as the bank gave it
	BankID        string // Stmt/Id
	Sequence      int64  // ElctrncSeqNb, 0 where absent
	Currency      money.Currency
	Opening       money.Amount
	Closing       money.Amount
	ClosingDate   calendar.Date
	State         lifecycle.Statement
	Detail        string // why it is disputed
	ProvenAt      time.Time
	Entries       []reconcile.Entry

	Copy     string          // CpyDplctInd: CODU, COPY or DUPL; "" where the bank does not call it a copy
	Page     int64           // of a statement that comes in several messages; 0: it is whole
	LastPage bool            // no page follows on this one
	Instead  int64           // the statement that counts in place of this one, 0 for none
	Pages    []StatementPage // of one that was joined, in their order

	NoMatches []reconcile.NoMatch // what people said that its bookings are not; set where they are matched again
}

// StatementPage is where a page of a joined statement came from.
type StatementPage struct {
	Page   int64
	From   int    // its first entry in the statement
	FileIn int64  // the file that it came in
	SHA256 string // of that file; the store fills it in
}

// Match is what one finding of reconciliation did: which entry, which instruction, by which rule.
type Match struct {
	Statement   int64
	Entry       int
	Detail      int
	Kind        string // a reconcile.FindingKind
	Instruction string // "" where none
	Amount      money.Amount
	Charges     money.Amount // zero value where none
	Credit      bool
	Rule, Why   string
	Journal     string // key of the journal entry that it posted
}

// Break is a difference that a person must see.
type Break struct {
	ID            int64
	Key           string // identity: the same difference is found once
	Reason        reconcile.Reason
	Correspondent string
	Cycle         string // "" where none is touched
	Instruction   string
	Statement     int64 // 0 where none
	Entry         int
	Amount        money.Amount // the difference, signed
	Text          string       // what it is and what to do next
	State         lifecycle.Break
	OpenedAt      time.Time
	ResolvedAt    time.Time
	Resolution    string
	Detail        int    // of the entry; 0: the entry as a whole
	Parent        int64  // the break that it is a part of, 0 for none
	Journal       string // key of the entry that holds its part in suspense; "" where it is no part
}

// Run is one execution of a stage, kept also where it found nothing to do.
type Run struct {
	ID        int64
	Stage     string
	Cycle     string // "" for stages that serve all cycles
	User      string
	StartedAt time.Time
	Outcome   string // "done", "nothing", "needs a person", "failed"
	Summary   string
}
