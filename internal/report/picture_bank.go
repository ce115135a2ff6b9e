package report

// FileOut is a file for a correspondent, with every try to deliver it.
type FileOut struct {
	Name          string    `json:"name"`
	Cycle         string    `json:"cycle"`
	Correspondent string    `json:"correspondent"`
	Message       string    `json:"message"`
	MsgID         string    `json:"msg_id"`
	Transactions  int       `json:"transactions"`
	Bytes         int64     `json:"bytes"`
	SHA256        string    `json:"sha256"`
	State         string    `json:"state"`
	Sent          Instant   `json:"sent"`
	Detail        string    `json:"detail"`
	Attempts      []Attempt `json:"attempts"`
}

// Attempt is one try to deliver a file.
type Attempt struct {
	Number  int     `json:"number"`
	Started Instant `json:"started"`
	Ended   Instant `json:"ended"`
	Outcome string  `json:"outcome"`
	Detail  string  `json:"detail"`
}

// FileIn is a file that a correspondent gave us.
type FileIn struct {
	ID            int64   `json:"id"`
	Correspondent string  `json:"correspondent"`
	Name          string  `json:"name"`
	Message       string  `json:"message"`
	Bytes         int64   `json:"bytes"`
	SHA256        string  `json:"sha256"`
	Fetched       Instant `json:"fetched"`
	State         string  `json:"state"`
	Sightings     int     `json:"sightings"`
	Detail        string  `json:"detail"`
	Days          int     `json:"days,omitempty"` // in quarantine, of the calendar, to AsOf
}

// Answer is what a bank told about one instruction: a status (pacs.002) or an announced return (pacs.004).
type Answer struct {
	File          string `json:"file"`
	Place         string `json:"place"`
	Correspondent string `json:"correspondent"`
	Kind          string `json:"kind"` // "status" or "return"
	Code          string `json:"code"`
	Reason        string `json:"reason"`
	Amount        Amount `json:"amount"`
	Charges       Amount `json:"charges"`
	Instruction   string `json:"instruction"`
}

// Statement is a bank's report on one account, with its proof: Opening + Credits - Debits = Closing.
type Statement struct {
	ID            int64  `json:"id"`
	Correspondent string `json:"correspondent"`
	Account       string `json:"account"` // masked
	BankID        string `json:"bank_id"`
	Sequence      int64  `json:"sequence"`
	Currency      string `json:"currency"`
	ClosingDate   string `json:"closing_date"`
	Opening       Amount `json:"opening"`
	Credits       Amount `json:"credits"`
	Debits        Amount `json:"debits"`
	Closing       Amount `json:"closing"`
	Difference    Amount `json:"difference"` // closing less what it should be
	AddsUp        bool   `json:"adds_up"`
	Entries       int    `json:"entries"`
	State         string `json:"state"`
	Detail        string `json:"detail"`
	File          string `json:"file"`
	SHA256        string `json:"sha256"`
}

// Match is what one finding of reconciliation did.
type Match struct {
	Statement   string `json:"statement"`
	StatementID int64  `json:"statement_id"`
	Entry       int    `json:"entry"`
	Detail      int    `json:"detail"`
	Kind        string `json:"kind"`
	Instruction string `json:"instruction"`
	Amount      Amount `json:"amount"` // > 0
	Credit      bool   `json:"credit"`
	Charges     Amount `json:"charges"`
	Rule        string `json:"rule"`
	Why         string `json:"why"`
	Journal     string `json:"journal"`
	Undone      string `json:"undone_by,omitempty"` // key of the entry that took it back
}

// RuleCount tells how many entries a rule explained.
type RuleCount struct {
	Kind  string `json:"kind"`
	Rule  string `json:"rule"`
	Count int    `json:"count"`
}

// Break is a difference that a person must see.
type Break struct {
	ID            int64   `json:"id"`
	Reason        string  `json:"reason"`
	Correspondent string  `json:"correspondent"`
	Cycle         string  `json:"cycle"`
	Instruction   string  `json:"instruction"`
	Statement     string  `json:"statement"`
	StatementID   int64   `json:"statement_id"`
	Entry         int     `json:"entry"`
	Amount        Amount  `json:"amount"`
	Text          string  `json:"text"`
	State         string  `json:"state"`
	Opened        Instant `json:"opened"`
	Days          int     `json:"days"` // age in days of the calendar, to AsOf or to its resolution
	Resolved      Instant `json:"resolved"`
	Resolution    string  `json:"resolution"`

	Owner string `json:"owner,omitempty"` // who looks after it, of an open one
	Next  string `json:"next,omitempty"`  // what to do about this very one, of an open one; a look back does not tell it

	Steps []BreakStep `json:"steps,omitempty"` // what persons did, and what evidence ended, in order
}

// BreakStep is one step in the history of a break.
type BreakStep struct {
	Did         string  `json:"did"`
	Person      string  `json:"person,omitempty"` // none where later evidence did it
	At          Instant `json:"at"`
	Note        string  `json:"note,omitempty"`
	Owner       string  `json:"owner,omitempty"`
	Instruction string  `json:"instruction,omitempty"`
	Journal     string  `json:"journal,omitempty"`
	Approval    int64   `json:"approval,omitempty"`
}

// Open tells whether the break still waits for a person.
func (b Break) Open() bool { return b.State == "open" }
